// Names and labels are public API; `docs/observability.md` is compared with them.

/// The metrics of policies, signals and MetricSources.
struct SignalMetrics: Sendable {
    /// The maximum number of signals that have their own series.
    static let listedSignals = 1000

    let policies: Metric<NoLabels>
    let policiesBlind: Metric<NoLabels>
    let policyEvaluations: Metric<NoLabels>
    let policyEvaluationDuration: Metric<NoLabels>
    let signalEvaluations: Metric<QualityLabels>
    let signalConfidence: Metric<SignalLabels>
    let signalUsable: Metric<SignalLabels>
    let signalsUnlisted: Metric<NoLabels>
    let sourcesUnreachable: Metric<NoLabels>
    let sourceRequests: Metric<RequestLabels>
    let sourceRequestDuration: Metric<VerbLabels>

    init(_ registry: MetricsRegistry) {
        let verb = MetricFamily.Label("verb", RequestMeter.sourceVerbs)
        policies = registry.gauge("evenkeel_policies", "Number of RemediationPolicies.")
        policiesBlind = registry.gauge(
            "evenkeel_policies_blind", "Number of RemediationPolicies without usable data for any signal.")
        policyEvaluations = registry.counter(
            "evenkeel_policy_evaluations_total", "Total number of policy evaluations.")
        policyEvaluationDuration = registry.histogram(
            "evenkeel_policy_evaluation_duration_seconds",
            "Duration of a policy evaluation in seconds, including queries.", buckets: OperatorMetrics.requestSeconds)
        signalEvaluations = registry.counter(
            "evenkeel_signal_evaluations_total", "Total number of signal evaluations, by data quality.")
        signalConfidence = registry.gauge(
            "evenkeel_signal_confidence_ratio",
            "Confidence that the signal is unhealthy at the last evaluation, from 0 to 1.", limit: Self.listedSignals)
        signalUsable = registry.gauge(
            "evenkeel_signal_usable", "1 if the signal had usable data at the last evaluation, else 0.",
            limit: Self.listedSignals)
        signalsUnlisted = registry.gauge(
            "evenkeel_signals_unlisted",
            "Number of signals without their own series because the limit of \(Self.listedSignals) is reached.")
        sourcesUnreachable = registry.gauge(
            "evenkeel_metric_sources_unreachable", "Number of MetricSources that are unreachable.")
        sourceRequests = registry.counter(
            "evenkeel_source_requests_total", "Total number of requests to MetricSources.",
            [verb] + RequestLabels.labels.dropFirst())
        sourceRequestDuration = registry.histogram(
            "evenkeel_source_request_duration_seconds", "Duration of requests to MetricSources in seconds.", [verb],
            buckets: OperatorMetrics.requestSeconds)
    }
}
