#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// How far a statistic goes on its own past: the largest cluster peaks, and the tail that the lower ones of them foretell.
///
/// Peaks over a threshold with a generalised Pareto tail: Siffer et al., "Anomaly detection in streams with extreme value
/// theory", KDD 2017. Peaks of clusters instead of points: what follows one another is one event. Unlike there, the
/// largest peaks are left out of the fit, because they may be trouble that was learnt, and the shape is given: fitted to
/// the peaks that are left it is mostly noise. The width is the mean excess of the lower peaks over what it is for the
/// same order statistics of a standard exponential (Rényi's representation).
struct PeakTail: Sendable {
    static let capacity = 24
    private static let fewestPeaks = 3
    private static let fewestPoints = 30

    private var peaks = InlineArray<24, Float>(repeating: 0)
    private var count: Int16 = 0
    private var quiet: Int16 = 0
    private var cluster: Float = 0
    private var isFull = false
    private var threshold: Float = 0
    private var width: Float = 0
    private var shape: Float = 0
    /// Clusters over the threshold per point; zero as long as nothing was fitted.
    private var rate: Float = 0

    /// What a tail is taken to look like.
    struct Form: Sendable {
        /// Zero is exponential, above it is heavier.
        var shape: Float
        /// Which part of the peaks, the largest, is left out of the fit.
        var leftOut: Float
    }
}

extension PeakTail {
    /// Takes a value of the statistic; says whether a peak was added, after which the tail is to be fitted anew.
    @inline(__always)
    mutating func add(_ value: Float, gap: Int) -> Bool {
        if Int(count) >= Self.capacity { isFull = true } else if Int(count) <= Self.capacity / 2 { isFull = false }
        return isFull ? addOverThreshold(value, gap: gap) : addBlock(value, gap: gap)
    }

    /// As long as the list is not full: the maxima of blocks.
    private mutating func addBlock(_ value: Float, gap: Int) -> Bool {
        if quiet == 0 || value > cluster { cluster = value }
        quiet += 1
        guard Int(quiet) >= 2 * gap else { return false }
        insert(cluster)
        quiet = 0
        return true
    }

    @inline(__always)
    private mutating func addOverThreshold(_ value: Float, gap: Int) -> Bool {
        if value > peaks[Int(count) - 1] {
            if quiet <= 0 || value > cluster { cluster = value }
            quiet = 1
            return false
        }
        guard quiet > 0 else { return false }
        quiet += 1
        guard Int(quiet) > gap else { return false }
        insert(cluster)
        quiet = 0
        return true
    }

    private mutating func insert(_ peak: Float) {
        var place = Int(count)
        if place < Self.capacity {
            count += 1
        } else {
            guard peak > peaks[Self.capacity - 1] else { return }
            place = Self.capacity - 1
        }
        while place > 0, peaks[place - 1] < peak {
            peaks[place] = peaks[place - 1]
            place -= 1
        }
        peaks[place] = peak
    }

    mutating func forget(_ index: Int) {
        guard count > 0 else { return }
        let first = index % Int(count)
        for place in first..<(Int(count) - 1) { peaks[place] = peaks[place + 1] }
        count -= 1
    }
}

extension PeakTail {
    /// - Parameters:
    ///   - length: the scale in points.
    ///   - points: how many points were seen.
    ///   - floor: the least width of the tail.
    mutating func fit(length: Int, points: Int, form: Form, floor: Float) {
        var used = max(4, points / (4 * max(8, length)))
        used = min(used, Self.capacity - 1, Int(count) - 1)
        guard used >= Self.fewestPeaks, points >= Self.fewestPoints else {
            rate = 0
            return
        }
        threshold = peaks[used]
        width = max(meanExcess(used, form), floor, 0.1 * threshold.magnitude)
        shape = form.shape
        rate = Float(used) / Float(points)
    }

    /// The mean excess of the lower peaks, divided by what it is for a standard exponential.
    private func meanExcess(_ used: Int, _ form: Form) -> Float {
        let top = Int(Float(used) * form.leftOut)
        var (sum, order, expected) = (Float(0), Float(0), Float(0))
        for index in stride(from: used - 1, through: top, by: -1) {
            sum += peaks[index] - threshold
            order += 1 / Float(index + 1)
            expected += order
        }
        return sum / expected
    }

    /// The value that is passed once in `period` points; infinite as long as nothing was fitted.
    func level(period: Float) -> Float {
        guard rate > 0 else { return .infinity }
        return threshold + width / shape * (pow(max(1, rate * period), shape) - 1)
    }

    /// The mean number of points between two values so large.
    func period(of value: Float) -> Float {
        guard rate > 0 else { return 1 }
        let excess = (value - threshold) / width
        guard excess > 0 else { return exp(excess) / rate }
        let base = 1 + shape * excess
        guard base > 1e-9 else { return Self.longestPeriod }
        return min(Self.longestPeriod, pow(base, 1 / shape) / rate)
    }

    /// A period of a million years of minutes says no more than "never".
    private static let longestPeriod: Float = 1e12
}
