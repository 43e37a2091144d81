/// The classical rule that the sequential test is compared with: so many consecutive evaluations over the limit.
///
/// Its confidence is one or zero. At a true rate exactly at the limit, three consecutive evaluations are over it about
/// every thirtieth evaluation.
struct ConsecutiveErrorRateTest {
    /// The error rate that is still good, 0...1.
    let limit: Double
    /// How many consecutive evaluations, at least 1.
    let evaluations: Int
    /// The consecutive evaluations over the limit so far.
    private(set) var streak = 0

    init(limit: Double, evaluations: Int = 3) {
        self.limit = limit
        self.evaluations = max(1, evaluations)
    }

    /// Adds an evaluation and returns 1 once the streak is long enough, else 0.
    ///
    /// An evaluation without requests, or one that is not finite, neither lengthens nor breaks the streak.
    mutating func observe(errors: Double, requests: Double) -> Double {
        guard requests > 0, requests.isFinite, errors.isFinite, errors >= 0 else { return confidence }
        streak = errors > limit * requests ? min(evaluations, streak + 1) : 0
        return confidence
    }

    var confidence: Double { streak >= evaluations ? 1 : 0 }

    mutating func reset() {
        streak = 0
    }
}
