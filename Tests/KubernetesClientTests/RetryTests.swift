import HTTPTransport
import JSONValue
import KubernetesClient
import KubernetesTestSupport
import KubernetesTypes
import Testing

@Suite struct RetryTests {
    let key = ObjectKey(namespace: "shop", name: "web")

    @Test("a read that is put off with 429 and Retry-After waits that long and is repeated")
    func retryAfter() async throws {
        let time = ManualTimeSource()
        let transport = ScriptedTransport([
            .status(429, "TooManyRequests", headers: ["Retry-After": "4"]), .json(pod("web")),
        ])
        let client = makeClient(transport, time: time)
        async let object = client.get(.pods, key)
        #expect(await eventually { time.sleepers == 1 })
        #expect(time.nextDeadline == .seconds(4))
        time.advance(by: .milliseconds(3999))
        #expect(transport.requests.count == 1)
        time.advance(by: .milliseconds(1))
        #expect(try await object.name == "web")
        #expect(transport.requests.count == 2)
    }

    @Test("a read is put off three times at most")
    func bounded() async throws {
        let time = ManualTimeSource()
        let busy = ScriptedTransport.Step.status(503, "ServiceUnavailable", headers: ["Retry-After": "0"])
        let transport = ScriptedTransport(Array(repeating: busy, count: 9))
        await #expect(throws: KubernetesError.self) { try await makeClient(transport, time: time).get(.pods, key) }
        #expect(transport.requests.count == 4)
    }

    @Test("a wait longer than ten seconds is the caller's business")
    func tooLong() async throws {
        let transport = ScriptedTransport([.status(429, "TooManyRequests", headers: ["Retry-After": "11"])])
        let error = await #expect(throws: KubernetesError.self) { try await makeClient(transport).get(.pods, key) }
        #expect(error?.retryAfter == .seconds(11))
    }

    @Test("a change is never repeated by the client")
    func changes() async {
        let transport = ScriptedTransport([.status(429, "TooManyRequests", headers: ["Retry-After": "0"])])
        await #expect(throws: KubernetesError.self) {
            try await makeClient(transport).patch(.pods, key, .merge([:]))
        }
        #expect(transport.requests.count == 1)
    }

    @Test("cancelling ends the wait")
    func cancelled() async {
        let time = ManualTimeSource()
        let transport = ScriptedTransport([.status(429, "TooManyRequests", headers: ["Retry-After": "4"])])
        let client = makeClient(transport, time: time)
        let task = Task { try await client.get(.pods, key) }
        #expect(await eventually { time.sleepers == 1 })
        task.cancel()
        await #expect(throws: KubernetesError.self) { try await task.value }
        #expect(time.sleepers == 0)
    }
}
