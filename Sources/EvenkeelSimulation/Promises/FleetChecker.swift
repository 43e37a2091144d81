import EvenkeelAPI
import EvenkeelEngine
import KubernetesTypes

/// S11: one remediation in progress for each target, no more than guardrails allow, and none if much of the fleet is
/// unhealthy at once.
final class FleetChecker: PromiseChecker {
    private let history: StoredRemediations
    private let clock: SimulationClock
    private let journal: Journal

    init(history: StoredRemediations, clock: SimulationClock, journal: Journal) {
        self.history = history
        self.clock = clock
        self.journal = journal
    }

    func sent(_ change: ClusterChange, for remediation: Remediation) {
        guard change.purpose != .undo else { return }
        let target = remediation.spec.targetRef
        let other = history.remediations.values.first { other in
            other.metadata.uid != remediation.metadata.uid && other.spec.targetRef.name == target.name
                && (other.status?.phase.isInFlight == true || other.status?.intents.last?.outcome == .pending)
        }
        guard let other else { return }
        journal.breach(.s11, "single flight", "\(change.remediation) changes \(target.name) beside \(other.key)")
    }

    /// The guardrails' budgets, counted from what is stored.
    func reported(_ report: StatusReport) {
        guard report.status.phase == .executing, report.old?.phase != .executing else { return }
        let others = history.remediations.values.filter { $0.metadata.uid != report.remediation.metadata.uid }
        let now = report.process.clock(clock.now)
        for guardrail in report.process.delivered.guardrails.values {
            checkConcurrency(guardrail, report, others)
            checkRate(guardrail, report, others, now: now)
        }
    }

    private func checkConcurrency(_ guardrail: Guardrail, _ report: StatusReport, _ others: [Remediation]) {
        guard let limit = guardrail.spec.budgets?.concurrent else { return }
        let count = others.count { $0.status?.phase.isInFlight == true }
        guard count >= limit else { return }
        journal.breach(
            .s11, "concurrency",
            "\(report.remediation.key) begins beside \(count) others; \(limit) are allowed")
    }

    private func checkRate(_ guardrail: Guardrail, _ report: StatusReport, _ others: [Remediation], now: Timestamp) {
        guard let limit = guardrail.spec.budgets?.perHour else { return }
        // Well within the hour: clocks differ.
        let count = others.count { other in
            other.status?.intents.first { $0.purpose != .undo && $0.outcome == .done }
                .map { now - $0.at >= 0 && now - $0.at < 3000 } ?? false
        }
        guard count >= limit else { return }
        journal.breach(
            .s11, "rate", "\(report.remediation.key) begins after \(count) others; \(limit) an hour are allowed")
    }

    /// Too much of the fleet is unhealthy at once, by the newest evaluations that were answered in the last quarter of an
    /// hour.
    func wanted(_ wish: WantedChange) {
        guard wish.rule != nil else { return }
        for guardrail in wish.process.delivered.guardrails.values {
            guard let breaker = guardrail.spec.circuitBreaker else { continue }
            let isUnhealthy = unhealthyTargets(wish.process)
            let count = isUnhealthy.values.count(where: \.self)
            guard isUnhealthy.count >= max(1, breaker.minimumTargets),
                Double(count) > breaker.unhealthyTargets.fraction * Double(isUnhealthy.count)
            else { continue }
            journal.breach(
                .s11, "circuit breaker",
                "\(wish.change.remediation) changed while \(count) of \(isUnhealthy.count) targets were unhealthy")
        }
    }

    private func unhealthyTargets(_ process: Operator) -> [String: Bool] {
        var isUnhealthy: [String: Bool] = [:]
        let delivered = process.delivered
        for (key, policy) in delivered.policies where !delivered.invalid.contains(key) {
            guard let evaluation = delivered.evaluations[key]?.last else { continue }
            let target = policy.spec.targetRef.name
            let isRecent = process.clock(clock.now) - evaluation.at < 900
            isUnhealthy[target] =
                (isUnhealthy[target] ?? false) || isRecent && evaluation.verdicts.values.contains(.bad)
        }
        return isUnhealthy
    }
}
