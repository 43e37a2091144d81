/// The classical rule: so many evaluations in a row over the limit.
///
/// It is a rule and not a statistic: its confidence is one or zero. At a true rate exactly at the limit three evaluations in a
/// row are over it about every thirtieth look; use `SequentialErrorRateTest` where a false alarm matters.
public struct ConsecutiveErrorRateTest: Sendable, Hashable, Codable {
    /// The error rate that is still good, 0...1.
    public let limit: Double
    /// How many evaluations in a row, at least 1.
    public let evaluations: Int
    /// The evaluations in a row so far.
    public private(set) var streak = 0

    public init(limit: Double, evaluations: Int = 3) {
        self.limit = limit
        self.evaluations = max(1, evaluations)
    }

    /// Adds an evaluation and returns 1 once the streak is long enough, else 0. An evaluation without requests, or one that is not finite,
    /// neither lengthens nor breaks the streak.
    public mutating func observe(errors: Double, requests: Double) -> Double {
        guard requests > 0, requests.isFinite, errors.isFinite, errors >= 0 else { return confidence }
        streak = errors > limit * requests ? min(evaluations, streak + 1) : 0
        return confidence
    }

    public var confidence: Double { streak >= evaluations ? 1 : 0 }

    public mutating func reset() {
        streak = 0
    }
}
