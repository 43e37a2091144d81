public import KubernetesTypes

/// What Evenkeel last saw of a policy. Written only when a verdict changes, or when `evenkeel.dev/refresh` asks.
public struct RemediationPolicyStatus: Sendable, Hashable, Codable {
    public var observedGeneration: Int?
    public var conditions: [Condition]
    public var health: Health
    public var signals: [Evidence]
    public var rules: [RuleStatus]
    /// Revisions of the target that were seen, newest last; at most 10.
    public var revisions: [RevisionEvidence]
    /// How the decisions of the kept Remediations look in hindsight.
    public var scorecard: Scorecard?
    /// The value of `evenkeel.dev/refresh` that these numbers answer.
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
    /// Derived: true when the policy is valid, its target is found and its signals can be read.
    public static let ready = "Ready"
    public static let targetFound = "TargetFound"
    public static let signalsReadable = "SignalsReadable"
    public static let valid = "Valid"
    /// False while a rule is triggered and its action refused: what stands against it does not pass by waiting.
    public static let actionable = "Actionable"
    /// Of a MetricSource: false while nobody gets an answer from it.
    public static let reachable = "Reachable"
    /// Of a Guardrail: true while its circuit breaker stops every change.
    public static let circuitBreaker = "CircuitBreaker"
    /// Of a Guardrail: true while one of its freeze windows is open.
    public static let frozen = "Frozen"
}

/// How good the data behind a signal is. Anything but `ok` is evidence for nothing.
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

/// Why a signal is `unavailable`.
public enum Unavailability: String, Sendable, Hashable, Codable, CaseIterable {
    /// The source answers, and refuses the query itself: asking again will not help.
    case queryRejected = "QueryRejected"
    /// There is no MetricSource of the name.
    case sourceMissing = "SourceMissing"
    /// The MetricSource does not allow the policy's namespace.
    case sourceNotAllowed = "SourceNotAllowed"
    /// The source was asked and gave no usable answer.
    case sourceUnreachable = "SourceUnreachable"
}

/// What one look at one signal found.
public struct Evidence: Sendable, Hashable, Codable {
    public var signal: String
    public var quality: Quality
    /// Of a signal that is `unavailable`: why, for programs.
    public var reason: Unavailability?
    /// That the signal is bad.
    public var confidence: Percentage
    public var isBad: Bool
    public var value: String?
    public var limit: String?
    /// What the value would be if all were well.
    public var expected: String?
    public var samples: Int?
    /// The sample's own time where it has one.
    public var observedAt: Timestamp
    /// One sentence for a tired person.
    public var explanation: String

    public init(
        signal: String, quality: Quality, reason: Unavailability? = nil,
        confidence: Percentage = Percentage(fraction: 0), isBad: Bool = false, value: String? = nil,
        limit: String? = nil, expected: String? = nil, samples: Int? = nil,
        observedAt: Timestamp, explanation: String
    ) {
        self.signal = signal
        self.quality = quality
        self.reason = reason
        self.confidence = confidence
        self.isBad = isBad
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
        /// The data is good and says that all is well.
        case quiet = "Quiet"
        /// The data does not say.
        case unknown = "Unknown"
        /// Bad, but a gate before planning holds, such as confidence or persistence.
        case watching = "Watching"
        /// Bad, sure and lasting: there is a Remediation, or a reason why not.
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
        /// Not now; evaluated again.
        case hold = "Hold"
        /// Not this plan, ever.
        case refuse = "Refuse"
    }

    public var name: String
    public var verdict: Verdict
    public var message: String
    /// When a hold ends by itself, if that is known.
    public var until: Timestamp?

    public init(name: String, verdict: Verdict, message: String, until: Timestamp? = nil) {
        self.name = name
        self.verdict = verdict
        self.message = message
        self.until = until
    }
}

/// How long a revision of the target was seen serving healthily.
public struct RevisionEvidence: Sendable, Hashable, Codable {
    public var revision: Int
    /// The `pod-template-hash` of its ReplicaSet.
    public var templateHash: String
    public var healthySince: Timestamp?
    /// The last time that its health was written down, not the last time that it was healthy.
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

/// Counts by grade, over the Remediations that are kept.
public struct Scorecard: Sendable, Hashable, Codable {
    public var remedied: Int
    public var selfHealed: Int
    public var persisted: Int
    public var worsened: Int
    public var personDidTheSame: Int
    public var personDidOther: Int
    /// All of it in words, without what is zero.
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
