import Detection
import EvenkeelAPI
import KubernetesTypes

enum CanaryJudge {
    static func judge(
        _ name: String, _ signal: CanarySignal, memory: inout SignalMemory, context: SignalContext
    ) throws(BadSample) -> SignalFinding {
        let canary = try population(name, signal.canarySelector, "canary", context)
        let stable = try population(name, signal.stableSelector, "stable", context)
        let finding = CanaryComparison(errorMargin: signal.margin.fraction).compareErrors(
            canary: canary, stable: stable)
        guard finding.verdict != .thin else { throw BadSample(quality: .thin, explanation: finding.explanation) }
        let window = max(RangeSelector.longest(in: signal.errors), RangeSelector.longest(in: signal.requests))
        let isFresh = memory.fedAt.map { context.look.at - $0 >= window * 0.95 } ?? true
        if isFresh || memory.fedAt.map({ $0 > context.look.at }) ?? false { memory.fedAt = context.look.at }
        let isBad = finding.verdict == .fail
        return SignalFinding(
            evidence: Evidence(
                signal: name, quality: .ok, confidence: Percentage(fraction: isBad ? finding.confidence : 0),
                isBad: isBad, value: NumberText.plain(finding.effect), limit: NumberText.plain(signal.margin.fraction),
                samples: Int(canary.requests), observedAt: context.look.at, explanation: finding.explanation),
            isFresh: isFresh)
    }

    private static func population(
        _ name: String, _ selector: [String: String], _ title: String, _ context: SignalContext
    ) throws(BadSample) -> ErrorCount {
        ErrorCount(
            errors: try value(name, .errors, selector, title, context),
            requests: try value(name, .requests, selector, title, context))
    }

    private static func value(
        _ name: String, _ role: Query.Role, _ selector: [String: String], _ title: String, _ context: SignalContext
    ) throws(BadSample) -> Double {
        let what = "the \(role.rawValue) of the \(title) population of \(name)"
        let all = try SampleQuality.answered(context.answer(name, role), what: what)
        let matching = all.filter { series in selector.allSatisfy { series.labels[$0.key] == $0.value } }
        let answer = Answer(signal: name, role: role, content: .series(matching))
        let series = try SampleQuality.series(answer, what: what)
        return try SampleQuality.newest(series, what: what, now: context.now, staleAfter: context.staleAfter).value
    }
}
