public import KubernetesClient
internal import Synchronization

/// Keys to be worked on: each at most once at a time, each waiting at most once, the earliest deadline first.
///
/// A key that comes due while it is worked on is handed out once more when it is done.
public final class WorkQueue<Key: Hashable & Sendable>: Sendable {
    private let time: any TimeSource
    private let state: Mutex<(queue: WorkQueueState<Key>, delays: RetryDelays<Key>)>
    private let signal = Signal()

    public init(time: any TimeSource = SystemTimeSource(), delays: RetryDelays<Key> = RetryDelays()) {
        self.time = time
        state = Mutex((WorkQueueState(), delays))
    }

    /// Keys that wait now.
    public var count: Int { state.withLock { $0.queue.count } }

    /// Keys that are being worked on.
    public var runningCount: Int { state.withLock { $0.queue.runningCount } }

    public func add(_ key: Key, after delay: Duration = .zero) { add(key, at: time.uptime + delay) }

    /// - Parameter deadline: uptime.
    public func add(_ key: Key, at deadline: Duration) {
        state.withLock { $0.queue.add(key, at: deadline) }
        signal.raise()
    }

    /// Adds a key whose work failed: after a delay that doubles with each failure, and within the bound for all keys.
    public func retry(_ key: Key) {
        let now = time.uptime
        state.withLock { $0.queue.add(key, at: now + $0.delays.next(for: key, now: now)) }
        signal.raise()
    }

    /// Forgets the failures of a key, after a success.
    public func forget(_ key: Key) { state.withLock { $0.delays.forget(key) } }

    /// Forgets the failures of a key, and does not hand it out any more unless it is added again.
    public func remove(_ key: Key) {
        state.withLock { state in
            state.queue.remove(key)
            state.delays.forget(key)
        }
    }

    /// The next key that is due, which is running until `done`. `nil` when the queue is shut down or the task cancelled.
    public func next() async -> Key? {
        while !Task.isCancelled {
            let generation = signal.generation
            switch state.withLock({ $0.queue.next(now: time.uptime) }) {
            case .key(let key): return key
            case .shutDown: return nil
            case .nothing(nil): await signal.wait(after: generation)
            case .nothing(.some(let deadline)): await wait(until: deadline, orAfter: generation)
            }
        }
        return nil
    }

    public func done(_ key: Key) {
        state.withLock { $0.queue.done(key) }
        signal.raise()
    }

    /// Drops what waits, and ends every `next`. What runs may end in peace.
    public func shutDown() {
        state.withLock { $0.queue.shutDown() }
        signal.raise()
    }

    private func wait(until deadline: Duration, orAfter generation: UInt64) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { [time] in try? await time.sleep(until: deadline) }
            group.addTask { [signal] in await signal.wait(after: generation) }
            await group.next()
            group.cancelAll()
        }
    }
}

extension WorkQueue {
    /// What is to become of a key after its work.
    public enum Outcome: Sendable, Hashable {
        case done
        /// Done, and to be evaluated again.
        case again(after: Duration)
        /// Failed: again after the delay for failures.
        case retry
    }

    /// Works on keys, so many at a time, until the queue is shut down or the task cancelled; then waits for what runs.
    public func run(workers: Int, work: @escaping @Sendable (Key) async -> Outcome) async {
        await withDiscardingTaskGroup { group in
            for _ in 0..<max(workers, 1) {
                group.addTask { await self.worker(work) }
            }
        }
    }

    private func worker(_ work: @Sendable (Key) async -> Outcome) async {
        while let key = await next() {
            switch await work(key) {
            case .done: forget(key)
            case .again(let delay):
                forget(key)
                add(key, after: delay)
            case .retry: retry(key)
            }
            done(key)
        }
    }
}
