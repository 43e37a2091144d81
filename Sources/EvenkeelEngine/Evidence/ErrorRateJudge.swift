import Detection
import EvenkeelAPI
import KubernetesTypes
import TimeSeries

enum ErrorRateJudge {
    static func judge(
        _ name: String, _ signal: ErrorRateSignal, memory: inout SignalMemory, context: SignalContext
    ) throws(BadSample) -> SignalFinding {
        let requests = try count(name, .requests, context)
        guard requests.value >= Double(signal.minimumRequests) else {
            throw BadSample(
                quality: .thin,
                explanation: "\(NumberText.plain(requests.value)) requests; fewer than \(signal.minimumRequests) say "
                    + "nothing about an error rate")
        }
        let errors = min(try count(name, .errors, context).value, requests.value)
        let rate = errors / requests.value
        let isFresh = memory.isNewWindow(signal.errors, signal.requests, at: context.evaluation.at)
        let confidence = confidence(signal, errors, requests.value, isFresh, &memory)
        let certainty = rate > signal.limit.fraction ? "; confidence \(NumberText.percent(confidence))" : ""
        return SignalFinding(
            evidence: Evidence(
                signal: name, quality: .ok, confidence: Percentage(fraction: confidence),
                isBad: rate > signal.limit.fraction, value: NumberText.plain(rate),
                limit: NumberText.plain(signal.limit.fraction), samples: Int(requests.value.rounded()),
                observedAt: Timestamp(secondsSince1970: requests.time),
                explanation: "error rate \(NumberText.percent(rate)) (\(NumberText.plain(errors.rounded())) of "
                    + "\(NumberText.plain(requests.value.rounded()))) against a limit of "
                    + "\(NumberText.percent(signal.limit.fraction))\(certainty)"),
            isFresh: isFresh)
    }

    private static func count(
        _ name: String, _ role: Query.Role, _ context: SignalContext
    ) throws(BadSample) -> Sample {
        let what = "the \(role.rawValue) of \(name)"
        let series = try SampleQuality.series(context.answer(name, role), what: what)
        let sample = try SampleQuality.newest(series, what: what, now: context.now, staleAfter: context.staleAfter)
        _ = try SampleQuality.count(sample.value, what: what)
        return sample
    }

    private static func confidence(
        _ signal: ErrorRateSignal, _ errors: Double, _ requests: Double, _ isFresh: Bool, _ memory: inout SignalMemory
    ) -> Double {
        switch signal.test {
        case .consecutive: return errors > signal.limit.fraction * requests ? 1 : 0
        case .sequential:
            var test = memory.sequential ?? SequentialErrorRateTest(limit: signal.limit.fraction)
            if isFresh { _ = test.observe(errors: errors, requests: requests) }
            memory.sequential = test
            return test.confidence
        }
    }
}
