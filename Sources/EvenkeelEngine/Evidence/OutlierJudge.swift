import Detection
import EvenkeelAPI
import KubernetesTypes
import TimeSeries

/// Each pod against the other pods of the workload, at one moment (see `PodOutliers`).
enum OutlierJudge {
    private struct Reading {
        var pod: String
        var value: Double
    }

    static func judge(
        _ name: String, _ signal: OutlierSignal, memory: inout SignalMemory, context: SignalContext
    ) throws(BadSample) -> SignalFinding {
        try SampleQuality.checkPodsAreKnown(context.evaluation.target)
        let (readings, foreign) = try readings(name, signal, context)
        let leftOut = foreign == 0 ? "" : "; \(foreign) series of no living pod of the target are left out"
        guard readings.count >= signal.minimumPods else {
            throw BadSample(
                quality: .thin,
                explanation:
                    "\(readings.count) pods of the target in the answer to \(name); at least \(signal.minimumPods) are "
                    + "needed to say which is unlike the others\(leftOut)")
        }
        let found = PodOutliers(
            readings.map(\.value), direction: signal.direction == .above ? .above : .below,
            minimumDeviation: signal.minimumDeviation.fraction)
        guard found.isMinority else {
            throw BadSample(
                quality: .ambiguous,
                explanation:
                    "\(found.outliers.count) of \(readings.count) pods of \(name) are unlike the others, which is no "
                    + "minority: nobody can say which are the strange ones")
        }
        let outliers = found.outliers.map { readings[$0.index] }
        return SignalFinding(
            evidence: Evidence(
                signal: name, quality: .ok, confidence: Percentage(fraction: found.confidence),
                isBad: !outliers.isEmpty, value: outliers.first.map { NumberText.plain($0.value) },
                expected: NumberText.plain(found.level), samples: readings.count, observedAt: context.evaluation.at,
                explanation: explanation(outliers, found) + leftOut),
            isFresh: memory.isNewWindow(
                of: RangeSelector.longest(in: signal.query).seconds, at: context.evaluation.at),
            outliers: outliers.map(\.pod))
    }

    /// Of the target's own living pods, and how many series are of none.
    private static func readings(
        _ name: String, _ signal: OutlierSignal, _ context: SignalContext
    ) throws(BadSample) -> ([Reading], foreign: Int) {
        let all = try SampleQuality.answered(context.answer(name, .value), what: name)
        guard !all.isEmpty else {
            throw BadSample(quality: .empty, explanation: "the query for \(name) returned nothing")
        }
        guard all.contains(where: { $0.labels[signal.podLabel] != nil }) else {
            throw BadSample(
                quality: .ambiguous,
                explanation: "no series of \(name) has a label \(signal.podLabel); aggregate by (\(signal.podLabel))")
        }
        let living = Set(context.evaluation.target.livePods.map(\.name))
        let own = all.filter { series in series.labels[signal.podLabel].map(living.contains) ?? false }
        return (try readings(name, signal, own, context), all.count - own.count)
    }

    private static func readings(
        _ name: String, _ signal: OutlierSignal, _ own: [Series], _ context: SignalContext
    ) throws(BadSample) -> [Reading] {
        var readings: [String: Reading] = [:]
        for series in own {
            let pod = series.labels[signal.podLabel] ?? ""
            guard readings[pod] == nil else {
                throw BadSample(
                    quality: .ambiguous,
                    explanation: "\(name) has several series of pod \(pod) that differ in "
                        + "\(SampleQuality.differingLabels(own)); aggregate by (\(signal.podLabel))")
            }
            // A pod without a number (no traffic, as a rule) is no reason to be silent about the others.
            guard let last = series.samples.last, last.value.isFinite else { continue }
            let sample = try SampleQuality.newest(
                series, what: "\(name) of \(pod)", now: context.now, staleAfter: context.staleAfter)
            readings[pod] = Reading(pod: pod, value: sample.value)
        }
        return readings.values.sorted { $0.pod < $1.pod }
    }

    private static func explanation(_ outliers: [Reading], _ found: PodOutliers) -> String {
        guard !outliers.isEmpty else {
            return "no pod of \(found.count) is unlike the others; median \(NumberText.plain(found.level))"
        }
        let names = outliers.prefix(3).map { "\($0.pod): \(NumberText.plain($0.value))" }.joined(separator: ", ")
        let more = outliers.count > 3 ? ", ..." : ""
        return "\(outliers.count) of \(found.count) pods unlike the others (\(names)\(more)), median "
            + "\(NumberText.plain(found.level)); confidence \(NumberText.percent(found.confidence))"
    }
}
