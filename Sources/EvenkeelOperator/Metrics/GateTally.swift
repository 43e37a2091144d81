import EvenkeelAPI
import KubernetesTypes

/// The gate verdicts of rules with unhealthy signals.
struct GateTally {
    private typealias Verdicts = [GateName: GateStatus.Verdict]

    /// By policy, rule and gate.
    private var verdicts: [ObjectKey: [String: Verdicts]] = [:]

    mutating func take(_ status: RemediationPolicyStatus, of policy: ObjectKey, _ metrics: OperatorMetrics) {
        var rules: [String: Verdicts] = [:]
        for rule in status.rules where rule.verdict == .watching || rule.verdict == .triggered {
            let now = Dictionary(rule.gates.map { ($0.name, $0.verdict) }, uniquingKeysWith: { $1 })
            let before = verdicts[policy]?[rule.name] ?? [:]
            for (gate, verdict) in now where before[gate] != verdict {
                metrics.decisions.gateVerdicts.add(to: GateVerdictLabels(gate: gate, verdict: verdict))
            }
            rules[rule.name] = now
        }
        replace(policy, rules, metrics)
    }

    mutating func remove(_ policy: ObjectKey, _ metrics: OperatorMetrics) { replace(policy, [:], metrics) }

    private mutating func replace(_ policy: ObjectKey, _ rules: [String: Verdicts], _ metrics: OperatorMetrics) {
        for (count, rules) in [(-1.0, verdicts[policy] ?? [:]), (1.0, rules)] {
            for (gate, verdict) in rules.values.joined() where verdict != .pass {
                metrics.decisions.rulesHeld.add(count, to: GateLabels(gate: gate))
            }
        }
        verdicts[policy] = rules.isEmpty ? nil : rules
    }
}
