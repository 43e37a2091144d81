public import KubernetesTypes

/// The status is written only when it changes.
public struct GuardrailStatus: Sendable, Hashable, Codable {
    public var observedGeneration: Int?
    public var conditions: [Condition]
    public var budgets: BudgetUse?
    public var freeze: OpenFreeze?
    /// A new leader continues from this state.
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

public struct BudgetUse: Sendable, Hashable, Codable {
    public var inFlight: Int
    public var lastHour: Int

    public init(inFlight: Int, lastHour: Int) {
        self.inFlight = inFlight
        self.lastHour = lastHour
    }
}

public struct OpenFreeze: Sendable, Hashable, Codable {
    public var window: String
    public var until: Timestamp

    public init(window: String, until: Timestamp) {
        self.window = window
        self.until = until
    }
}

public struct CircuitBreakerStatus: Sendable, Hashable, Codable {
    public var unhealthy: Percentage
    public var openedAt: Timestamp
    public var until: Timestamp

    public init(unhealthy: Percentage, openedAt: Timestamp, until: Timestamp) {
        self.unhealthy = unhealthy
        self.openedAt = openedAt
        self.until = until
    }
}
