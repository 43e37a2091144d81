/// What a season leaves of the series: several baselines over it, their errors on each scale, and the tails of the
/// deviations from the best of them.
struct Residuals: Sendable {
    /// The weights of the exponential means. A smooth series is best followed by its last value, a noisy one by a slow mean.
    static let weights = PerLevel(1, 0.3, 0.1, 0.03, 0.01, 0.003, 0.003, 0.003)
    static let levelCount = 6
    static let slowest = levelCount - 1

    var seen = 0
    var recent = RecentValues()
    var levels = PerLevel.zero
    var history = LevelHistory()
    var errors = [PerLevel](repeating: .zero, count: Scales.count)
    var chosen = InlineArray<7, UInt8>(repeating: 0)
    var spread: Float = 0
    var longRunSpread: Float = 0
    /// The newest point's deviation from its baseline, bounded.
    var lastDeviation: Float = 0
    var forgotten: UInt32 = 0
    var tails = [PeakTail](repeating: PeakTail(), count: 2 * Scales.count)
    var alertLevels = Levels()
    var noticeLevels = Levels()

    /// From which deviation on something is to be said, on each scale and side.
    struct Levels: Sendable {
        var above = PerScale(repeating: .infinity)
        var below = PerScale(repeating: .infinity)

        subscript(side: Side) -> PerScale { side == .above ? above : below }
        mutating func set(_ value: Float, _ scale: Int, _ side: Side) {
            if side == .above { above[scale] = value } else { below[scale] = value }
        }
    }
}

extension Residuals {
    @inline(__always)
    mutating func take(_ residual: Float) {
        if seen == 0 { begin(at: residual) }
        recent.add(residual)
        history.advance()
    }

    /// No season is known for this point.
    mutating func repeatNewest() { take(recent[0]) }

    private mutating func begin(at residual: Float) {
        recent.fill(residual)
        levels = PerLevel(repeating: residual)
        history.fill(levels)
    }

    /// The baseline that is best on a scale, as it was before the newest points of that scale.
    @inline(__always)
    func baseline(_ scale: Int) -> Float {
        history[before: Scales.lengths[scale]][Int(chosen[scale])]
    }

    func chosenLevel(_ scale: Int) -> Int { Int(chosen[scale]) }

    /// The best baseline's error on a scale.
    func error(_ scale: Int) -> Float { errors[scale][Int(chosen[scale])] }
    /// The baseline for the next point.
    var expected: Float { levels[Int(chosen[0])] }
}

extension Residuals {
    /// The deviations of the newest points in spreads: on short scales all of the points (but one of five) lie at least so
    /// far out, on long ones it is their mean, single points clipped.
    func deviations(spread: Float) -> Deviations {
        var found = Deviations()
        for scale in 0..<Scales.count {
            let length = Scales.lengths[scale]
            let base = baseline(scale)
            let (low, high) = length < 10 ? ordered(length) : mean(scale, about: base, spread: spread)
            found.above[scale] = (low - base) / spread
            found.below[scale] = (base - high) / spread
        }
        return found
    }

    /// The smallest and the largest of the newest points; of five, the second of each.
    @inline(__always)
    private func ordered(_ length: Int) -> (low: Float, high: Float) {
        var (low, low2) = (Float.infinity, Float.infinity)
        var (high, high2) = (-Float.infinity, -Float.infinity)
        for age in 0..<length {
            let value = recent[age]
            low2 = min(low2, max(low, value))
            low = min(low, value)
            high2 = max(high2, min(high, value))
            high = max(high, value)
        }
        return length == 5 ? (low2, high2) : (low, high)
    }

    @inline(__always)
    private func mean(_ scale: Int, about base: Float, spread: Float) -> (low: Float, high: Float) {
        let length = Scales.lengths[scale]
        let reach = Self.clip * max(spread, error(scale))
        let (lower, upper) = (base - reach, base + reach)
        let sum = recent.withNewest(length) { values in
            var sum: Float = 0
            for value in values { sum += min(upper, max(lower, value)) }
            return sum
        }
        let mean = sum / Float(length)
        return (mean, mean)
    }

    /// Single points count at most so many spreads in a mean.
    private static let clip: Float = 3

    /// The mean number of points between two deviations so large.
    func period(of deviation: Float, scale: Int, side: Side) -> Float {
        tails[2 * scale + side.rawValue].period(of: deviation)
    }
}
