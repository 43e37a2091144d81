import Detection
import EvenkeelAPI
import KubernetesTypes
import TimeSeries

/// A detector with what it must not forget.
struct AnomalyMemory: Sendable {
    var detector: any Detector
    var coverage: Coverage
    /// Of the newest point that was judged, seconds since 1970.
    var lastTime: Double?
    /// Since when nothing was learnt because the values are strange.
    var strangeSince: Double?
    var lastJudgement: Judgement?
    var lastValue = 0.0
}

enum AnomalyJudge {
    /// The points that have not been seen yet: the whole baseline at first, then what is new.
    static func query(
        _ name: String, _ signal: AnomalySignal, memory: SignalMemory?, now: Timestamp
    ) -> Query {
        let step = max(1, signal.step.seconds)
        let end = (now.secondsSince1970 / step).rounded(.down) * step
        var start = end - signal.history
        if let last = memory?.detector?.lastTime { start = max(start, min(last + step, end)) }
        return Query(
            signal: name, role: .value, source: signal.source, expression: signal.query,
            kind: .range(
                from: Timestamp(secondsSince1970: start), to: Timestamp(secondsSince1970: end), step: step))
    }

    static func judge(
        _ name: String, _ signal: AnomalySignal, memory: inout SignalMemory, context: SignalContext
    ) throws(BadSample) -> SignalFinding {
        let series = try SampleQuality.series(context.answer(name, .value), what: name)
        let newest = try SampleQuality.newest(
            series, what: name, now: context.now, staleAfter: context.staleAfter + signal.step.seconds)
        var state =
            memory.detector
            ?? AnomalyMemory(
                detector: makeDetector(configuration(signal)),
                coverage: Coverage(window: signal.history, step: signal.step.seconds))
        let isFresh = feed(series, signal, context, &state)
        memory.detector = state
        try state.coverage.check(name, context.quality)
        guard let judgement = state.lastJudgement, !judgement.isWarmingUp, judgement.expected.isFinite else {
            throw BadSample(
                quality: .thin,
                explanation: state.lastJudgement?.explanation ?? "no point of \(name) could be judged yet")
        }
        return SignalFinding(
            evidence: evidence(name, signal, judgement, state.lastValue, newest.time), isFresh: isFresh)
    }

    private static func configuration(_ signal: AnomalySignal) -> DetectorConfiguration {
        DetectorConfiguration(
            kind: DetectorKind(rawValue: signal.detector.rawValue) ?? .adaptive, direction: direction(signal.direction),
            step: signal.step.seconds, minimumPoints: signal.minimumPoints,
            minimumDeviation: signal.minimumDeviation.fraction, baseline: signal.history,
            warmup: signal.minimumPoints, falseActions: signal.meanTimeBetweenFalseAlerts.seconds)
    }

    private static func direction(_ direction: AnomalySignal.Direction) -> Direction {
        switch direction {
        case .above: .above
        case .below: .below
        case .both: .both
        }
    }

    /// Judges the points that are new; says whether there were any.
    ///
    /// What is read at first is history, which is learnt as it is, but for the newest point; where an incident goes on, as
    /// after a restart in the middle of it, history ends a little before its beginning.
    private static func feed(
        _ series: Series, _ signal: AnomalySignal, _ context: SignalContext, _ state: inout AnomalyMemory
    ) -> Bool {
        let points = series.new(after: state.lastTime)
        let incident = context.incidentSince.map { $0.secondsSince1970 - 3 * signal.step.seconds } ?? .infinity
        let historyEnds = state.lastTime == nil ? min(incident, points.last?.time ?? 0) : -.infinity
        for sample in points {
            state.coverage.take(sample.time, context.quality)
            learn(
                Sample(time: sample.time, value: sample.value), isHistory: sample.time < historyEnds, signal, &state)
        }
        return !points.isEmpty
    }

    /// A detector that learnt the incident would call it normal and its end a recovery. `Adaptive` knows that itself. For
    /// the others, points that alert are judged and not learnt, until they have lasted as long as the baseline: then they
    /// are the new normal.
    private static func learn(_ point: Sample, isHistory: Bool, _ signal: AnomalySignal, _ state: inout AnomalyMemory) {
        state.lastTime = point.time
        state.lastValue = point.value
        if isHistory || signal.detector == .adaptive {
            // In place: a copy of the detector for each of a thousand points takes as long as its judgements.
            state.lastJudgement = state.detector.judge(point)
            state.strangeSince = nil
            return
        }
        var detector = state.detector
        let judgement = detector.judge(point)
        state.lastJudgement = judgement
        if judgement.isAlert {
            let since = state.strangeSince ?? point.time
            state.strangeSince = since
            guard point.time - since >= signal.history else { return }
        }
        state.strangeSince = nil
        state.detector = detector
    }

    private static func evidence(
        _ name: String, _ signal: AnomalySignal, _ judgement: Judgement, _ value: Double, _ time: Double
    ) -> Evidence {
        let band = judgement.alertBand
        let isBelow = signal.direction == .below || signal.direction == .both && value < judgement.expected
        let limit = isBelow ? band.lower : band.upper
        return Evidence(
            signal: name, quality: .ok, confidence: Percentage(fraction: judgement.confidence),
            isBad: judgement.isAlert, isNotice: judgement.isNotice ? true : nil, value: NumberText.plain(value),
            limit: NumberText.plain(limit),
            expected: NumberText.plain(judgement.expected), observedAt: Timestamp(secondsSince1970: time),
            explanation: judgement.explanation + learning(judgement.learning))
    }

    /// What a detector has not learnt yet; in days where it wants days.
    private static func learning(_ learning: Learning) -> String {
        guard !learning.isComplete else { return "" }
        guard learning.wanted >= 86_400 else {
            return "; learning, \(NumberText.duration(learning.known)) of \(NumberText.duration(learning.wanted))"
        }
        let (known, wanted) = (learning.known / 86_400, learning.wanted / 86_400)
        return "; learning, \(NumberText.plain((known * 10).rounded(.down) / 10)) of \(NumberText.plain(wanted)) days"
    }
}
