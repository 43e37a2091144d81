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
        if let errorRate = signal.errorRate {
            return instant(signal.name, errorRate.source, errorRate.errors, errorRate.requests)
        }
        if let canary = signal.canary { return CanaryJudge.queries(signal.name, canary, now: now) }
        if let forecast = signal.forecast {
            return [ForecastJudge.query(signal.name, forecast, memory: memory, now: now)]
        }
        if let outlier = signal.outlier {
            return [
                Query(
                    signal: signal.name, role: .value, source: outlier.source, expression: outlier.query,
                    kind: .instant)
            ]
        }
        if let anomaly = signal.anomaly {
            return [AnomalyJudge.query(signal.name, anomaly, memory: memory, now: now)]
        }
        if let alert = signal.alert {
            return [
                Query(
                    signal: signal.name, role: .alerts, source: alert.source,
                    expression: AlertJudge.expression(alert), kind: .instant, labels: alert.matchLabels)
            ]
        }
        return []
    }

    static func instant(_ name: String, _ source: String, _ errors: String, _ requests: String) -> [Query] {
        [
            Query(signal: name, role: .errors, source: source, expression: errors, kind: .instant),
            Query(signal: name, role: .requests, source: source, expression: requests, kind: .instant),
        ]
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
        if let kind = signal.errorRate {
            return try ErrorRateJudge.judge(signal.name, kind, memory: &memory, context: context)
        }
        if let kind = signal.anomaly {
            return try AnomalyJudge.judge(signal.name, kind, memory: &memory, context: context)
        }
        if let kind = signal.workload {
            return try WorkloadJudge.judge(signal.name, kind, memory: &memory, context: context)
        }
        if let kind = signal.canary {
            return try CanaryJudge.judge(signal.name, kind, memory: &memory, context: context)
        }
        if let kind = signal.forecast {
            return try ForecastJudge.judge(signal.name, kind, memory: &memory, context: context)
        }
        if let kind = signal.outlier {
            return try OutlierJudge.judge(signal.name, kind, memory: &memory, context: context)
        }
        if let kind = signal.alert { return try AlertJudge.judge(signal.name, kind, context: context) }
        throw BadSample(quality: .unavailable, explanation: "the signal has no kind that this version knows")
    }
}
