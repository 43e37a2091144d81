/// So many per second, with a burst. Pure: time comes in with each call.
struct TokenBucket: Sendable, Hashable {
    /// Tokens that come per second; above zero.
    let perSecond: Double
    /// Tokens that can be saved up; at least one.
    let burst: Double
    private var tokens: Double
    private var updatedAt: Duration?

    init(perSecond: Double, burst: Int) {
        self.perSecond = max(perSecond, 1e-6)
        self.burst = Double(max(burst, 1))
        tokens = self.burst
    }

    /// Takes a token if there is one now.
    mutating func take(now: Duration) -> Bool {
        refill(now)
        guard tokens >= 1 else { return false }
        tokens -= 1
        return true
    }

    private mutating func refill(_ now: Duration) {
        let elapsed = updatedAt.map { max(now - $0, .zero) / .seconds(1) } ?? 0
        tokens = min(tokens + elapsed * perSecond, burst)
        updatedAt = max(now, updatedAt ?? now)
    }
}
