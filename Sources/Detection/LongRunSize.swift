/// The long-run mean size of deviations, with a half-life of 10,000 points.
///
/// It steadies the variance of a short window, which a quiet half hour would make much too small: the window's variance is
/// averaged with 12 pseudo-points of the long-run one (1.25 is the ratio of standard deviation to mean deviation of a
/// normal distribution).
struct LongRunSize: Sendable {
    private var sum = 0.0
    private var weight = 0.0
    private static let fade = 0.999930687684155

    @inline(__always)
    mutating func add(_ deviation: Double) {
        sum = sum * Self.fade + deviation.magnitude
        weight = weight * Self.fade + 1
    }

    var mean: Double { weight > 0 ? sum / weight : 0 }

    /// The steadied standard deviation; nil as long as there is no past.
    @inline(__always)
    func spread(variance: Double, count: Double, floor: Double) -> Double? {
        guard weight > 0 else { return nil }
        let longRun = 1.25 * sum / weight
        return max(((count * variance + 12 * longRun * longRun) / (count + 12)).squareRoot(), floor, 1e-150)
    }
}
