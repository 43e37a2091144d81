/// How long a failed key waits: doubled with each failure of its own, and within a bound for all keys together.
public struct RetryDelays<Key: Hashable & Sendable>: Sendable {
    public let initial: Duration
    public let maximum: Duration
    private var failures: [Key: Int] = [:]
    private var bucket: TokenBucket

    /// The defaults are those of Kubernetes' own controllers: 5 ms to 1000 s, ten retries a second with a burst of 100.
    public init(
        initial: Duration = .milliseconds(5), maximum: Duration = .seconds(1000),
        bucket: TokenBucket = TokenBucket(perSecond: 10, burst: 100)
    ) {
        self.initial = initial
        self.maximum = maximum
        self.bucket = bucket
    }

    /// Counts a failure, and gives the wait after it.
    public mutating func next(for key: Key, now: Duration) -> Duration {
        let count = failures[key, default: 0]
        failures[key] = count + 1
        // 2^40 times 5 ms is far beyond any maximum, and does not overflow.
        let own = min(initial * (1 << min(count, 40)), maximum)
        return max(own, bucket.reserve(now: now))
    }

    public mutating func forget(_ key: Key) { failures[key] = nil }

    /// Failures of a key since it was last forgotten.
    public func failures(of key: Key) -> Int { failures[key] ?? 0 }
}
