import EvenkeelAPI
import KubernetesTypes

/// From answers to evidence: quality first, then the statistics of the signal's kind.
enum SignalJudge {
    /// What has to be asked for the signal at this evaluation.
    static func queries(_ signal: Signal, memory: SignalMemory?, now: Timestamp) -> [Query] {
        let queries = ofKind(signal, memory: memory, now: now)
        guard let source = signal.source, let sampledAt = signal.quality?.sampledAt else { return queries }
        return queries + [
            Query(signal: signal.name, role: .sampledAt, source: source, expression: sampledAt, kind: .instant)
        ]
    }

    private static func ofKind(_ signal: Signal, memory: SignalMemory?, now: Timestamp) -> [Query] {
        switch signal.kind {
        case .errorRate(let kind):
            return counts(signal.name, kind.source, kind.errors, kind.requests, memory, now)
        case .canary(let kind): return CanaryJudge.queries(signal.name, kind, memory: memory, now: now)
        case .forecast(let kind): return [ForecastJudge.query(signal.name, kind, memory: memory, now: now)]
        case .anomaly(let kind): return [AnomalyJudge.query(signal.name, kind, memory: memory, now: now)]
        case .outlier(let kind):
            return [
                Query(signal: signal.name, role: .value, source: kind.source, expression: kind.query, kind: .instant)
            ]
        case .alert(let kind):
            return [
                Query(
                    signal: signal.name, role: .alerts, source: kind.source, expression: AlertJudge.expression(kind),
                    kind: .instant, labels: kind.matchLabels)
            ]
        case .workload, nil: return []
        }
    }

    static func counts(
        _ name: String, _ source: String, _ errors: String, _ requests: String, _ memory: SignalMemory?,
        _ now: Timestamp
    ) -> [Query] {
        let memory = memory ?? SignalMemory()
        let reach = memory.reach(at: now)
        let queries = memory.countQueries(errors: errors, requests: requests)
        // What counts nothing is not asked, and its judge says why.
        guard queries.problem == nil else { return [] }
        return [(Query.Role.errors, queries.errors), (.requests, queries.requests)].map { role, query in
            Query(
                signal: name, role: role, source: source, expression: query.expression,
                kind: queries.areCounters ? .samples(seconds: reach) : .instant)
        }
    }

    static func judge(_ signal: Signal, memory: inout SignalMemory, context: SignalContext) -> SignalFinding {
        let finding: SignalFinding
        do throws(BadSample) {
            finding = try judgeKind(signal, &memory, context)
        } catch {
            finding = .unusable(
                signal.name, error.quality, reason: error.reason, at: context.evaluation.at, error.explanation)
        }
        memory.noteBadness(finding, at: context.evaluation.at)
        memory.unreachableEvaluations =
            finding.evidence.reason == .sourceUnreachable ? memory.unreachableEvaluations + 1 : 0
        return finding
    }

    private static func judgeKind(
        _ signal: Signal, _ memory: inout SignalMemory, _ context: SignalContext
    ) throws(BadSample) -> SignalFinding {
        try SampleQuality.checkSampledAt(signal.name, context)
        let name = signal.name
        switch signal.kind {
        case .errorRate(let kind): return try ErrorRateJudge.judge(name, kind, memory: &memory, context: context)
        case .anomaly(let kind): return try AnomalyJudge.judge(name, kind, memory: &memory, context: context)
        case .workload(let kind): return try WorkloadJudge.judge(name, kind, memory: &memory, context: context)
        case .canary(let kind): return try CanaryJudge.judge(name, kind, memory: &memory, context: context)
        case .forecast(let kind): return try ForecastJudge.judge(name, kind, memory: &memory, context: context)
        case .outlier(let kind): return try OutlierJudge.judge(name, kind, memory: &memory, context: context)
        case .alert(let kind): return try AlertJudge.judge(name, kind, context: context)
        case nil:
            throw BadSample(quality: .unavailable, explanation: "the signal has no kind that this version knows")
        }
    }
}
