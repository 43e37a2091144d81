import EvenkeelAPI
import EvenkeelEngine
import KubernetesTypes

/// Counts the observations and the decisions of the engine, from its observations and effects alone.
struct DecisionTally {
    private let metrics: OperatorMetrics
    private var signals = SignalTally()
    private var remediations = RemediationTally()
    private var gates = GateTally()
    private var unreachable: Set<String> = []
    /// Objects that existed before this replica became the leader are not counted.
    private var hasStarted = false

    init(metrics: OperatorMetrics) { self.metrics = metrics }

    /// - Parameter engine: after the step.
    mutating func take(_ observation: Observation, _ effects: [Effect], engine: Engine) {
        switch observation {
        case .started: hasStarted = true
        case .evaluated(let evaluation):
            signals.take(engine.evidence(of: evaluation.policy), of: evaluation.policy, metrics)
        case .policyDeleted(let key):
            signals.remove(key, metrics)
            gates.remove(key, metrics)
        case .remediationChanged(let remediation): remediations.take(remediation, isNews: hasStarted, metrics)
        case .remediationDeleted(let key): remediations.remove(key, metrics)
        case .metricSourceChanged(let source): sourceChanged(source.metadata.name ?? "", source.status)
        case .metricSourceDeleted(let name): sourceChanged(name, nil)
        default: break
        }
        for case .writePolicyStatus(_, let key, _, let status) in effects { gates.take(status, of: key, metrics) }
    }

    private mutating func sourceChanged(_ name: String, _ status: MetricSourceStatus?) {
        let condition = status?.conditions.first { $0.type == ConditionType.reachable }
        if condition?.status == .isFalse { unreachable.insert(name) } else { unreachable.remove(name) }
        metrics.signals.sourcesUnreachable.set(Double(unreachable.count))
    }
}
