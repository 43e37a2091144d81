public import KubernetesTypes

/// One workload, the signals that judge it, the rules that act, and how far Evenkeel may go. Written by people.
public struct RemediationPolicy: EvenkeelResource {
    public static let resourceType = ownType("RemediationPolicy", "remediationpolicies")
    public static let shortName = "rpol"

    public var apiVersion = Self.apiVersion
    public var kind = Self.kind
    public var metadata: ObjectMeta
    public var spec: RemediationPolicySpec
    public var status: RemediationPolicyStatus?

    public init(metadata: ObjectMeta, spec: RemediationPolicySpec, status: RemediationPolicyStatus? = nil) {
        self.metadata = metadata
        self.spec = spec
        self.status = status
    }
}

/// The ladder: each rung shows more and does more than the one before.
public enum Mode: String, Sendable, Hashable, Codable, CaseIterable {
    /// Judges the signals and says so in status.
    case observe = "Observe"
    /// Also plans, tries the change as a server-side dry run, and grades what it would have done.
    case shadow = "Shadow"
    /// Also acts, after a person has approved the plan.
    case suggest = "Suggest"
    /// Acts by itself where the rule's approval lets it.
    case automatic = "Automatic"
}

public struct RemediationPolicySpec: Sendable, Hashable, Codable {
    public var mode: Mode
    /// `true` stops every change of this policy that was not yet sent.
    public var suspend: Bool
    /// Who answers for it; required from Suggest on.
    public var owner: String?
    public var targetRef: TargetReference
    /// In the policy's own namespace; changes are made as this account. Required from Suggest on.
    public var serviceAccountName: String?
    /// Between two evaluations.
    public var interval: TimeSpan
    /// Ready pods of the target that must remain while an action takes others away, 0...10000.
    public var minimumReady: Int
    public var signals: [Signal]
    public var rules: [Rule]
    /// How long after the decision the outcome is graded.
    public var gradeWithin: TimeSpan
    public var history: History

    public init(
        mode: Mode = .shadow, suspend: Bool = false, owner: String? = nil, targetRef: TargetReference,
        serviceAccountName: String? = nil, interval: TimeSpan = .seconds(30), minimumReady: Int = 1,
        signals: [Signal], rules: [Rule],
        gradeWithin: TimeSpan = .minutes(60), history: History = History()
    ) {
        self.mode = mode
        self.suspend = suspend
        self.owner = owner
        self.targetRef = targetRef
        self.serviceAccountName = serviceAccountName
        self.interval = interval
        self.minimumReady = minimumReady
        self.signals = signals
        self.rules = rules
        self.gradeWithin = gradeWithin
        self.history = history
    }
}

/// The workload that a policy is about, in the policy's own namespace.
public struct TargetReference: Sendable, Hashable, Codable {
    public var apiVersion: String
    public var kind: WorkloadKind
    public var name: String
    /// Set in a Remediation; a policy's target has none.
    public var uid: String?

    public init(apiVersion: String = "apps/v1", kind: WorkloadKind = .deployment, name: String, uid: String? = nil) {
        self.apiVersion = apiVersion
        self.kind = kind
        self.name = name
        self.uid = uid
    }
}

public enum WorkloadKind: String, Sendable, Hashable, Codable, CaseIterable {
    case deployment = "Deployment"
    case statefulSet = "StatefulSet"
    /// Of Argo Rollouts.
    case rollout = "Rollout"

    public var resourceType: ResourceType {
        switch self {
        case .deployment: .deployments
        case .statefulSet: .statefulSets
        case .rollout: .rollouts
        }
    }
}

/// How many finished Remediations of the policy are kept, and for how long. What is in flight is always kept.
public struct History: Sendable, Hashable, Codable {
    /// 1...100.
    public var limit: Int
    public var keepFor: TimeSpan

    public init(limit: Int = 20, keepFor: TimeSpan = .hours(720)) {
        self.limit = limit
        self.keepFor = keepFor
    }
}
