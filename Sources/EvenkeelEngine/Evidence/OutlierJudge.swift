import Detection
import EvenkeelAPI
import KubernetesTypes
import TimeSeries

/// Each pod against the other pods of the workload, at one moment.
///
/// A pod is an outlier if it is further from the median of the others than `minimumDeviation` and than 3.5 robust standard
/// deviations (1.4826 times the median absolute deviation; the cutoff of Iglewicz and Hoaglin 1993), and if the outliers
/// are the minority. Of the shape of the values nothing is assumed: the confidence is 1 - n/(1 + k²) for the k-th
/// deviation of one of n pods (Cantelli's inequality for each, Boole's for all).
enum OutlierJudge {
    private static let cutoff = 3.5

    private struct Reading {
        var pod: String
        var value: Double
        var deviations = 0.0
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
        let outliers = compared(readings, signal).filter { $0.deviations > cutoff }
            .sorted { ($1.deviations, $0.pod) < ($0.deviations, $1.pod) }
        let level = median(readings.map(\.value))
        guard outliers.count * 2 < readings.count else {
            throw BadSample(
                quality: .ambiguous,
                explanation:
                    "\(outliers.count) of \(readings.count) pods of \(name) are unlike the others, which is no "
                    + "minority: nobody can say which are the strange ones")
        }
        let least = outliers.last?.deviations ?? 0
        let confidence = max(0, 1 - Double(readings.count) / (1 + least * least))
        return SignalFinding(
            evidence: Evidence(
                signal: name, quality: .ok, confidence: Percentage(fraction: outliers.isEmpty ? 0 : confidence),
                isBad: !outliers.isEmpty, value: outliers.first.map { NumberText.plain($0.value) },
                expected: NumberText.plain(level), samples: readings.count, observedAt: context.evaluation.at,
                explanation: explanation(outliers, readings.count, level, confidence) + leftOut),
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

    private static func compared(_ readings: [Reading], _ signal: OutlierSignal) -> [Reading] {
        readings.enumerated().map { index, reading in
            var reading = reading
            var others = readings.map(\.value)
            others.remove(at: index)
            let level = median(others)
            let spread = 1.4826 * median(others.map { ($0 - level).magnitude })
            let tolerated = signal.minimumDeviation.fraction * level.magnitude
            let away = signal.direction == .above ? reading.value - level : level - reading.value
            // Where the others agree, what the user tolerates stands in for their spread.
            let scale = max(spread, tolerated / cutoff, 1e-12)
            reading.deviations = away > tolerated ? away / scale : 0
            return reading
        }
    }

    private static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        guard !sorted.isEmpty else { return 0 }
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }

    private static func explanation(
        _ outliers: [Reading], _ count: Int, _ level: Double, _ confidence: Double
    ) -> String {
        guard !outliers.isEmpty else {
            return "no pod of \(count) is unlike the others; median \(NumberText.plain(level))"
        }
        let names = outliers.prefix(3).map { "\($0.pod): \(NumberText.plain($0.value))" }.joined(separator: ", ")
        return "\(outliers.count) of \(count) pods unlike the others (\(names)\(outliers.count > 3 ? ", ..." : "")), "
            + "median \(NumberText.plain(level)); confidence \(NumberText.percent(confidence))"
    }
}
