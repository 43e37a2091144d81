/// Waits that grow while something keeps failing, and that are forgotten after a time of health.
public struct Backoff: Sendable, Hashable {
    public var initial: Duration
    public var maximum: Duration
    /// After this long without a failure the next wait is the initial one again.
    public var resetAfter: Duration

    private var failures = 0
    private var lastFailure: Duration?

    /// The defaults are those of watches: from 0.8 s to 30 s, forgotten after 120 s.
    public init(
        initial: Duration = .milliseconds(800), maximum: Duration = .seconds(30),
        resetAfter: Duration = .seconds(120)
    ) {
        self.initial = initial
        self.maximum = maximum
        self.resetAfter = resetAfter
    }

    /// The wait after a failure, doubled each time, of which the random part is up to a half: that keeps many clients from
    /// coming back together, and none from coming back at once.
    ///
    /// - Parameters:
    ///   - now: uptime.
    ///   - random: in 0..<1.
    public mutating func next(now: Duration, random: Double) -> Duration {
        if let lastFailure, now - lastFailure >= resetAfter { failures = 0 }
        lastFailure = now
        let doubled = initial * (1 << min(failures, 20))
        failures += 1
        return min(doubled, maximum) * (1 - random / 2)
    }
}
