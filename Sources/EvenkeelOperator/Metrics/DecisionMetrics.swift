import EvenkeelAPI

/// The metrics of gates, Remediations and changes.
struct DecisionMetrics: Sendable {
    let gateVerdicts: Metric<GateVerdictLabels>
    let rulesHeld: Metric<GateLabels>
    let remediations: Metric<RemediationLabels>
    let remediationsOpen: Metric<PhaseLabels>
    let approvalsWaiting: Metric<NoLabels>
    let circuitBreakersOpen: Metric<NoLabels>
    let timeToDecision: Metric<ActionLabels>
    let changes: Metric<ChangeLabels>
    let auditLogBlocked: Metric<NoLabels>
    let timeToChange: Metric<ActionLabels>
    let timeToRecovery: Metric<ActionLabels>

    private static let incidentSeconds: [Double] = [5, 10, 20, 30, 60, 120, 300, 600, 1800, 3600, 14_400]

    init(_ registry: MetricsRegistry) {
        gateVerdicts = registry.counter(
            "evenkeel_gate_verdicts_total",
            "Total number of gate verdict changes, for rules with unhealthy signals.")
        rulesHeld = registry.gauge(
            "evenkeel_rules_held", "Number of rules with unhealthy signals that the gate currently holds or refuses.")
        remediations = registry.counter(
            "evenkeel_remediations_total",
            "Total number of phase transitions of Remediations, counted after the phase is stored.")
        remediationsOpen = registry.gauge(
            "evenkeel_remediations_open", "Number of Remediations in a non-terminal phase, by phase.",
            [MetricFamily.Label("phase", Phase.allCases.filter { !$0.isFinal }.map(\.rawValue))])
        approvalsWaiting = registry.gauge(
            "evenkeel_approvals_waiting", "Number of Remediations that wait for approval.")
        circuitBreakersOpen = registry.gauge(
            "evenkeel_circuit_breakers_open", "Number of Guardrails with an open circuit breaker.")
        timeToDecision = registry.histogram(
            "evenkeel_time_to_decision_seconds",
            "Time from the first bad sample of an incident to its Remediation in seconds.",
            buckets: Self.incidentSeconds)
        changes = registry.counter("evenkeel_changes_total", "Total number of changes sent to the cluster.")
        auditLogBlocked = registry.gauge(
            "evenkeel_audit_log_blocked",
            "1 if the audit log cannot be written; Evenkeel sends no changes while it is 1.")
        timeToChange = registry.histogram(
            "evenkeel_time_to_change_seconds",
            "Time from the first bad sample of an incident to the change in seconds.",
            buckets: Self.incidentSeconds)
        timeToRecovery = registry.histogram(
            "evenkeel_time_to_recovery_seconds",
            "Time from the first bad sample of an incident with a change to the recovery of its signals in seconds.",
            buckets: Self.incidentSeconds)
    }
}
