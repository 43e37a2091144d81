public import KubernetesTypes

public struct Guardrail: EvenkeelResource {
    public static let resourceType = ownType("Guardrail", "guardrails", isNamespaced: false)
    public static let shortName = "grail"

    public var apiVersion = Self.apiVersion
    public var kind = Self.kind
    public var metadata: ObjectMeta
    public var spec: GuardrailSpec
    public var status: GuardrailStatus?

    public init(metadata: ObjectMeta, spec: GuardrailSpec, status: GuardrailStatus? = nil) {
        self.metadata = metadata
        self.spec = spec
        self.status = status
    }
}

public struct GuardrailSpec: Sendable, Hashable, Codable {
    public var namespaceSelector: NamespaceSelector?
    public var paused: Bool
    public var budgets: Budgets?
    public var circuitBreaker: CircuitBreaker?
    public var freezeWindows: [FreezeWindow]
    public var silences: SilenceFreeze?

    public init(
        namespaceSelector: NamespaceSelector? = nil, paused: Bool = false, budgets: Budgets? = nil,
        circuitBreaker: CircuitBreaker? = nil, freezeWindows: [FreezeWindow] = [],
        silences: SilenceFreeze? = nil
    ) {
        self.namespaceSelector = namespaceSelector
        self.paused = paused
        self.budgets = budgets
        self.circuitBreaker = circuitBreaker
        self.freezeWindows = freezeWindows
        self.silences = silences
    }
}

public struct NamespaceSelector: Sendable, Hashable, Codable {
    public var matchLabels: [String: String]

    public init(matchLabels: [String: String] = [:]) { self.matchLabels = matchLabels }
}

public struct Budgets: Sendable, Hashable, Codable {
    public var concurrent: Int?
    public var perHour: Int?

    public init(concurrent: Int? = nil, perHour: Int? = nil) {
        self.concurrent = concurrent
        self.perHour = perHour
    }
}

public struct CircuitBreaker: Sendable, Hashable, Codable {
    public var unhealthyTargets: Percentage
    public var minimumTargets: Int
    public var resetAfter: TimeSpan

    public init(
        unhealthyTargets: Percentage = Percentage(fraction: 0.3), minimumTargets: Int = 5,
        resetAfter: TimeSpan = .minutes(15)
    ) {
        self.unhealthyTargets = unhealthyTargets
        self.minimumTargets = minimumTargets
        self.resetAfter = resetAfter
    }
}

public struct SilenceFreeze: Sendable, Hashable, Codable {
    public var source: String
    public var labels: [String: String]

    public init(source: String, labels: [String: String] = [:]) {
        self.source = source
        self.labels = labels
    }
}

public struct FreezeWindow: Sendable, Hashable, Codable {
    public enum Exception: String, Sendable, Hashable, Codable, CaseIterable {
        case scaleUp = "ScaleUp"
        case restart = "Restart"
        case rollback = "Rollback"
    }

    public var name: String
    public var schedule: String
    public var duration: TimeSpan
    public var timeZone: String
    public var allow: [Exception]

    public init(
        name: String, schedule: String, duration: TimeSpan, timeZone: String = "Etc/UTC", allow: [Exception] = []
    ) {
        self.name = name
        self.schedule = schedule
        self.duration = duration
        self.timeZone = timeZone
        self.allow = allow
    }
}
