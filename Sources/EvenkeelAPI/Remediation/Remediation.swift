public import KubernetesTypes

public struct Remediation: EvenkeelResource {
    public static let resourceType = ownType("Remediation", "remediations")
    public static let shortName = "rem"

    public var apiVersion = Self.apiVersion
    public var kind = Self.kind
    public var metadata: ObjectMeta
    public var spec: RemediationSpec
    public var status: RemediationStatus?

    public init(metadata: ObjectMeta, spec: RemediationSpec, status: RemediationStatus? = nil) {
        self.metadata = metadata
        self.spec = spec
        self.status = status
    }
}

public struct RemediationSpec: Sendable, Hashable, Codable {
    public var policyRef: PolicyReference
    public var rule: String
    public var mode: Mode
    public var owner: String?
    public var serviceAccountName: String?
    public var targetRef: TargetReference
    public var targetBefore: TargetState?
    public var incidentStartedAt: Timestamp
    public var firstBadSampleAt: Timestamp?
    public var confidence: Percentage
    public var evidence: [Evidence]
    public var plan: Plan

    public init(
        policyRef: PolicyReference, rule: String, mode: Mode, owner: String?, serviceAccountName: String?,
        targetRef: TargetReference, targetBefore: TargetState? = nil, incidentStartedAt: Timestamp,
        firstBadSampleAt: Timestamp? = nil, confidence: Percentage, evidence: [Evidence], plan: Plan
    ) {
        self.policyRef = policyRef
        self.rule = rule
        self.mode = mode
        self.owner = owner
        self.serviceAccountName = serviceAccountName
        self.targetRef = targetRef
        self.targetBefore = targetBefore
        self.incidentStartedAt = incidentStartedAt
        self.firstBadSampleAt = firstBadSampleAt
        self.confidence = confidence
        self.evidence = evidence
        self.plan = plan
    }

    /// When the incident began, as exactly as it is known.
    public var badSince: Timestamp { firstBadSampleAt ?? incidentStartedAt }
}

public struct PolicyReference: Sendable, Hashable, Codable {
    public var name: String
    public var uid: String

    public init(name: String, uid: String) {
        self.name = name
        self.uid = uid
    }
}

public struct TargetState: Sendable, Hashable, Codable {
    public var template: String
    public var replicas: Int

    public init(template: String, replicas: Int) {
        self.template = template
        self.replicas = replicas
    }
}
