import Detection
import EvenkeelAPI
import KubernetesTypes

/// What is remembered of a guardrail's circuit breaker.
struct CircuitBreakerState: Sendable, Hashable {
    /// When more targets than allowed were last seen unhealthy.
    private(set) var lastTrippedAt: Timestamp?
    private(set) var worst = 0.0
    /// Since when it has been open without a break.
    private(set) var openedAt: Timestamp?

    init() {}

    /// As the guardrail's status has kept it, so that a successor holds what its predecessor held.
    init(_ stored: CircuitBreakerStatus, _ breaker: CircuitBreaker) {
        lastTrippedAt = stored.until - breaker.resetAfter.seconds
        worst = stored.unhealthy.fraction
        openedAt = stored.openedAt
    }

    /// - Parameters: how many of the guarded targets that were evaluated are unhealthy now.
    mutating func take(unhealthy: Int, of total: Int, _ breaker: CircuitBreaker, at now: Timestamp) {
        guard total >= max(1, breaker.minimumTargets) else { return }
        let share = Double(unhealthy) / Double(total)
        guard share > breaker.unhealthyTargets.fraction else { return }
        let wasOpen = isOpen(breaker, at: now)
        worst = wasOpen ? max(worst, share) : share
        openedAt = wasOpen ? openedAt : now
        lastTrippedAt = now
    }

    func isOpen(_ breaker: CircuitBreaker, at now: Timestamp) -> Bool { release(breaker).map { now < $0 } ?? false }

    private func release(_ breaker: CircuitBreaker) -> Timestamp? {
        lastTrippedAt.map { $0 + breaker.resetAfter.seconds }
    }

    /// For the guardrail's status; `nil` while it is closed.
    func status(_ breaker: CircuitBreaker, at now: Timestamp) -> CircuitBreakerStatus? {
        guard let until = release(breaker), now < until else { return nil }
        return CircuitBreakerStatus(unhealthy: Percentage(fraction: worst), openedAt: openedAt ?? now, until: until)
    }

    /// `nil` while the breaker is closed.
    func open(_ guardrail: Guardrail, at now: Timestamp) -> OpenCircuitBreaker? {
        guard let breaker = guardrail.spec.circuitBreaker, let until = release(breaker), now < until else { return nil }
        let share = NumberText.percent(worst)
        return OpenCircuitBreaker(
            message:
                "the circuit breaker of guardrail \(guardrail.metadata.name ?? "") is open: \(share) of the targets "
                + "were unhealthy at once, more than \(breaker.unhealthyTargets); this looks like infrastructure, "
                + "and people are needed",
            until: until)
    }
}

struct OpenCircuitBreaker: Sendable, Hashable, Codable {
    var message: String
    /// When it lets go, if nothing more happens and that is known.
    var until: Timestamp?
}
