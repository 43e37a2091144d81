import EvenkeelAPI
import EvenkeelEngine
import KubernetesTypes

/// The operator's own series.
public struct OperatorMetrics: Sendable {
    public let registry: MetricsRegistry

    public init(registry: MetricsRegistry = MetricsRegistry(), version: String) {
        self.registry = registry
        let actions = ActionKind.allCases.map(\.rawValue)
        let phases = Phase.allCases.map(\.rawValue)
        registry.declare(
            .counter, "evenkeel_signal_evaluations_total", "Signals judged, by the quality of their data.",
            labels: Quality.allCases.map { ["quality": $0.rawValue] })
        registry.declare(
            .counter, "evenkeel_remediations_total", "Remediations that entered a phase, by action and mode.",
            labels: actions.flatMap { action in
                phases.flatMap { phase in
                    Mode.allCases.map { ["action": action, "phase": phase, "mode": $0.rawValue] }
                }
            })
        registry.declare(
            .counter, "evenkeel_changes_total", "Changes sent to the cluster, by outcome.",
            labels: ChangeOutcome.allCases.flatMap { outcome in
                ["true", "false"].map { ["outcome": outcome.rawValue, "dry_run": $0] }
            })
        registry.declare(.counter, "evenkeel_looks_total", "Looks at policies.")
        registry.declare(.gauge, "evenkeel_policies", "Policies that are known.")
        registry.declare(.gauge, "evenkeel_approvals_waiting", "Remediations that wait for a person's approval.")
        registry.declare(.gauge, "evenkeel_brakes_engaged", "Guardrails whose systemic brake holds every change.")
        registry.declare(.gauge, "evenkeel_leader", "1 while this replica leads.")
        registry.declare(.gauge, "evenkeel_build_info", "Always 1.", labels: [["version": version]])
        registry.set(1, of: .init("evenkeel_build_info", ["version": version]))
    }

    enum ChangeOutcome: String, CaseIterable { case done, refused, notSent = "not_sent", unknown }

    func setState(of engine: Engine, at now: Timestamp) {
        registry.set(Double(engine.policyCount), of: .init("evenkeel_policies"))
        registry.set(Double(engine.waitingApprovalCount), of: .init("evenkeel_approvals_waiting"))
        registry.set(Double(engine.engagedBrakeCount(at: now)), of: .init("evenkeel_brakes_engaged"))
    }

    func countEvaluation(_ quality: Quality) {
        registry.add(to: .init("evenkeel_signal_evaluations_total", ["quality": quality.rawValue]))
    }

    func countPhase(_ remediation: Remediation) {
        guard let phase = remediation.status?.phase else { return }
        registry.add(
            to: .init(
                "evenkeel_remediations_total",
                [
                    "action": remediation.spec.plan.action.rawValue, "phase": phase.rawValue,
                    "mode": remediation.spec.mode.rawValue,
                ]))
    }

    func countChange(_ outcome: ChangeOutcome, isDryRun: Bool) {
        registry.add(to: .init("evenkeel_changes_total", ["outcome": outcome.rawValue, "dry_run": "\(isDryRun)"]))
    }
}
