import EvenkeelAPI
import KubernetesTypes

/// The life of one Guardrail in this process: its circuit breaker, and the write of its status.
struct GuardrailMachine: Sendable {
    enum State: Sendable, Hashable {
        case idle
        case writing(GuardrailStatus)
    }

    enum Event: Sendable {
        case stored(Guardrail)
        /// How many of the guarded targets that were evaluated are unhealthy now.
        case counted(unhealthy: Int, of: Int)
        /// What the status should say now.
        case reported(GuardrailStatus)
        case statusWritten(Outcome)
    }

    enum Action: Sendable, Hashable {
        /// What it asks for has changed: those that it guards decide again.
        case decideAgain
        case circuitBreakerOpened(OpenCircuitBreaker)
        case write(GuardrailStatus, uid: String)
    }

    private(set) var guardrail: Guardrail
    private(set) var state = State.idle
    private var circuitBreaker: CircuitBreakerState?

    init(_ guardrail: Guardrail) {
        self.guardrail = guardrail
        restoreCircuitBreaker()
    }

    /// An answer that the state does not wait for belongs to an object that was replaced.
    mutating func handle(_ event: Event, now: Timestamp) -> [Action] {
        switch (state, event) {
        case (_, .stored(let newer)): stored(newer)
        case (_, .counted(let unhealthy, let total)): counted(unhealthy, of: total, now)
        case (.idle, .reported(let status)): reported(status)
        case (.writing(let status), .statusWritten(let outcome)): written(status, outcome)
        // One write at a time; the next report compares again.
        case (.writing, .reported): []
        case (.idle, .statusWritten): []
        }
    }

    private mutating func stored(_ newer: Guardrail) -> [Action] {
        guard !newer.metadata.isOlder(than: guardrail.metadata) else { return [] }
        let isNewSpec = newer.spec != guardrail.spec
        guardrail = newer
        restoreCircuitBreaker()
        return isNewSpec ? [.decideAgain] : []
    }

    /// What a predecessor counted holds until its time is over.
    private mutating func restoreCircuitBreaker() {
        guard circuitBreaker == nil, let breaker = guardrail.spec.circuitBreaker,
            let stored = guardrail.status?.circuitBreaker
        else { return }
        circuitBreaker = CircuitBreakerState(stored, breaker)
    }

    private mutating func counted(_ unhealthy: Int, of total: Int, _ now: Timestamp) -> [Action] {
        guard let breaker = guardrail.spec.circuitBreaker else {
            circuitBreaker = nil
            return []
        }
        var memory = circuitBreaker ?? CircuitBreakerState()
        let wasOpen = memory.isOpen(breaker, at: now)
        memory.take(unhealthy: unhealthy, of: total, breaker, at: now)
        circuitBreaker = memory
        guard !wasOpen, let open = openCircuitBreaker(at: now) else { return [] }
        return [.circuitBreakerOpened(open)]
    }

    private mutating func reported(_ status: GuardrailStatus) -> [Action] {
        guard let uid = guardrail.metadata.uid, status.saysMore(than: guardrail.status) else { return [] }
        state = .writing(status)
        return [.write(status, uid: uid)]
    }

    private mutating func written(_ status: GuardrailStatus, _ outcome: Outcome) -> [Action] {
        state = .idle
        if case .done = outcome { guardrail.status = status }
        return []
    }

    /// `nil` while it is closed.
    func openCircuitBreaker(at now: Timestamp) -> OpenCircuitBreaker? { circuitBreaker?.open(guardrail, at: now) }

    /// For the status; `nil` while it is closed.
    func circuitBreakerStatus(at now: Timestamp) -> CircuitBreakerStatus? {
        guardrail.spec.circuitBreaker.flatMap { circuitBreaker?.status($0, at: now) }
    }
}
