import EvenkeelAPI
import EvenkeelEngine
import KubernetesTypes

/// The metrics of the operator. Each one is declared in the registry when it is made.
public struct OperatorMetrics: Sendable {
    public let registry: MetricsRegistry
    let signals: SignalMetrics
    let decisions: DecisionMetrics
    let process: ProcessMetrics

    static let requestSeconds = [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30]

    public init(version: String) {
        registry = MetricsRegistry()
        signals = SignalMetrics(registry)
        decisions = DecisionMetrics(registry)
        process = ProcessMetrics(registry, version: version)
        process.buildInfo.set(1, of: VersionLabels(version: version))
    }

    enum ChangeOutcome: String, CaseIterable { case done, refused, notSent = "not_sent", unknown }

    enum Queue: String, CaseIterable {
        /// Effects of the engine that are not complete, except evaluations.
        case effects
        case evaluations
        case events
        case spans

        static let dropping: [Queue] = [.events, .spans]
    }

    func setState(of engine: Engine, at now: Timestamp) {
        signals.policies.set(Double(engine.policyCount))
        decisions.approvalsWaiting.set(Double(engine.waitingApprovalCount))
        decisions.circuitBreakersOpen.set(Double(engine.openCircuitBreakerCount(at: now)))
    }

    func countChange(_ outcome: ChangeOutcome, isDryRun: Bool) {
        decisions.changes.add(to: ChangeLabels(outcome: outcome, isDryRun: isDryRun))
    }

    func setDepth(_ count: Int, of queue: Queue) {
        process.queueDepth.set(Double(count), of: QueueLabels(queue: queue))
    }

    /// - Parameter count: the number of items that were dropped since the start of the process.
    func setDropped(_ count: Int, of queue: Queue) {
        process.dropped.set(Double(count), of: QueueLabels(queue: queue))
    }
}
