import EvenkeelAPI
import KubernetesTypes

/// What the last evaluations found of the signals.
struct SignalTally {
    /// Signals of a policy that have series of their own, and how many have none because there are too many.
    private var listed: [ObjectKey: (names: Set<String>, others: Int)] = [:]
    private var unlisted = 0
    private var blind: Set<ObjectKey> = []

    mutating func take(_ evidence: [Evidence], of policy: ObjectKey, _ metrics: OperatorMetrics) {
        let before = listed[policy]?.names ?? []
        let names = Set(evidence.map(\.signal))
        for name in before.subtracting(names) { unlist(name, of: policy, metrics) }
        var now: Set<String> = []
        for evidence in evidence {
            metrics.registry.add(
                to: .init("evenkeel_signal_evaluations_total", ["quality": evidence.quality.rawValue]))
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
        metrics.registry.set(Double(blind.count), of: .init("evenkeel_policies_blind"))
        metrics.registry.set(Double(unlisted), of: .init("evenkeel_signals_unlisted"))
    }

    private func list(_ evidence: Evidence, of policy: ObjectKey, _ metrics: OperatorMetrics) -> Bool {
        let labels = labels(evidence.signal, policy)
        return metrics.registry.set(
            evidence.confidence.fraction, of: .init("evenkeel_signal_confidence_ratio", labels))
            && metrics.registry.set(evidence.quality == .ok ? 1 : 0, of: .init("evenkeel_signal_usable", labels))
    }

    private func unlist(_ signal: String, of policy: ObjectKey, _ metrics: OperatorMetrics) {
        let labels = labels(signal, policy)
        metrics.registry.remove(.init("evenkeel_signal_confidence_ratio", labels))
        metrics.registry.remove(.init("evenkeel_signal_usable", labels))
    }

    private func labels(_ signal: String, _ policy: ObjectKey) -> [String: String] {
        ["namespace": policy.namespace ?? "", "policy": policy.name, "signal": signal]
    }
}
