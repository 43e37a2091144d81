#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A series that is mostly zero, such as errors of which there are a few an hour: sums over windows instead of deviations.
///
/// The statistic is log(1 + sum/unit) over the last points without the largest of them, so that a single spike is no
/// trouble that stands; its tail is that of its own past (`PeakTail`). Below that stands what independent counts of the
/// same mean would do: P(N >= n) of the Poisson distribution (Abramowitz and Stegun 26.1.22).
struct SparseCounts: Sendable {
    private(set) var isActive = false
    private var seen = 0
    private var zeros: Float = 0
    private var positives = 0
    private var mean: Float = 0
    /// The smallest value above zero: one count.
    private var unit: Float = 0
    /// What a Poisson distribution asks for at least on each scale, in units of the statistic.
    private(set) var leastAlert = PerScale.zero
    private(set) var leastNotice = PerScale.zero

    /// From 80 % of zeros on a series is sparse, below 60 % it is no more.
    private static let share = (enter: Float(0.8), leave: Float(0.6))
    /// Before so many counts a series is constant, not sparse.
    private static let fewestCounts = 10
    private static let window: Float = 1_440

    /// - Returns: whether it became sparse or ceased to be.
    mutating func see(_ count: Float) -> Bool {
        seen += 1
        let weight = max(1 / Float(seen), 1 / Self.window)
        zeros += ((count == 0 ? 1 : 0) - zeros) * weight
        if count > 0 { positives += 1 }
        if count > 0, unit == 0 || count < unit { unit = count }
        if count < 0 { (zeros, unit) = (-1, 0) }
        let bounded = seen > 60 ? min(count, 20 * max(mean, unit)) : count
        mean += (bounded - mean) * max(1 / Float(seen), 0.1 / Self.window)
        let before = isActive
        isActive = positives >= Self.fewestCounts && zeros > (isActive ? Self.share.leave : Self.share.enter)
        return isActive != before
    }

    /// What lasts for hours is a series of its own and no burst of counts.
    mutating func leave() { (zeros, positives, isActive) = (0, 0, false) }

    func deviations(_ recent: RecentValues, zero: Float) -> Deviations {
        var found = Deviations()
        var (sum, largest, scale) = (Float(0), Float(0), 0)
        for age in 0..<Scales.longest {
            let count = max(0, recent[age] - zero)
            sum += count
            largest = max(largest, count)
            guard age + 1 == Scales.lengths[scale] else { continue }
            let rest = scale == 0 ? sum : max(0, sum - largest)
            found.above[scale] = log(1 + rest / unit)
            scale += 1
        }
        return found
    }

    /// How far the band of a window reaches, a point.
    func reach(_ level: Float, scale: Int) -> Float {
        unit * (exp(min(level, 60)) - 1) / Float(max(1, Scales.lengths[scale] - 1))
    }

    /// The statistic of a window whose points are all so large.
    func deviation(_ count: Float, scale: Int) -> Float {
        log(1 + max(0, count) * Float(max(1, Scales.lengths[scale] - 1)) / unit)
    }

    /// Computes anew what chance alone asks for, at wanted periods in points for each scale and side.
    mutating func renew(alertPeriod: Float, noticePeriod: Float) {
        guard isActive else { return }
        for scale in 0..<Scales.count {
            leastAlert[scale] = least(scale, period: alertPeriod)
            leastNotice[scale] = least(scale, period: noticePeriod)
        }
    }

    private func least(_ scale: Int, period: Float) -> Float {
        let length = Double(Scales.lengths[scale])
        let total = Double(mean) * Double(seen)
        // Two standard deviations of the mean's own uncertainty.
        let rate = (total / Double(unit) + 2 * (total / Double(unit)).squareRoot() + 1) / Double(seen) * length
        guard rate < 500 else { return 0 }
        let wanted = length / Double(period)
        var (term, below, count) = (exp(-rate), 0.0, 0.0)
        while 1 - below > wanted, count < 2_000 {
            below += term
            count += 1
            term *= rate / count
        }
        return Float(log(1 + (scale == 0 ? count : max(1, count - 1)) - 0.5))
    }
}
