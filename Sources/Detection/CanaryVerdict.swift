/// What a comparison of a canary with the stable population says.
public enum CanaryVerdict: String, Sendable, Hashable, Codable, CaseIterable {
    /// The canary is not worse than the margin allows.
    case pass = "Pass"
    /// The canary is worse than the margin allows.
    case fail = "Fail"
    /// Enough data, and neither is certain: look again.
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
