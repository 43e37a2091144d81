public import KubernetesTypes

/// What holds for many policies at once: a pause, budgets, the circuit breaker and freeze windows.
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
    /// Which namespaces it guards; none set means all.
    public var namespaceSelector: NamespaceSelector?
    /// `true` stops every change that was not yet sent, approved ones included.
    public var paused: Bool
    public var budgets: Budgets?
    public var circuitBreaker: CircuitBreaker?
    public var freezeWindows: [FreezeWindow]
    /// An Alertmanager whose silences hold changes of the workloads that they cover.
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

/// Counted from stored Remediations, so that a restart forgets nothing.
public struct Budgets: Sendable, Hashable, Codable {
    /// Remediations in flight under this guardrail.
    public var concurrent: Int?
    /// Remediations begun in the last sixty minutes.
    public var perHour: Int?

    public init(concurrent: Int? = nil, perHour: Int? = nil) {
        self.concurrent = concurrent
        self.perHour = perHour
    }
}

/// When much of the fleet looks bad at once, it is infrastructure: nothing is changed and people are called.
public struct CircuitBreaker: Sendable, Hashable, Codable {
    /// Above this share of the guarded targets.
    public var unhealthyTargets: Percentage
    /// With fewer targets than this the share says nothing.
    public var minimumTargets: Int
    /// Quiet time before the circuit breaker closes.
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

/// Where silences are read. A silence that covers a workload says that somebody knows, and is at work.
///
/// It covers a workload if all its matchers hold for the workload's labels: `namespace`; the workload's name as
/// `deployment` or `statefulset`, `workload`, `app`, `app_kubernetes_io_name`, `service` and `container`; and `labels`. Any
/// other label is empty, as in Alertmanager. So a silence of one alert by its `alertname` covers no workload.
public struct SilenceFreeze: Sendable, Hashable, Codable {
    /// The name of a MetricSource that is an Alertmanager.
    public var source: String
    /// What else is true of all guarded workloads, such as `cluster: prod-1`.
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
    /// Cron with five fields: the start of the window.
    public var schedule: String
    public var duration: TimeSpan
    /// IANA name, such as Europe/Berlin.
    public var timeZone: String
    /// What may go on because it lowers the risk.
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
