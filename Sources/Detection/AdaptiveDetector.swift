/// The default: a slow channel for changes of regime (season, range, activity, drift, shape and jumps together) and a fast
/// one for spikes, behind one alert policy. The score is 1 at the threshold (at sensitivity 1, before habituation).
///
/// State: under 16 KiB a series. See the documentation of detection for what was measured, and how it was fitted.
struct AdaptiveDetector: Detector {
    private let configuration: DetectorConfiguration
    private var timeline: Timeline
    private var waiting: [Point] = []
    private var core: AdaptiveCore?
    private var policy: AdaptivePolicy?
    private var units = SeriesUnits()
    private var seen = 0

    init(_ configuration: DetectorConfiguration) {
        self.configuration = configuration
        timeline = Timeline(step: configuration.step)
    }

    mutating func judge(_ point: Point) -> Judgement {
        let (arrival, gap) = timeline.arrive(point)
        switch arrival {
        case .notFinite: return .unjudged(.notFinite, value: point.value, isWarmingUp: seen < fastWarmup)
        case .notNewer: return .unjudged(.notNewer, value: point.value, isWarmingUp: seen < fastWarmup)
        case .usable: break
        }
        if gap.isFinite, gap > Self.forgetAfter { forget() }
        guard core != nil else { return wait(point) }
        return judgeUsable(point)
    }

    /// After four weeks without a point nothing is known any more.
    private static let forgetAfter = 2_419_200.0

    private mutating func forget() {
        (core, policy, seen) = (nil, nil, 0)
        units = SeriesUnits()
    }

    /// Points wait until the step is known, at most 17.
    private mutating func wait(_ point: Point) -> Judgement {
        waiting.append(point)
        guard timeline.isStepKnown else {
            return .warmingUp(value: point.value, seen: waiting.count - 1, needed: fastWarmup, expected: .nan)
        }
        let core = AdaptiveCore(step: timeline.step)
        self.core = core
        policy = AdaptivePolicy(pace: core.pace, span: core.span, sensitivity: configuration.boundedSensitivity)
        let points = waiting
        waiting = []
        for earlier in points.dropLast() { _ = judgeUsable(earlier) }
        return judgeUsable(point)
    }

    private var fastWarmup: Int {
        max(configuration.boundedMinimumPoints, configuration.warmup ?? LocalWindow.capacity)
    }

    private var slowWarmup: Int {
        let span = core?.span ?? 0
        return max(configuration.boundedMinimumPoints, configuration.warmup ?? min(960, max(240, span / 3)))
    }

    @inline(__always)
    private mutating func judgeUsable(_ point: Point) -> Judgement {
        units.see(point.value)
        let value = units.inside(point.value)
        guard let finding = core?.judge(value, at: point.time, origin: units.originInside) else {
            return .unjudged(.notFinite, value: point.value, isWarmingUp: true)
        }
        seen += 1
        let expected = units.outside(finding.expected)
        let deviation = point.value - expected
        let minimum = configuration.boundedMinimumDeviation * expected.magnitude
        let counts = deviation.magnitude >= minimum && configuration.direction.includes(deviation)
        let (isSlowReady, isFastReady) = (seen > slowWarmup, seen > fastWarmup)
        let verdict = policy?.judge(
            finding, value: value, counts: counts, isSlowReady: isSlowReady, isFastReady: isFastReady)
        guard isFastReady, let verdict else {
            return .warmingUp(value: point.value, seen: seen - 1, needed: fastWarmup, expected: expected)
        }
        return judgement(on: point.value, finding, verdict, expected: expected, minimum: minimum, counts: counts)
    }

    private func judgement(
        on value: Double, _ finding: AdaptiveFinding, _ verdict: AdaptivePolicy.Verdict, expected: Double,
        minimum: Double, counts: Bool
    ) -> Judgement {
        let reach = max(units.lengthOutside(finding.reach), minimum)
        let evidence = AdaptiveEvidence(
            value: value, families: SIMD8<Float>(finding.families), strongest: Float(finding.strongest), counts: counts)
        return Judgement(
            expected: expected, lower: expected - reach, upper: expected + reach,
            score: min(verdict.score, Judgement.maximumScore), isAnomalous: verdict.isAnomalous,
            isAlert: verdict.isAlert, isWarmingUp: false, basis: .adaptive(evidence))
    }
}

/// The units in which `Adaptive` computes: relative to the first value, and to the size of the first value that is not
/// zero. A series of 1e-30 and one of 1e30 are judged alike, and a large constant level costs no digits.
struct SeriesUnits: Sendable {
    private var origin = 0.0
    private var unit = 1.0
    private var hasOrigin = false
    private var hasUnit = false

    /// Takes a value into account before it is converted. As long as all values are zero, the unit is still open.
    @inline(__always)
    mutating func see(_ value: Double) {
        if hasUnit { return }
        if !hasOrigin { (origin, hasOrigin) = (value, true) }
        guard value != 0 else { return }
        unit = max(value.magnitude, 1e-290)
        hasUnit = true
    }

    var originInside: Double { origin / unit }

    @inline(__always)
    func inside(_ value: Double) -> Double { (value - origin) / unit }

    @inline(__always)
    func outside(_ value: Double) -> Double { value * unit + origin }

    @inline(__always)
    func lengthOutside(_ length: Double) -> Double { length * unit }
}
