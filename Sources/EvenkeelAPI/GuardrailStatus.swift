public import KubernetesTypes

/// What a guardrail does at present. Written only when it changes.
public struct GuardrailStatus: Sendable, Hashable, Codable {
    public var observedGeneration: Int?
    public var conditions: [Condition]
    /// Absent where the guardrail sets no budget.
    public var budgets: BudgetUse?
    /// Absent while no freeze window is open.
    public var freeze: OpenFreeze?
    /// Absent while the circuit breaker is closed. A successor of the process goes on from here.
    public var circuitBreaker: CircuitBreakerStatus?

    public init(
        observedGeneration: Int? = nil, conditions: [Condition] = [], budgets: BudgetUse? = nil,
        freeze: OpenFreeze? = nil, circuitBreaker: CircuitBreakerStatus? = nil
    ) {
        self.observedGeneration = observedGeneration
        self.conditions = conditions
        self.budgets = budgets
        self.freeze = freeze
        self.circuitBreaker = circuitBreaker
    }
}

/// How much of a guardrail's budgets is used.
public struct BudgetUse: Sendable, Hashable, Codable {
    /// Remediations in flight.
    public var inFlight: Int
    /// Remediations begun in the last sixty minutes.
    public var lastHour: Int

    public init(inFlight: Int, lastHour: Int) {
        self.inFlight = inFlight
        self.lastHour = lastHour
    }
}

public struct OpenFreeze: Sendable, Hashable, Codable {
    /// The name of the window.
    public var window: String
    public var until: Timestamp

    public init(window: String, until: Timestamp) {
        self.window = window
        self.until = until
    }
}

public struct CircuitBreakerStatus: Sendable, Hashable, Codable {
    /// The largest share of the guarded targets that was unhealthy at once.
    public var unhealthy: Percentage
    public var openedAt: Timestamp
    /// When it lets go, if nothing more happens; brought up to date about once a minute.
    public var until: Timestamp

    public init(unhealthy: Percentage, openedAt: Timestamp, until: Timestamp) {
        self.unhealthy = unhealthy
        self.openedAt = openedAt
        self.until = until
    }
}
