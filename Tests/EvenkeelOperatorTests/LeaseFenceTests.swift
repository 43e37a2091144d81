import HTTPTransport
import JSONValue
import KubernetesClient
import KubernetesRuntime
import KubernetesTestSupport
import Synchronization
import Testing

@testable import EvenkeelOperator

/// An API server with one lease, on which something may happen while an answer is on its way.
private final class LeaseServer: HTTPTransport {
    private struct State {
        var lease: JSON?
        var befalls: @Sendable (inout JSON?) -> Void = { _ in }
    }

    private let state = Mutex(State())

    /// From now on, whenever the lease is read and before the answer is heard.
    func whenRead(_ befalls: @escaping @Sendable (inout JSON?) -> Void) {
        state.withLock { $0.befalls = befalls }
    }

    func send(_ request: HTTPRequest, maximumBodyBytes: Int) async throws(HTTPError) -> HTTPResponse {
        let lease = state.withLock { state in
            if request.method == .get {
                state.befalls(&state.lease)
            } else {
                state.lease = request.body.flatMap { try? JSON(parsing: $0) }
            }
            return state.lease
        }
        let notFound: JSON = ["kind": "Status", "status": "Failure", "reason": "NotFound", "code": 404]
        return HTTPResponse(status: lease == nil ? 404 : 200, headers: [:], body: (lease ?? notFound).serialized)
    }

    func stream(_ request: HTTPRequest) async throws(HTTPError) -> HTTPStream {
        let answer = try await send(request, maximumBodyBytes: .max)
        return HTTPStream(status: answer.status, headers: answer.headers, body: HTTPBody(chunks: [answer.body]))
    }
}

@Suite("The lease that is read before each change") struct LeaseFenceTests {
    private let time = ManualTimeSource()
    private let server = LeaseServer()

    /// What a leader hears that asks right after its election.
    private func objection(after event: @escaping @Sendable () -> Void = {}) async throws -> String? {
        let client = KubernetesClient(
            configuration: ClusterConfiguration(server: "https://cluster"), transport: server, time: time)
        let election = LeaderElection(
            client: client,
            configuration: LeaderElectionConfiguration(namespace: "ops", name: "evenkeel", identity: "one"), time: time)
        let (answers, answer) = AsyncStream.makeStream(of: String?.self)
        let task = Task {
            try await election.run { leadership in
                event()
                answer.yield(await LeaseFence(election: election, leadership: leadership).objection())
                answer.finish()
            }
        }
        let heard = await answers.first { _ in true }
        task.cancel()
        _ = await task.result
        return try #require(heard)
    }

    @Test("its own lease, in time, lets a leader act")
    func own() async throws {
        let objection = try await objection()
        #expect(objection == nil)
    }

    @Test("an answer that was heard only when the lease had ended lets it do nothing, whatever it says")
    func late() async throws {
        let objection = try await objection { [server, time] in
            server.whenRead { _ in time.advance(by: .seconds(20)) }
        }
        #expect(objection == "the lease was not renewed in time; another replica may lead")
    }

    @Test("a lease that has ended lets it do nothing")
    func ended() async throws {
        let objection = try await objection { [time] in time.advance(by: .seconds(20)) }
        #expect(objection == "the lease was not renewed in time; another replica may lead")
    }

    @Test(
        "a lease that another replica has, or has had meanwhile, lets it do nothing",
        arguments: zip(["two", "one"], [1, 3]))
    func taken(_ holder: String, _ token: Int) async throws {
        let objection = try await objection { [server] in
            server.whenRead { lease in
                lease?.set(.string(holder), at: "spec", "holderIdentity")
                lease?.set(.integer(Int64(token)), at: "spec", "leaseTransitions")
            }
        }
        #expect(objection == "another replica leads now")
    }

    @Test("a lease that cannot be read lets it do nothing")
    func unreadable() async throws {
        let objection = try await objection { [server] in server.whenRead { $0 = nil } }
        #expect(objection?.hasPrefix("the lease cannot be read, so nothing is changed: ") == true)
    }
}
