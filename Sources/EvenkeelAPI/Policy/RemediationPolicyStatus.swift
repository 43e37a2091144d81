public import KubernetesTypes

public struct RemediationPolicyStatus: Sendable, Hashable, Codable {
    public var observedGeneration: Int?
    public var conditions: [Condition]
    public var health: Health
    public var signals: [Evidence]
    public var rules: [RuleStatus]
    public var revisions: [RevisionEvidence]
    public var scorecard: Scorecard?
    public var refreshed: String?

    public init(
        observedGeneration: Int? = nil, conditions: [Condition] = [], health: Health = .unknown,
        signals: [Evidence] = [], rules: [RuleStatus] = [], revisions: [RevisionEvidence] = [],
        scorecard: Scorecard? = nil, refreshed: String? = nil
    ) {
        self.observedGeneration = observedGeneration
        self.conditions = conditions
        self.health = health
        self.signals = signals
        self.rules = rules
        self.revisions = revisions
        self.scorecard = scorecard
        self.refreshed = refreshed
    }
}

public enum Health: String, Sendable, Hashable, Codable, CaseIterable {
    case healthy = "Healthy"
    case unhealthy = "Unhealthy"
    case unknown = "Unknown"
}

public enum ConditionType {
    /// Derived: true if the policy is valid, its target exists and its signals can be read.
    public static let ready = "Ready"
    public static let targetFound = "TargetFound"
    public static let signalsReadable = "SignalsReadable"
    public static let valid = "Valid"
    /// False while a rule is triggered and a gate refuses its action. Such a gate does not pass by waiting.
    public static let actionable = "Actionable"
    /// For a MetricSource: false while it is unreachable.
    public static let reachable = "Reachable"
    /// For a Guardrail: true while its circuit breaker stops every change.
    public static let circuitBreaker = "CircuitBreaker"
    /// For a Guardrail: true while one of its freeze windows is open.
    public static let frozen = "Frozen"
}

/// The quality of the data behind a signal. Evenkeel ignores a signal whose quality is not `ok`.
public enum Quality: String, Sendable, Hashable, Codable, CaseIterable {
    case ok = "Ok"
    case empty = "Empty"
    case notFinite = "NotFinite"
    case stale = "Stale"
    case gap = "Gap"
    case thin = "Thin"
    case ambiguous = "Ambiguous"
    case partial = "Partial"
    case unavailable = "Unavailable"
}

/// The reason for the quality `unavailable`.
public enum Unavailability: String, Sendable, Hashable, Codable, CaseIterable {
    case queryRejected = "QueryRejected"
    case sourceMissing = "SourceMissing"
    case sourceNotAllowed = "SourceNotAllowed"
    case sourceUnreachable = "SourceUnreachable"
}

public struct Evidence: Sendable, Hashable, Codable {
    public var signal: String
    public var quality: Quality
    public var reason: Unavailability?
    public var confidence: Percentage
    public var isBad: Bool
    /// `nil` for false.
    public var isNotice: Bool?
    public var value: String?
    public var limit: String?
    public var expected: String?
    public var samples: Int?
    public var observedAt: Timestamp
    public var explanation: String

    public init(
        signal: String, quality: Quality, reason: Unavailability? = nil,
        confidence: Percentage = Percentage(fraction: 0), isBad: Bool = false, isNotice: Bool? = nil,
        value: String? = nil,
        limit: String? = nil, expected: String? = nil, samples: Int? = nil,
        observedAt: Timestamp, explanation: String
    ) {
        self.signal = signal
        self.quality = quality
        self.reason = reason
        self.confidence = confidence
        self.isBad = isBad
        self.isNotice = isNotice
        self.value = value
        self.limit = limit
        self.expected = expected
        self.samples = samples
        self.observedAt = observedAt
        self.explanation = explanation
    }
}

public struct RuleStatus: Sendable, Hashable, Codable {
    public enum Verdict: String, Sendable, Hashable, Codable, CaseIterable {
        case quiet = "Quiet"
        case unknown = "Unknown"
        case watching = "Watching"
        case triggered = "Triggered"
    }

    public var name: String
    public var verdict: Verdict
    public var confidence: Percentage?
    public var message: String
    public var gates: [GateStatus]

    public init(
        name: String, verdict: Verdict, confidence: Percentage? = nil, message: String, gates: [GateStatus] = []
    ) {
        self.name = name
        self.verdict = verdict
        self.confidence = confidence
        self.message = message
        self.gates = gates
    }
}

public struct GateStatus: Sendable, Hashable, Codable {
    public enum Verdict: String, Sendable, Hashable, Codable, CaseIterable {
        case pass = "Pass"
        case hold = "Hold"
        case refuse = "Refuse"
    }

    public var name: GateName
    public var verdict: Verdict
    public var reason: GateReason?
    public var message: String
    public var until: Timestamp?

    public init(
        name: GateName, verdict: Verdict, reason: GateReason? = nil, message: String, until: Timestamp? = nil
    ) {
        self.name = name
        self.verdict = verdict
        self.reason = reason
        self.message = message
        self.until = until
    }
}

public struct RevisionEvidence: Sendable, Hashable, Codable {
    public var revision: Int
    public var templateHash: String
    public var healthySince: Timestamp?
    public var healthyUntil: Timestamp?

    public init(
        revision: Int, templateHash: String, healthySince: Timestamp? = nil, healthyUntil: Timestamp? = nil
    ) {
        self.revision = revision
        self.templateHash = templateHash
        self.healthySince = healthySince
        self.healthyUntil = healthyUntil
    }
}

public struct Scorecard: Sendable, Hashable, Codable {
    public var remedied: Int
    public var selfHealed: Int
    public var persisted: Int
    public var worsened: Int
    public var personDidTheSame: Int
    public var personDidOther: Int
    public var summary: String

    public init(
        remedied: Int = 0, selfHealed: Int = 0, persisted: Int = 0, worsened: Int = 0, personDidTheSame: Int = 0,
        personDidOther: Int = 0
    ) {
        self.remedied = remedied
        self.selfHealed = selfHealed
        self.persisted = persisted
        self.worsened = worsened
        self.personDidTheSame = personDidTheSame
        self.personDidOther = personDidOther
        let counts: [(Grade, Int)] = [
            (.remedied, remedied), (.selfHealed, selfHealed), (.persisted, persisted), (.worsened, worsened),
            (.personDidTheSame, personDidTheSame), (.personDidOther, personDidOther),
        ]
        summary = counts.filter { $0.1 > 0 }.map { "\($0.1) \($0.0.rawValue)" }.joined(separator: ", ")
    }
}
