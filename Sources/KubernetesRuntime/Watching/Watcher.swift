public import KubernetesClient
public import KubernetesTypes

/// Keeps a store equal to a collection of the API: lists, watches, resumes, lists again, until it is cancelled.
public struct Watcher<Value: Sendable>: Sendable {
    public let type: ResourceType
    /// `nil` for all namespaces.
    public let namespace: String?
    public let store: Store<Value>

    private let client: KubernetesClient
    private let labelSelector: LabelSelector?
    private let fieldSelector: String?
    private let time: any TimeSource
    private let pageSize: Int
    private let onError: @Sendable (WatcherError) -> Void
    private let onConnected: @Sendable () -> Void

    /// - Parameters:
    ///   - store: may be fed by several watchers, if each has a namespace of its own. It is synced when all of them are.
    ///   - onError: gets every failure; the watcher goes on by itself.
    ///   - onConnected: called for every watch that the server has accepted.
    public init(
        client: KubernetesClient, type: ResourceType, namespace: String? = nil, labelSelector: LabelSelector? = nil,
        fieldSelector: String? = nil, store: Store<Value>, time: any TimeSource = SystemTimeSource(),
        pageSize: Int = KubernetesClient.pageSize, onError: @escaping @Sendable (WatcherError) -> Void = { _ in },
        onConnected: @escaping @Sendable () -> Void = {}
    ) {
        self.client = client
        self.type = type
        self.namespace = namespace
        self.labelSelector = labelSelector
        self.fieldSelector = fieldSelector
        self.store = store
        self.time = time
        self.pageSize = pageSize
        self.onError = onError
        self.onConnected = onConnected
        store.register(scope: namespace)
    }

    /// Returns when the task is cancelled.
    public func run() async {
        var run = WatcherRun(watcher: self)
        await run.run()
    }

    fileprivate func page(_ continueToken: String?) async throws(KubernetesError) -> ListPage<StoreEntry<Value>> {
        let query = ListQuery(
            labelSelector: labelSelector, fieldSelector: fieldSelector, limit: pageSize, continueToken: continueToken)
        return try await client.list(type, namespace: namespace, query: query, transform: store.entry)
    }

    fileprivate func stream(from version: String) async throws(KubernetesError) -> WatchStream {
        let query = WatchQuery(
            labelSelector: labelSelector, fieldSelector: fieldSelector, resourceVersion: version)
        return try await client.watch(type, namespace: namespace, query: query)
    }

    fileprivate func report(_ error: WatcherError) {
        if !error.cause.isCancelled { onError(error) }
    }

    fileprivate func connected() {
        store.connected(scope: namespace)
        onConnected()
    }

    fileprivate func sleep(_ duration: Duration) async { try? await time.sleep(for: duration) }

    fileprivate var now: Duration { time.uptime }
}

/// Carries out what the state machine says.
private struct WatcherRun<Value: Sendable> {
    let watcher: Watcher<Value>
    var machine = WatcherStateMachine()
    var pages: [StoreEntry<Value>] = []

    init(watcher: Watcher<Value>) { self.watcher = watcher }

    private var random: Double { Double.random(in: 0..<1) }

    mutating func run() async {
        var actions = machine.start()[...]
        while let action = actions.popFirst(), !Task.isCancelled {
            actions += await perform(action)
        }
        watcher.store.disconnected(scope: watcher.namespace)
    }

    private mutating func perform(_ action: WatcherStateMachine.Action) async -> [WatcherStateMachine.Action] {
        switch action {
        case .list(let token): return await list(token)
        case .commit:
            watcher.store.replace(with: pages, scope: watcher.namespace, now: watcher.now)
            pages = []
            return []
        case .watch(let version): return await watch(from: version)
        case .wait(let duration):
            watcher.store.disconnected(scope: watcher.namespace)
            await watcher.sleep(duration)
            return machine.waited()
        case .report(let error):
            watcher.report(error)
            return []
        }
    }

    private mutating func list(_ token: String?) async -> [WatcherStateMachine.Action] {
        if token == nil { pages = [] }
        do {
            let page = try await watcher.page(token)
            pages += page.items
            return machine.received(pageWith: page.continueToken, resourceVersion: page.resourceVersion)
        } catch {
            pages = []
            return machine.listFailed(error, now: watcher.now, random: random)
        }
    }

    private mutating func watch(from version: String) async -> [WatcherStateMachine.Action] {
        let stream: WatchStream
        do {
            stream = try await watcher.stream(from: version)
        } catch {
            return machine.watchStartFailed(error, now: watcher.now, random: random)
        }
        machine.watchStarted(now: watcher.now)
        watcher.connected()
        var events = stream.makeAsyncIterator()
        do {
            while let event = try await events.next() {
                if let actions = received(event) { return actions }
            }
        } catch {
            return machine.watchFailed(error, now: watcher.now, random: random)
        }
        // All that happened before a proper end was sent before it, unless the version lies in the future.
        if machine.hasSeenEvent { watcher.store.confirmed(scope: watcher.namespace, now: watcher.now) }
        return machine.watchEnded(now: watcher.now, random: random)
    }

    /// `nil` where the watch goes on.
    private mutating func received(_ event: WatchEvent) -> [WatcherStateMachine.Action]? {
        switch event {
        case .added(let object), .modified(let object):
            watcher.store.set(object, scope: watcher.namespace, now: watcher.now)
            machine.received(eventAt: object.resourceVersion, now: watcher.now)
        case .deleted(let object):
            watcher.store.remove(object.key, scope: watcher.namespace, now: watcher.now)
            machine.received(eventAt: object.resourceVersion, now: watcher.now)
        case .bookmark(let version):
            watcher.store.confirmed(scope: watcher.namespace, now: watcher.now)
            machine.received(eventAt: version, now: watcher.now)
        case .error(let status): return machine.received(error: status, now: watcher.now, random: random)
        }
        return nil
    }
}
