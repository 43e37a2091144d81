import Detection
import EvenkeelAPI
import KubernetesTypes
import TimeSeries

/// The points that a trend rests on.
struct TrendMemory: Sendable {
    private(set) var points: [Sample] = []
    var coverage: Coverage
    var lastFinding: (certainty: Double, isBad: Bool, explanation: String)?

    private static let maximumPoints = 1_000

    init(_ signal: ForecastSignal) {
        coverage = Coverage(window: signal.window.seconds, step: signal.step.seconds)
    }

    /// - Returns: whether there was anything new.
    mutating func take(_ series: Series, window: Double, _ limits: QualityLimits) -> Bool {
        let new = series.new(after: points.last?.time)
        for sample in new {
            coverage.take(sample.time, limits)
            points.append(Sample(time: sample.time, value: sample.value))
        }
        guard let last = points.last else { return false }
        points = points.filter { $0.time >= last.time - window }.suffix(Self.maximumPoints)
        return !new.isEmpty
    }
}

/// Time to a limit, by the slope of Theil and Sen with Sen's interval (see `CapacityTrend`): bad if it is reached sooner
/// than the policy allows. The confidence is that of an arrival in time, of which a third of the window ahead can be sure.
enum ForecastJudge {
    /// The points that have not been seen yet.
    static func query(_ name: String, _ signal: ForecastSignal, memory: SignalMemory?, now: Timestamp) -> Query {
        let step = max(1, signal.step.seconds)
        let end = (now.secondsSince1970 / step).rounded(.down) * step
        var start = end - signal.window.seconds
        if let last = memory?.trend?.points.last?.time { start = max(start, min(last + step, end)) }
        return Query(
            signal: name, role: .value, source: signal.source, expression: signal.query,
            kind: .range(
                from: Timestamp(secondsSince1970: start), to: Timestamp(secondsSince1970: end), step: step))
    }

    static func judge(
        _ name: String, _ signal: ForecastSignal, memory: inout SignalMemory, context: SignalContext
    ) throws(BadSample) -> SignalFinding {
        let series = try SampleQuality.series(context.answer(name, .value), what: name)
        let newest = try SampleQuality.newest(
            series, what: name, now: context.now, staleAfter: context.staleAfter + signal.step.seconds)
        var trend = memory.trend ?? TrendMemory(signal)
        let isFresh = trend.take(series, window: signal.window.seconds, context.quality)
        defer { memory.trend = trend }
        try trend.coverage.check(name, context.quality)
        guard trend.points.count >= max(8, signal.minimumPoints) else {
            throw BadSample(
                quality: .thin,
                explanation:
                    "\(trend.points.count) point\(trend.points.count == 1 ? "" : "s") of \(name); a trend needs "
                    + "\(max(8, signal.minimumPoints))")
        }
        if isFresh || trend.lastFinding == nil { trend.lastFinding = finding(signal, trend.points) }
        let found = trend.lastFinding ?? (0, false, "")
        return SignalFinding(
            evidence: Evidence(
                signal: name, quality: .ok, confidence: Percentage(fraction: found.isBad ? found.certainty : 0),
                isBad: found.isBad, value: NumberText.plain(newest.value), limit: signal.limit.description,
                samples: trend.points.count, observedAt: Timestamp(secondsSince1970: newest.time),
                explanation: found.explanation),
            isFresh: isFresh)
    }

    private static func finding(
        _ signal: ForecastSignal, _ points: [Sample]
    ) -> (certainty: Double, isBad: Bool, explanation: String) {
        // A value that falls to its limit is one that rises to it, seen from below.
        let sign: Double = signal.direction == .above ? 1 : -1
        var trend = CapacityTrend(limit: sign * signal.limit.value)
        for point in points { trend.observe(Sample(time: point.time, value: sign * point.value)) }
        guard let forecast = trend.forecast() else { return (0, false, "the points show no trend") }
        let level = "\(NumberText.plain(sign * forecast.level)) of \(signal.limit)"
        guard forecast.level < trend.limit else { return (1, true, "at its limit already: \(level)") }
        let isBad = forecast.secondsToLimit.map { $0 <= signal.within.seconds } ?? false
        let certainty = forecast.certainty(within: signal.within.seconds)
        let text = forecast.explanation(arrival: signal.direction == .above ? "full in" : "down to it in")
        let words = isBad ? "; confidence \(NumberText.percent(certainty))" : ""
        return (certainty, isBad, "\(level), \(text); sooner than \(signal.within) is bad\(words)")
    }
}
