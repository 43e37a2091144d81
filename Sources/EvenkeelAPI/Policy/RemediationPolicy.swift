public import KubernetesTypes

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

/// Each mode does everything that the mode before it does, and more.
public enum Mode: String, Sendable, Hashable, Codable, CaseIterable {
    case observe = "Observe"
    case shadow = "Shadow"
    case suggest = "Suggest"
    case automatic = "Automatic"

    /// Whether a policy of this mode may change its target, with or without an approval.
    public var changesTarget: Bool {
        switch self {
        case .observe, .shadow: false
        case .suggest, .automatic: true
        }
    }
}

public struct RemediationPolicySpec: Sendable, Hashable, Codable {
    public var mode: Mode
    public var suspend: Bool
    public var owner: String?
    public var targetRef: TargetReference
    public var serviceAccountName: String?
    public var interval: TimeSpan
    public var minimumReady: Int
    public var signals: [Signal]
    public var rules: [Rule]
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

public struct TargetReference: Sendable, Hashable, Codable {
    public var apiVersion: String
    public var kind: WorkloadKind
    public var name: String
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
    case rollout = "Rollout"

    public var resourceType: ResourceType {
        switch self {
        case .deployment: .deployments
        case .statefulSet: .statefulSets
        case .rollout: .rollouts
        }
    }
}

public struct History: Sendable, Hashable, Codable {
    public var limit: Int
    public var keepFor: TimeSpan

    public init(limit: Int = 20, keepFor: TimeSpan = .hours(720)) {
        self.limit = limit
        self.keepFor = keepFor
    }
}
