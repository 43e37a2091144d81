import TimeSeries

/// What the textbook detectors share: time, warm-up, the band from a threshold, the minimum deviation, and whether it stands.
struct DetectorFrame: Sendable {
    enum Arrival {
        case usable
        case unusable(Unjudged)
        /// The step became known or a long gap ended: start with an empty window of this size.
        case restart(window: Int)
    }

    private(set) var window: Int
    private let configuration: DetectorConfiguration
    private let threshold: Double
    private let warmup: Int
    private let minimumDeviation: Double
    private var timeline: Timeline
    private var standing: Standing
    private var seen = 0

    init(_ configuration: DetectorConfiguration, threshold: Double) {
        self.configuration = configuration
        self.threshold = threshold / configuration.boundedSensitivity
        minimumDeviation = configuration.boundedMinimumDeviation
        warmup = max(configuration.boundedMinimumPoints, configuration.warmup ?? 0)
        timeline = Timeline(step: configuration.step)
        window = configuration.window(step: timeline.step)
        standing = Standing(step: timeline.step)
    }

    var step: Double { timeline.step }

    @inline(__always)
    mutating func arrive(_ point: Sample) -> Arrival {
        let wasKnown = timeline.isStepKnown
        let (arrival, gap) = timeline.arrive(point)
        switch arrival {
        case .notFinite: return .unusable(.notFinite)
        case .notNewer: return .unusable(.notNewer)
        case .usable: break
        }
        if wasKnown, gap <= Double(window) * timeline.step || !gap.isFinite { return .usable }
        return resize(wasKnown: wasKnown)
    }

    func unjudged(_ reason: Unjudged, _ point: Sample) -> Judgement {
        .unjudged(reason, value: point.value, isWarmingUp: seen < warmup)
    }

    /// The rolling window is all the past that such a detector wants.
    private func learning(_ count: Int) -> Learning {
        Learning(known: Double(count) * timeline.step, wanted: Double(window) * timeline.step)
    }

    private mutating func resize(wasKnown: Bool) -> Arrival {
        let size = configuration.window(step: timeline.step)
        guard wasKnown || size != window else { return .usable }
        window = size
        standing = Standing(step: timeline.step)
        seen = 0
        return .restart(window: size)
    }

    /// Judges by distance from `expected` in spreads.
    @inline(__always)
    mutating func judge(
        _ value: Double, expected: Double, spread: Double, count: Int, method: SpreadEvidence.Method
    ) -> Judgement {
        judge(
            value, expected: expected, innerLower: expected, innerUpper: expected, spread: spread, toDeviation: 1,
            count: count, method: method)
    }

    /// Judges by distance beyond an inner range in spreads. The spread is floored at a millionth of the level, so that
    /// rounding in a constant series is not an anomaly.
    @inline(__always)
    mutating func judge(
        _ value: Double, expected: Double, innerLower: Double, innerUpper: Double, spread: Double, toDeviation: Double,
        count: Int, method: SpreadEvidence.Method
    ) -> Judgement {
        seen += 1
        guard seen > warmup, count >= 3 else {
            return .warmingUp(value: value, seen: seen - 1, needed: warmup, expected: count > 0 ? expected : .nan)
        }
        let spread = max(spread, 1e-6 * expected.magnitude, .leastNormalMagnitude)
        let minimum = minimumDeviation * expected.magnitude
        let lower = min(innerLower - threshold * spread, expected - minimum)
        let upper = max(innerUpper + threshold * spread, expected + minimum)
        let beyond = max(value - innerUpper, innerLower - value, 0)
        let deviation = value - expected
        let counts = deviation.magnitude >= minimum && configuration.direction.includes(deviation)
        let isNotice = counts && (value < lower || value > upper)
        let evidence = SpreadEvidence(
            method: method, value: value, deviation: deviation, spread: spread * toDeviation, count: Double(count),
            tails: configuration.direction.tails, counts: counts)
        return Judgement(
            expected: expected, noticeBand: Band(lower: lower, upper: upper),
            alertBand: Band(lower: lower, upper: upper),
            score: min(beyond / spread, Judgement.maximumScore), isNotice: isNotice, isAlert: standing.holds(isNotice),
            isWarmingUp: false,
            basis: .spread(evidence), learning: learning(count))
    }
}
