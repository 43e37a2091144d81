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

/// What a comparison of a canary with the stable population says.
public enum CanaryVerdict: String, Sendable, Hashable, Codable, CaseIterable {
    /// The canary is not worse than the margin allows.
    case pass = "Pass"
    /// The canary is worse than the margin allows.
    case fail = "Fail"
    /// Enough data, and neither is certain: compare again later.
    case inconclusive = "Inconclusive"
    /// Too little data to say anything; never a pass.
    case thin = "Thin"
}

/// A verdict with what it rests on.
public struct CanaryFinding: Sendable, Hashable, Codable {
    public var verdict: CanaryVerdict
    /// 0...1: for `fail` the certainty that the canary is worse than the margin, for `pass` that it is not; for
    /// `inconclusive` the larger of the two; zero for `thin`.
    public var confidence: Double
    /// The size of the difference in the comparison's own unit: the difference of error rates (canary minus stable), or
    /// the relative shift of latency (0.1 is 10 % slower).
    public var effect: Double
    /// One sentence for a tired person.
    public var explanation: String

    public init(verdict: CanaryVerdict, confidence: Double, effect: Double, explanation: String) {
        self.verdict = verdict
        self.confidence = confidence
        self.effect = effect
        self.explanation = explanation
    }
}
