/// Judges a canary's population against the stable one.
public struct CanaryComparison: Sendable, Hashable {
    /// How sure a verdict has to be, 0.5...0.999999.
    public var confidence: Double
    /// Absolute rise of the error rate that is tolerated: 0.005 is half a percentage point.
    public var errorMargin: Double
    /// Relative rise of latency that is tolerated: 0.1 is 10 %.
    public var latencyMargin: Double
    /// Below so many requests of either side error rates are `thin`.
    public var minimumRequests: Double
    /// Below so many points of either side latencies are `thin`. At least 4.
    public var minimumPoints: Int

    public init(
        confidence: Double = 0.95, errorMargin: Double = 0.005, latencyMargin: Double = 0.1,
        minimumRequests: Double = 50, minimumPoints: Int = 8
    ) {
        self.confidence = min(max(confidence, 0.5), 0.999_999)
        self.errorMargin = max(0, errorMargin)
        self.latencyMargin = max(0, latencyMargin)
        self.minimumRequests = max(1, minimumRequests)
        self.minimumPoints = max(4, minimumPoints)
    }

    /// Turns the certainty that the canary is worse than the margin into a verdict.
    func verdict(worse: Double) -> (CanaryVerdict, confidence: Double) {
        if worse >= confidence { return (.fail, worse) }
        if 1 - worse >= confidence { return (.pass, 1 - worse) }
        return (.inconclusive, max(worse, 1 - worse))
    }
}
