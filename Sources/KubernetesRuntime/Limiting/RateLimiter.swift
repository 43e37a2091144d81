public import KubernetesClient
internal import Synchronization

/// A token bucket that tasks wait at: the bound for all writes of a process, for instance.
public final class RateLimiter: Sendable {
    private let time: any TimeSource
    private let bucket: Mutex<TokenBucket>

    public init(perSecond: Double, burst: Int, time: any TimeSource = SystemTimeSource()) {
        self.time = time
        bucket = Mutex(TokenBucket(perSecond: perSecond, burst: burst))
    }

    /// Returns when it is this task's turn; tasks get their turns in the order in which they came.
    ///
    /// - Throws: when the task is cancelled; its turn goes to others then.
    public func wait() async throws(CancellationError) {
        let now = time.uptime
        let delay = bucket.withLock { $0.reserve(now: now) }
        guard delay > .zero else { return }
        do {
            try await time.sleep(until: now + delay)
        } catch {
            bucket.withLock { $0.giveBack() }
            throw error
        }
    }

    /// Takes a turn only if there is one at once.
    public func take() -> Bool {
        let now = time.uptime
        return bucket.withLock { $0.take(now: now) }
    }
}
