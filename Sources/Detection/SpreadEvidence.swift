/// Evidence of the form "so many spreads away from the centre of the baseline".
///
/// Confidence is one minus the tail probability of Student's t. The spread was itself estimated, so the normal tail would
/// overstate: with n baseline points and an estimator of spread of efficiency e (1 for the standard deviation, 0.37 for
/// the interquartile range and for the median absolute deviation; Rousseeuw and Croux 1993), the spread's own uncertainty
/// equals that of a standard deviation of e·n points, hence ν = e·(n - 1) degrees of freedom. The centre's uncertainty
/// enters as 1 + v/n under the root (v = 1 for the mean, π/2 for the median), which for the mean is the textbook
/// prediction interval. One tail for a one-sided direction, two for both.
struct SpreadEvidence: Sendable {
    enum Method: Sendable { case zScore, interquartileRange, medianAbsoluteDeviation, seasonal }

    var method: Method
    var value: Double
    /// Value minus expected.
    var deviation: Double
    /// Standard-deviation-like spread of the baseline.
    var spread: Double
    /// How many points the baseline holds.
    var count: Double
    var tails: Double
    /// False inside the minimum deviation and on the side not asked for: no evidence then.
    var counts: Bool

    var confidence: Double {
        guard counts, count > 2 else { return 0 }
        let efficiency = method == .zScore ? 1.0 : 0.37
        let centre = method == .zScore ? 1.0 : Double.pi / 2
        let t = deviation.magnitude / (spread * (1 + centre / count).squareRoot())
        let tail = Tail.student(t, degreesOfFreedom: max(1, efficiency * (count - 1)))
        return 1 - tails * tail
    }
}
