/// A mean over about the last `span` numbers: plain until then, exponential after.
struct FadingMean: Sendable {
    private(set) var value = 0.0
    private var count = 0.0
    private let span: Double

    init(span: Double) {
        self.span = span
    }

    @inline(__always)
    mutating func add(_ number: Double) {
        if count < span { count += 1 }
        value += (number - value) / count
    }
}

/// Two means of different spans over the same numbers.
struct FadingMeanPair: Sendable {
    private(set) var short: FadingMean
    private(set) var long: FadingMean

    init(_ short: Double, _ long: Double) {
        self.short = FadingMean(span: short)
        self.long = FadingMean(span: long)
    }

    @inline(__always)
    mutating func add(_ number: Double) {
        short.add(number)
        long.add(number)
    }

    var difference: Double { short.value - long.value }
}

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

/// How far a number lies from all earlier ones, in their standard deviations; Welford's sums, which from `horizon` numbers
/// on forget exponentially.
struct RunningZ: Sendable {
    private var count = 0.0
    private var mean = 0.0
    private var variance = 0.0
    private static let horizon = 7_200.0

    @inline(__always)
    mutating func judge(_ value: Double) -> Double {
        var z = 0.0
        if count > 1 {
            let spread = max(variance.squareRoot(), 1e-6 * mean.magnitude, 1e-150)
            z = (value - mean).magnitude / spread
        }
        count = min(count + 1, Self.horizon)
        let delta = value - mean
        mean += delta / count
        variance += (delta * (value - mean) - variance) / count
        return z
    }
}
