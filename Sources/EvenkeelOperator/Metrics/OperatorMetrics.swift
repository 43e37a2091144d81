import EvenkeelAPI
import EvenkeelEngine
import KubernetesTypes

/// The operator's own series. ``MetricFamily/all(version:)`` lists them.
public struct OperatorMetrics: Sendable {
    public let registry: MetricsRegistry

    public init(registry: MetricsRegistry = MetricsRegistry(), version: String) {
        self.registry = registry
        for family in MetricFamily.all(version: version) { registry.declare(family) }
        registry.set(1, of: .init("evenkeel_build_info", ["version": version]))
    }

    enum ChangeOutcome: String, CaseIterable { case done, refused, notSent = "not_sent", unknown }

    enum Queue: String, CaseIterable {
        /// What the engine wants done and is not done yet, looks apart.
        case effects
        case evaluations
        case events
        case spans

        static let dropping: [Queue] = [.events, .spans]
    }

    func setState(of engine: Engine, at now: Timestamp) {
        registry.set(Double(engine.policyCount), of: .init("evenkeel_policies"))
        registry.set(Double(engine.waitingApprovalCount), of: .init("evenkeel_approvals_waiting"))
        registry.set(Double(engine.openCircuitBreakerCount(at: now)), of: .init("evenkeel_circuit_breakers_open"))
    }

    func countChange(_ outcome: ChangeOutcome, isDryRun: Bool) {
        registry.add(to: .init("evenkeel_changes_total", ["outcome": outcome.rawValue, "dry_run": "\(isDryRun)"]))
    }

    func setDepth(_ count: Int, of queue: Queue) {
        registry.set(Double(count), of: .init("evenkeel_queue_depth", ["queue": queue.rawValue]))
    }

    /// - Parameter count: of all that was dropped since the process began.
    func setDropped(_ count: Int, of queue: Queue) {
        registry.set(Double(count), of: .init("evenkeel_dropped_total", ["queue": queue.rawValue]))
    }
}
