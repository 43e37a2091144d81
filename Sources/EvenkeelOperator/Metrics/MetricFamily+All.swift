import EvenkeelAPI
import EvenkeelEngine

// Names and labels are public API; `docs/observability.md` is compared with them.
extension MetricFamily {
    static func all(version: String) -> [MetricFamily] { seeing + deciding + doing + itself(version) }

    /// Signals with series of their own, at most.
    static let listedSignals = 1000

    private static let ofSignal = [Label("namespace"), Label("policy"), Label("signal")]
    private static let requestSeconds = [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30]
    private static let incidentSeconds: [Double] = [5, 10, 30, 60, 120, 300, 600, 1800, 3600, 14_400]

    private static let action = Label("action", ActionKind.allCases.map(\.rawValue))
    private static let gate = Label("gate", Engine.gateNames)
    private static let code = Label("code", RequestMeter.codes)

    private static let seeing = [
        MetricFamily(kind: .gauge, name: "evenkeel_policies", help: "Policies that are known."),
        MetricFamily(
            kind: .gauge, name: "evenkeel_policies_blind",
            help: "Policies whose last evaluation had usable data for none of their signals."),
        MetricFamily(kind: .counter, name: "evenkeel_policy_evaluations_total", help: "Looks at policies."),
        MetricFamily(
            kind: .histogram, name: "evenkeel_policy_evaluation_duration_seconds",
            help: "What an evaluation took, all its queries included.",
            buckets: requestSeconds),
        MetricFamily(
            kind: .counter, name: "evenkeel_signal_evaluations_total",
            help: "Signals judged, by the quality of their data.",
            labels: [Label("quality", Quality.allCases.map(\.rawValue))]),
        MetricFamily(
            kind: .gauge, name: "evenkeel_signal_confidence_ratio",
            help: "Confidence that the signal is bad, from 0 to 1, at the last evaluation.", labels: ofSignal,
            limit: listedSignals),
        MetricFamily(
            kind: .gauge, name: "evenkeel_signal_usable",
            help: "1 where the signal's data was good at the last evaluation, otherwise 0.", labels: ofSignal,
            limit: listedSignals),
        MetricFamily(
            kind: .gauge, name: "evenkeel_signals_unlisted",
            help: "Signals beyond the first \(listedSignals), which have no series of their own."),
        MetricFamily(
            kind: .gauge, name: "evenkeel_metric_sources_unreachable",
            help: "MetricSources that nobody gets an answer from."),
        MetricFamily(
            kind: .counter, name: "evenkeel_source_requests_total", help: "Requests to MetricSources.",
            labels: [Label("verb", RequestMeter.sourceVerbs), code]),
        MetricFamily(
            kind: .histogram, name: "evenkeel_source_request_duration_seconds",
            help: "What requests to MetricSources took.", labels: [Label("verb", RequestMeter.sourceVerbs)],
            buckets: requestSeconds),
    ]

    private static let deciding = [
        MetricFamily(
            kind: .counter, name: "evenkeel_gate_verdicts_total",
            help: "Verdicts that gates came to on rules whose signals are bad, each counted when it changes.",
            labels: [gate, Label("verdict", GateStatus.Verdict.allCases.map(\.rawValue))]),
        MetricFamily(
            kind: .gauge, name: "evenkeel_rules_held",
            help: "Rules whose signals are bad and that the gate holds or refuses now.", labels: [gate]),
        MetricFamily(
            kind: .counter, name: "evenkeel_remediations_total",
            help: "Remediations that entered a phase, counted when it is stored.",
            labels: [
                action, Label("phase", Phase.allCases.map(\.rawValue)), Label("mode", Mode.allCases.map(\.rawValue)),
            ]),
        MetricFamily(
            kind: .gauge, name: "evenkeel_remediations_open", help: "Remediations that are in a phase which is no end.",
            labels: [Label("phase", Phase.allCases.filter { !$0.isFinal }.map(\.rawValue))]),
        MetricFamily(
            kind: .gauge, name: "evenkeel_approvals_waiting", help: "Remediations that wait for a person's approval."),
        MetricFamily(
            kind: .gauge, name: "evenkeel_circuit_breakers_open",
            help: "Guardrails whose circuit breaker holds every change."),
        MetricFamily(
            kind: .histogram, name: "evenkeel_time_to_decision_seconds",
            help: "From the first bad evaluation of an incident to its Remediation.", labels: [action],
            buckets: incidentSeconds),
    ]

    private static let doing = [
        MetricFamily(
            kind: .counter, name: "evenkeel_changes_total", help: "Changes sent to the cluster.",
            labels: [
                Label("outcome", OperatorMetrics.ChangeOutcome.allCases.map(\.rawValue)),
                Label("dry_run", ["true", "false"]),
            ]),
        MetricFamily(
            kind: .gauge, name: "evenkeel_audit_log_blocked",
            help: "1 while the audit log cannot be written, so that no change is sent."),
        MetricFamily(
            kind: .histogram, name: "evenkeel_time_to_change_seconds",
            help: "From the first bad evaluation of an incident to the change.", labels: [action],
            buckets: incidentSeconds),
        MetricFamily(
            kind: .histogram, name: "evenkeel_time_to_recovery_seconds",
            help: "From the first bad evaluation of an incident that was changed for to the recovery of its signals.",
            labels: [action], buckets: incidentSeconds),
    ]

    private static func itself(_ version: String) -> [MetricFamily] {
        [
            MetricFamily(kind: .gauge, name: "evenkeel_leader", help: "1 while this replica leads."),
            MetricFamily(
                kind: .gauge, name: "evenkeel_build_info", help: "Always 1.", labels: [Label("version", [version])]),
            MetricFamily(
                kind: .counter, name: "evenkeel_api_requests_total", help: "Requests to the Kubernetes API.",
                labels: [Label("verb", RequestMeter.apiVerbs), code]),
            MetricFamily(
                kind: .histogram, name: "evenkeel_api_request_duration_seconds",
                help: "What requests to the Kubernetes API took; of watches, until they were open.",
                labels: [Label("verb", RequestMeter.apiVerbs)], buckets: requestSeconds),
            MetricFamily(
                kind: .gauge, name: "evenkeel_queue_depth", help: "What waits or is under way.",
                labels: [Label("queue", OperatorMetrics.Queue.allCases.map(\.rawValue))]),
            MetricFamily(
                kind: .counter, name: "evenkeel_dropped_total",
                help: "What was given up because a queue was full or nobody took it.",
                labels: [Label("queue", OperatorMetrics.Queue.dropping.map(\.rawValue))]),
            MetricFamily(kind: .counter, name: "process_cpu_seconds_total", help: "User and system time."),
            MetricFamily(kind: .gauge, name: "process_resident_memory_bytes", help: "Resident memory."),
            MetricFamily(kind: .gauge, name: "process_open_fds", help: "Open file descriptors."),
            MetricFamily(
                kind: .gauge, name: "process_start_time_seconds", help: "When the process began, in seconds since 1970."
            ),
        ]
    }
}
