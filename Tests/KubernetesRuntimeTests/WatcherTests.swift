import HTTPTransport
import JSONValue
import KubernetesClient
import KubernetesTestSupport
import KubernetesTypes
import Testing

@testable import KubernetesRuntime

@Suite(.timeLimit(.minutes(1))) struct WatcherTests {
    let time = ManualTimeSource()
    let errors = Log<WatcherError>()

    /// The store's content as `name@version`.
    private func content(_ store: Store<String>) -> [String] { store.values().sorted() }

    private func makeStore() -> Store<String> { Store { "\($0.name)@\($0.resourceVersion)" } }

    /// Runs a watcher until the test has seen what it wants.
    private func watch(
        _ steps: [ScriptedTransport.Step], namespace: String? = nil, pageSize: Int = 500,
        until test: (Store<String>, ScriptedTransport) async throws -> Void
    ) async throws {
        let transport = ScriptedTransport(steps)
        let store = makeStore()
        let watcher = Watcher(
            client: makeClient(transport, time: time), type: .pods, namespace: namespace, store: store, time: time,
            pageSize: pageSize, onError: { [errors] in errors.append($0) })
        try await withThrowingTaskGroup { group in
            group.addTask { await watcher.run() }
            defer { group.cancelAll() }
            try await test(store, transport)
        }
    }

    @Test("the pages of a list become the store, and a watch goes on from them")
    func list() async throws {
        let body = LiveBody()
        try await watch([
            .list([pod("a", 1)], version: "10", next: "t"), .list([pod("b", 2)], version: "10"), .live(body),
        ]) { store, transport in
            #expect(await eventually { store.isSynced })
            #expect(content(store) == ["a@1", "b@2"])
            body.write(line("ADDED", pod("c", 11)) + line("MODIFIED", pod("a", 12)) + line("DELETED", pod("b", 13)))
            #expect(await eventually { content(store) == ["a@12", "c@11"] })
            #expect(transport.asked == ["list", "list continue=t", "watch 10"])
            #expect(transport.requests.prefix(2).allSatisfy { $0.url.contains("limit=500") })
            #expect(store.isConnected)
        }
    }

    @Test("half a list is never shown")
    func halfAList() async throws {
        try await watch([.list([pod("a", 1)], version: "10", next: "t"), .reset]) { store, transport in
            #expect(await eventually { time.sleepers == 1 })
            #expect(store.count == 0 && !store.isSynced)
            time.advance(by: .seconds(1))
            #expect(await eventually { transport.asked == ["list", "list continue=t", "list"] })
            #expect(errors.all.map(\.isInitialListFailure) == [true])
        }
    }

    @Test("a stream that ends resumes from the last version, a bookmark's included, without a list")
    func resume() async throws {
        try await watch([
            .list([], version: "10"), .events(line("ADDED", pod("a", 11)), bookmark(20)), .events(bookmark(21)),
        ]) { store, transport in
            #expect(await eventually { transport.asked == ["list", "watch 10", "watch 20", "watch 21"] })
            #expect(content(store) == ["a@11"])
            #expect(errors.all.isEmpty)
        }
    }

    @Test("a watch cut in the middle of a line resumes from the last whole event and loses nothing")
    func cutLine() async throws {
        let whole = line("ADDED", pod("a", 11))
        let half = Array(line("ADDED", pod("b", 12)).dropLast(7))
        try await watch([
            .list([], version: "10"), .chunks([whole + half], nil), .events(line("ADDED", pod("b", 12))),
        ]) { store, transport in
            #expect(await eventually { time.sleepers == 1 })
            #expect(content(store) == ["a@11"])
            #expect(!store.isConnected)
            time.advance(by: .seconds(1))
            #expect(await eventually { content(store) == ["a@11", "b@12"] })
            #expect(transport.asked.prefix(3) == ["list", "watch 10", "watch 11"])
            #expect(errors.all.count == 1)
        }
    }

    @Test("an event larger than a chunk is one event")
    func largeEvent() async throws {
        var large = pod("a", 11)
        large["data"] = .string(String(repeating: "x", count: 200_000))
        let bytes = line("ADDED", large)
        let chunks = stride(from: 0, to: bytes.count, by: 16_384).map {
            Array(bytes[$0..<min($0 + 16_384, bytes.count)])
        }
        try await watch([.list([], version: "10"), .chunks(chunks, nil)]) { store, _ in
            #expect(await eventually { content(store) == ["a@11"] })
        }
    }

    @Test("a 410 in the stream lists again, and what vanished meanwhile is gone")
    func goneInStream() async throws {
        try await watch([
            .list([pod("a", 1), pod("b", 2)], version: "10"), .events(bookmark(11), expired),
            .list([pod("b", 2), pod("c", 30)], version: "40"),
        ]) { store, transport in
            #expect(await eventually { transport.asked == ["list", "watch 10", "list", "watch 40"] })
            #expect(content(store) == ["b@2", "c@30"])
        }
    }

    @Test("a 410 as the answer to the watch lists again")
    func goneAsAnswer() async throws {
        try await watch([
            .list([pod("a", 1)], version: "10"), .status(410, "Expired"), .list([pod("c", 30)], version: "40"),
        ]) { store, transport in
            #expect(await eventually { time.sleepers == 1 })
            #expect(content(store) == ["a@1"])
            time.advance(by: .seconds(1))
            #expect(await eventually { content(store) == ["c@30"] })
            #expect(transport.asked.prefix(3) == ["list", "watch 10", "list"])
        }
    }

    @Test("a continue token that expired starts the list again from its first page")
    func expiredToken() async throws {
        try await watch([
            .list([pod("a", 1)], version: "10", next: "t"), .status(410, "Expired"),
            .list([pod("b", 2)], version: "20"),
        ]) { store, transport in
            #expect(await eventually { time.sleepers == 1 })
            time.advance(by: .seconds(1))
            #expect(await eventually { content(store) == ["b@2"] })
            #expect(transport.asked.prefix(3) == ["list", "list continue=t", "list"])
        }
    }

    @Test("a refused watch is asked again from the same version")
    func refused() async throws {
        try await watch([.list([pod("a", 1)], version: "10"), .status(500, "InternalError")]) { store, transport in
            #expect(await eventually { time.sleepers == 1 })
            time.advance(by: .seconds(1))
            #expect(await eventually { transport.asked == ["list", "watch 10", "watch 10"] })
            guard case .watchStartFailed? = errors.all.first else {
                Issue.record("the failure must be reported as that of the watch's start")
                return
            }
        }
    }

    @Test("nothing is asked before Retry-After")
    func retryAfter() async throws {
        // Three times by the client, which waits itself, then by the watcher.
        try await watch(Array(repeating: .status(429, "TooManyRequests", retryAfter: 20), count: 1)) { _, transport in
            #expect(await eventually { time.sleepers == 1 })
            time.advance(by: .milliseconds(19_999))
            for _ in 0..<100 { await Task.yield() }
            #expect(transport.asked == ["list"])
            time.advance(by: .milliseconds(1))
            #expect(await eventually { transport.asked == ["list", "list"] })
        }
    }

    @Test("the store knows when it was last certain: lists, events and bookmarks count, failures do not")
    func freshness() async throws {
        let first = LiveBody()
        let second = LiveBody()
        try await watch([.list([], version: "10"), .live(first), .live(second)]) { store, _ in
            #expect(await eventually { store.isSynced })
            #expect(store.lastSync == .zero)
            #expect(await eventually { store.isConnected })
            time.advance(by: .seconds(60))
            first.write(bookmark(11))
            #expect(await eventually { store.lastSync == .seconds(60) })
            time.advance(by: .seconds(20))
            first.write(Array(line("ADDED", pod("a", 12)).dropLast(3)))
            first.finish()
            #expect(await eventually { time.sleepers == 1 })
            #expect(store.lastSync == .seconds(60))
            #expect(store.isSynced && !store.isConnected)
            time.advance(by: .seconds(1))
            #expect(await eventually { store.isConnected })
            #expect(store.lastSync == .seconds(60))
            second.write(line("ADDED", pod("a", 12)))
            #expect(await eventually { store.lastSync == .seconds(81) })
        }
    }

    @Test("the proper end of a watch is a sign of life only if the watch said anything")
    func properEnd() async throws {
        let bodies = (0..<3).map { _ in LiveBody() }
        try await watch([.list([], version: "10")] + bodies.map { .live($0) }) { store, transport in
            #expect(await eventually { store.isConnected })
            time.advance(by: .seconds(100))
            bodies[0].finish()
            #expect(await eventually { transport.asked.count == 3 })
            #expect(store.lastSync == .zero)
            bodies[1].write(bookmark(11))
            #expect(await eventually { store.lastSync == .seconds(100) })
            time.advance(by: .seconds(50))
            bodies[1].finish()
            #expect(await eventually { transport.asked.count == 4 })
            #expect(store.lastSync == .seconds(150))
        }
    }

    @Test("two namespaces fill one store without touching each other")
    func namespaces() async throws {
        let store = makeStore()
        let transports = [
            ScriptedTransport([.list([pod("a", 1, namespace: "one")], version: "5"), .events(bookmark(6), expired)]),
            ScriptedTransport([.list([pod("b", 2, namespace: "two")], version: "5")]),
        ]
        let watchers = zip(transports, ["one", "two"]).map { transport, namespace in
            Watcher(
                client: makeClient(transport, time: time), type: .pods, namespace: namespace, store: store, time: time)
        }
        await withTaskGroup { group in
            #expect(!store.isSynced)
            group.addTask { await watchers[0].run() }
            #expect(await eventually { transports[0].asked.count == 3 })
            #expect(!store.isSynced)
            group.addTask { await watchers[1].run() }
            #expect(await eventually { store.isSynced })
            #expect(store.keys(in: "one") == [ObjectKey(namespace: "one", name: "a")])
            #expect(store.values(in: "two") == ["b@2"])
            group.cancelAll()
        }
    }

    @Test("cancelling ends the watcher without a word")
    func cancelled() async throws {
        try await watch([.list([], version: "10")]) { store, _ in #expect(await eventually { store.isSynced }) }
        #expect(errors.all.isEmpty)
    }
}

extension WatcherError {
    fileprivate var isInitialListFailure: Bool { if case .initialListFailed = self { true } else { false } }
}
