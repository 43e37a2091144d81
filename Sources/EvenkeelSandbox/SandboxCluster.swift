public import ClusterModel
import JSONValue
public import KubernetesTypes

/// The model of a cluster in real time: one request after the other, controllers as soon as they have something to do.
public actor SandboxCluster {
    private var model: ClusterModel
    private let clock: @Sendable () -> Timestamp
    private var watchers: [Int: AsyncStream<Void>.Continuation] = [:]
    private var nextWatcher = 0
    private var sleeper: Task<Void, Never>?
    private var isClosed = false

    /// - Parameter clock: the time of day.
    public init(_ configuration: SandboxConfiguration, clock: @escaping @Sendable () -> Timestamp) {
        self.clock = clock
        model = ClusterModel(
            seed: configuration.seed, now: clock(), settings: configuration.settings,
            logCapacity: configuration.watchHistory, isAuthorizing: true)
        model.advance(to: clock())
    }

    /// Answers a request, and lets the controllers react to it.
    public func handle(_ request: APIRequest) -> APIResponse {
        let revision = model.store.revision
        let response = model.handle(request, now: clock())
        if model.store.revision != revision { settle() }
        return response
    }

    /// Who has asked for what, oldest first.
    public var auditLog: [AuditRecord] { model.audit.records }

    /// Lets time pass until cancelled: pods become ready, budgets are counted again, events age.
    public func run() async {
        while !Task.isCancelled, !isClosed {
            settle()
            await pause()
        }
    }

    /// Ends all watches and the passing of time.
    public func close() {
        isClosed = true
        for watcher in watchers.values { watcher.finish() }
        watchers = [:]
        sleeper?.cancel()
    }

    private func settle() {
        model.advance(to: clock())
        // Whoever sleeps may now have to wake up earlier.
        sleeper?.cancel()
        for watcher in watchers.values { watcher.yield() }
    }

    private func pause() async {
        let seconds = model.nextDeadline.map { $0 - clock() } ?? 3600
        // A deadline that has passed and comes back must not turn into a busy loop.
        let duration = Duration.seconds(min(max(seconds, 0.005), 3600))
        let sleeper = Task { _ = try? await Task.sleep(for: duration) }
        self.sleeper = sleeper
        await withTaskCancellationHandler {
            await sleeper.value
        } onCancel: {
            sleeper.cancel()
        }
    }

    // MARK: Watches

    /// A signal for every change; several changes while nobody reads are one signal.
    func subscribe() -> (id: Int, changes: AsyncStream<Void>, wake: AsyncStream<Void>.Continuation) {
        let (changes, wake) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let id = nextWatcher
        nextWatcher += 1
        if isClosed { wake.finish() } else { watchers[id] = wake }
        wake.yield()
        return (id, changes, wake)
    }

    func unsubscribe(_ id: Int) { watchers.removeValue(forKey: id)?.finish() }

    /// The session after the events that it has now.
    func events(for session: WatchSession) -> (session: WatchSession, events: [JSON]) {
        var session = session
        let events = session.events(from: model.store, now: clock())
        return (session, events)
    }
}
