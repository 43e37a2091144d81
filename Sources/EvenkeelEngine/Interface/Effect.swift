public import EvenkeelAPI
public import JSONValue
public import KubernetesTypes

/// What the engine wants done. A shell does it, says what came of it, and decides nothing.
public enum Effect: Sendable, Hashable {
    case evaluate(EvaluationRequest)
    /// - Parameter decision: the proposal, as the audit log names it.
    case createRemediation(EffectID, Remediation, decision: String?)
    /// The status subresource, only if the object still has this resource version.
    case writeRemediationStatus(EffectID, Remediation)
    case deleteRemediation(ObjectKey, uid: String)
    /// The whole status subresource, whoever wrote it before.
    case writePolicyStatus(EffectID, ObjectKey, uid: String, RemediationPolicyStatus)
    /// The whole status subresource of a MetricSource, whoever wrote it before.
    case writeMetricSourceStatus(EffectID, name: String, uid: String, MetricSourceStatus)
    /// The whole status subresource of the guardrail of this name.
    case writeGuardrailStatus(EffectID, String, uid: String, GuardrailStatus)
    case change(EffectID, ClusterChange)
    /// Read an object again, from the API server and not from a cache.
    case read(EffectID, ObjectReference)
    case recordEvent(EventRecord)
    /// A line for the audit log. What a step audits stands before what it does.
    case audit(AuditEntry)
}

/// A write to somebody else's object: the only kind that can do harm.
public struct ClusterChange: Sendable, Hashable {
    public enum Write: Sendable, Hashable {
        /// A JSON patch that tests the uid and every field that it replaces.
        case patch(ObjectReference, JSONPatch)
        /// The same, through the status subresource.
        case patchStatus(ObjectReference, JSONPatch)
        /// Through the Eviction API, with the uid as a precondition.
        case evict(ObjectKey, uid: String)
        /// A new object; one of the same name is left alone.
        case create(ObjectReference, JSON)
        /// Only the object of this uid.
        case delete(ObjectReference, uid: String)
    }

    public var write: Write
    /// Server-side dry run: everything is checked and nothing is stored.
    public var isDryRun: Bool
    public var remediation: ObjectKey
    public var remediationUID: String
    public var purpose: Intent.Purpose
    /// In the remediation's namespace; the change is made as this account. `nil` is the operator itself.
    public var serviceAccountName: String?
    /// The decision that it carries out, as the audit log names it.
    public var decision: String?

    public init(
        write: Write, isDryRun: Bool, remediation: ObjectKey, remediationUID: String, purpose: Intent.Purpose,
        serviceAccountName: String?, decision: String? = nil
    ) {
        self.write = write
        self.isDryRun = isDryRun
        self.remediation = remediation
        self.remediationUID = remediationUID
        self.purpose = purpose
        self.serviceAccountName = serviceAccountName
        self.decision = decision
    }
}

public struct ObjectReference: Sendable, Hashable {
    public var apiVersion: String
    public var kind: String
    public var key: ObjectKey

    public init(apiVersion: String, kind: String, key: ObjectKey) {
        self.apiVersion = apiVersion
        self.kind = kind
        self.key = key
    }

    /// The content as this object: of its kind, under its name, whatever the content says itself.
    public func object(_ content: JSON) -> KubernetesObject {
        var json = content
        json["apiVersion"] = .string(apiVersion)
        json["kind"] = .string(kind)
        json.set(.string(key.name), at: "metadata", "name")
        json.set(key.namespace.map(JSON.string), at: "metadata", "namespace")
        return KubernetesObject(json)
    }
}

public struct EventRecord: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable {
        case normal = "Normal"
        case warning = "Warning"
    }

    public var kind: Kind
    /// Part of the public API.
    public var reason: String
    public var message: String
    public var action: String
    public var regarding: ObjectReference
    public var regardingUID: String
    public var related: ObjectReference?
    /// The decision that it tells of, as the audit log names it.
    public var decision: String?

    public init(
        kind: Kind, reason: String, message: String, action: String, regarding: ObjectReference, regardingUID: String,
        related: ObjectReference? = nil, decision: String? = nil
    ) {
        self.kind = kind
        self.reason = reason
        self.message = message
        self.action = action
        self.regarding = regarding
        self.regardingUID = regardingUID
        self.related = related
        self.decision = decision
    }
}
