import HTTPTransport
import JSONValue
import KubernetesClient
import KubernetesTypes
import Testing

@Suite struct WatchTests {
    private func line(_ type: String, _ object: JSON) -> [UInt8] {
        (["type": .string(type), "object": object] as JSON).serialized + [0x0A]
    }

    private func events(_ chunks: [[UInt8]], failure: HTTPError? = nil) async throws -> [WatchEvent] {
        let client = makeClient(ScriptedTransport([.chunks(200, chunks, failure)]))
        var events: [WatchEvent] = []
        for try await event in try await client.watch(.pods) { events.append(event) }
        return events
    }

    @Test("a watch asks for bookmarks and 290 seconds, and allows five more")
    func request() async throws {
        let transport = ScriptedTransport([.chunks(200, [], nil)])
        let query = WatchQuery(labelSelector: LabelSelector("app=web"), resourceVersion: "12")
        _ = try await makeClient(transport).watch(.pods, namespace: "shop", query: query)
        let request = try #require(transport.requests.first)
        #expect(
            request.url == "https://cluster:6443/api/v1/namespaces/shop/pods?watch=true&labelSelector=app%3Dweb"
                + "&resourceVersion=12&timeoutSeconds=290&allowWatchBookmarks=true")
        #expect(request.timeouts.total == .seconds(295))
        #expect(request.timeouts.idle == nil)
    }

    @Test("every kind of event is delivered, in order")
    func kinds() async throws {
        let expired: JSON = ["kind": "Status", "code": 410, "reason": "Expired", "message": "too old"]
        let events = try await events([
            line("ADDED", pod("a")) + line("MODIFIED", pod("a", version: "2")),
            line("DELETED", pod("a", version: "3")),
            line("BOOKMARK", ["kind": "Pod", "metadata": ["resourceVersion": "9"]]), line("ERROR", expired),
        ])
        #expect(events.count == 5)
        guard case .added(let added) = events[0], case .deleted(let deleted) = events[2] else {
            Issue.record("the first must be added and the third deleted")
            return
        }
        #expect(added.kind == "Pod")
        #expect(deleted.resourceVersion == "3")
        #expect(events[3] == .bookmark(resourceVersion: "9"))
        #expect(events[4] == .error(Status(code: 410, reason: "Expired", message: "too old")))
    }

    @Test("an event larger than a chunk arrives whole")
    func largeEvent() async throws {
        var large = pod("large")
        large["data"] = .string(String(repeating: "x", count: 300_000))
        let bytes = line("ADDED", large) + line("ADDED", pod("next"))
        let chunks = stride(from: 0, to: bytes.count, by: 1000).map { Array(bytes[$0..<min($0 + 1000, bytes.count)]) }
        let events = try await events(chunks)
        guard case .added(let first)? = events.first, case .added(let second)? = events.last else {
            Issue.record("two added events were expected")
            return
        }
        #expect(first.json["data"]?.stringValue?.count == 300_000)
        #expect(second.name == "next")
    }

    @Test("a watch cut in the middle of a line throws and never delivers half an event")
    func cut() async throws {
        let transport = ScriptedTransport([
            .chunks(200, [line("ADDED", pod("a")), Array(line("ADDED", pod("b")).dropLast(9))], nil)
        ])
        var iterator = try await makeClient(transport).watch(.pods).makeAsyncIterator()
        guard case .added? = try await iterator.next() else {
            Issue.record("the whole event must come first")
            return
        }
        let error = await #expect(throws: KubernetesError.self) { try await iterator.next() }
        guard case .transport(let cause)? = error?.kind else {
            Issue.record("the cause must be the transport's")
            return
        }
        #expect(cause.kind == .truncatedLine)
    }

    @Test("a connection that breaks is not an end")
    func broken() async throws {
        let failure = HTTPError(.connectionLost(afterRequestSent: true), url: "", mayHaveReachedServer: true)
        await #expect(throws: KubernetesError.self) { try await events([line("ADDED", pod("a"))], failure: failure) }
    }

    @Test("an event longer than the limit is an error, not all of memory")
    func tooLong() async throws {
        let transport = ScriptedTransport([.chunks(200, [line("ADDED", pod("a"))], nil)])
        let query = WatchQuery(maximumEventBytes: 20)
        var iterator = try await makeClient(transport).watch(.pods, query: query).makeAsyncIterator()
        await #expect(throws: KubernetesError.self) { try await iterator.next() }
    }

    @Test("a 410 as the answer to the watch itself is an error that isExpired")
    func goneAsAnswer() async throws {
        let client = makeClient(ScriptedTransport([.status(410, "Expired")]))
        let error = await #expect(throws: KubernetesError.self) { _ = try await client.watch(.pods) }
        #expect(error?.isExpired == true)
        #expect(error?.operation.description == "watch pods")
    }

    @Test(
        "nonsense in the stream is an error that names it", arguments: ["{", "{\"type\":\"NEW\",\"object\":{}}", "[]"])
    func nonsense(text: String) async {
        await #expect(throws: KubernetesError.self) { try await events([Array(text.utf8) + [0x0A]]) }
    }

    @Test("empty lines are no events")
    func emptyLines() async throws {
        #expect(try await events([[0x0A], line("ADDED", pod("a")), [0x0D, 0x0A]]).count == 1)
    }
}
