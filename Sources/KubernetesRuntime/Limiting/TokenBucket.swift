/// So many per second, with a burst. Pure: time comes in with each call.
public struct TokenBucket: Sendable, Hashable {
    /// Tokens that come per second; above zero.
    public let perSecond: Double
    /// Tokens that can be saved up; at least one.
    public let burst: Double
    /// Negative where tokens have been promised ahead.
    private var tokens: Double
    private var updatedAt: Duration?

    public init(perSecond: Double, burst: Int) {
        self.perSecond = max(perSecond, 1e-6)
        self.burst = Double(max(burst, 1))
        tokens = self.burst
    }

    /// Takes a token, and says how long to wait for it.
    public mutating func reserve(now: Duration) -> Duration {
        refill(now)
        tokens -= 1
        return tokens >= 0 ? .zero : .seconds(-tokens / perSecond)
    }

    /// Takes a token if there is one now.
    public mutating func take(now: Duration) -> Bool {
        refill(now)
        guard tokens >= 1 else { return false }
        tokens -= 1
        return true
    }

    /// Gives a reserved token back.
    public mutating func giveBack() { tokens = min(tokens + 1, burst) }

    private mutating func refill(_ now: Duration) {
        let elapsed = updatedAt.map { max(now - $0, .zero) / .seconds(1) } ?? 0
        tokens = min(tokens + elapsed * perSecond, burst)
        updatedAt = max(now, updatedAt ?? now)
    }
}
