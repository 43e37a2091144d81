import TimeSeries

/// The default: season, several baselines and seven time scales, each judged by its own past, behind one machine of
/// episodes. The score is the logarithm of the evidence, 1 where an alert is as rare as the configuration asks for.
///
/// Two levels from one statistic, each with its own band: a notice for what a person wants to see, an alert for what has
/// stood long enough and is rare enough to act upon. State: at most 16 KiB a series.
struct AdaptiveDetector: Detector {
    private let configuration: DetectorConfiguration
    private var timeline: Timeline
    private var waiting: [Sample] = []
    private var core: AdaptiveCore?
    private var units = SeriesUnits()
    private var seen = 0

    init(_ configuration: DetectorConfiguration) {
        self.configuration = configuration
        timeline = Timeline(step: configuration.step)
    }

    mutating func judge(_ point: Sample) -> Judgement {
        let (arrival, gap) = timeline.arrive(point)
        switch arrival {
        case .notFinite: return .unjudged(.notFinite, value: point.value, isWarmingUp: seen < warmup)
        case .notNewer: return .unjudged(.notNewer, value: point.value, isWarmingUp: seen < warmup)
        case .usable: break
        }
        if gap.isFinite, gap > Self.forgetAfter { forget() }
        guard core != nil else { return wait(point) }
        return judgeUsable(point)
    }

    /// After four weeks without a point nothing is known any more.
    private static let forgetAfter = 2_419_200.0

    private mutating func forget() {
        (core, seen) = (nil, 0)
        units = SeriesUnits()
    }

    /// Points wait until the step is known, at most 17.
    private mutating func wait(_ point: Sample) -> Judgement {
        waiting.append(point)
        guard timeline.isStepKnown else {
            return .warmingUp(value: point.value, seen: waiting.count - 1, needed: warmup, expected: .nan)
        }
        core = AdaptiveCore(
            step: timeline.step, falseActions: configuration.boundedFalseActions / configuration.boundedSensitivity,
            direction: configuration.direction)
        let points = waiting
        waiting = []
        for earlier in points.dropLast() { _ = judgeUsable(earlier) }
        return judgeUsable(point)
    }

    private var warmup: Int {
        max(configuration.boundedMinimumPoints, configuration.warmup ?? 0, AdaptiveCore.fewestPoints)
    }

    @inline(__always)
    private mutating func judgeUsable(_ point: Sample) -> Judgement {
        units.see(point.value)
        guard
            let finding = core?.judge(
                units.inside(point.value), size: units.size(point.value), zero: units.inside(0), at: point.time)
        else { return .unjudged(.notFinite, value: point.value, isWarmingUp: true) }
        seen += 1
        let expected = units.outside(finding.expected)
        guard seen > warmup, finding.noticeBand.isKnown else {
            return .warmingUp(value: point.value, seen: seen - 1, needed: max(warmup, seen), expected: expected)
        }
        return judgement(on: point.value, finding, expected: expected)
    }

    private func judgement(on value: Double, _ finding: AdaptiveFinding, expected: Double) -> Judgement {
        let minimum = configuration.boundedMinimumDeviation * expected.magnitude
        let notice = band(finding.noticeBand, about: expected, minimum: minimum)
        let alert = band(finding.alertBand, about: expected, minimum: minimum).union(notice)
        let deviation = value - expected
        let counts = deviation.magnitude >= minimum && configuration.direction.includes(deviation)
        let isNotice = finding.isNotice && counts && !notice.contains(value)
        let evidence = AdaptiveEvidence(
            value: value, period: finding.period, length: Scales.lengths[finding.scale], season: finding.season,
            counts: counts)
        return Judgement(
            expected: expected, noticeBand: notice, alertBand: alert, score: counts ? Double(finding.score) : 0,
            isNotice: isNotice, isAlert: finding.isAlert && counts && !alert.contains(value), isWarmingUp: false,
            basis: .adaptive(evidence), hasRecovered: finding.hasRecovered, learning: learning)
    }

    private func band(_ band: CoreBand, about expected: Double, minimum: Double) -> Band {
        Band(
            lower: min(units.outside(band.lower), expected - minimum),
            upper: max(units.outside(band.upper), expected + minimum))
    }

    private var learning: Learning {
        Learning(known: core?.secondsKnown ?? 0, wanted: AdaptiveCore.secondsWanted)
    }
}
