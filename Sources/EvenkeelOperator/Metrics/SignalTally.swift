import EvenkeelAPI
import KubernetesTypes

/// The results of the last evaluations of signals.
struct SignalTally {
    /// The signals of a policy that have their own series, and the number of those without one because of the limit.
    private var listed: [ObjectKey: (names: Set<String>, others: Int)] = [:]
    private var unlisted = 0
    private var blind: Set<ObjectKey> = []

    mutating func take(_ evidence: [Evidence], of policy: ObjectKey, _ metrics: OperatorMetrics) {
        let before = listed[policy]?.names ?? []
        let names = Set(evidence.map(\.signal))
        for name in before.subtracting(names) { unlist(name, of: policy, metrics) }
        var now: Set<String> = []
        for evidence in evidence {
            metrics.signals.signalEvaluations.add(to: QualityLabels(quality: evidence.quality))
            if list(evidence, of: policy, metrics) { now.insert(evidence.signal) }
        }
        unlisted += names.count - now.count - (listed[policy]?.others ?? 0)
        listed[policy] = (now, names.count - now.count)
        let isBlind = !evidence.isEmpty && !evidence.contains { $0.quality == .ok || $0.quality == .thin }
        if isBlind { blind.insert(policy) } else { blind.remove(policy) }
        setTotals(metrics)
    }

    mutating func remove(_ policy: ObjectKey, _ metrics: OperatorMetrics) {
        for name in listed[policy]?.names ?? [] { unlist(name, of: policy, metrics) }
        unlisted -= listed[policy]?.others ?? 0
        listed[policy] = nil
        blind.remove(policy)
        setTotals(metrics)
    }

    private func setTotals(_ metrics: OperatorMetrics) {
        metrics.signals.policiesBlind.set(Double(blind.count))
        metrics.signals.signalsUnlisted.set(Double(unlisted))
    }

    private func list(_ evidence: Evidence, of policy: ObjectKey, _ metrics: OperatorMetrics) -> Bool {
        let labels = labels(evidence.signal, policy)
        return metrics.signals.signalConfidence.set(evidence.confidence.fraction, of: labels)
            && metrics.signals.signalUsable.set(evidence.quality == .ok ? 1 : 0, of: labels)
    }

    private func unlist(_ signal: String, of policy: ObjectKey, _ metrics: OperatorMetrics) {
        let labels = labels(signal, policy)
        metrics.signals.signalConfidence.remove(labels)
        metrics.signals.signalUsable.remove(labels)
    }

    private func labels(_ signal: String, _ policy: ObjectKey) -> SignalLabels {
        SignalLabels(namespace: policy.namespace ?? "", policy: policy.name, signal: signal)
    }
}
