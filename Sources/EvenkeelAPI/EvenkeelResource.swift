public import KubernetesTypes

/// One of Evenkeel's own resources.
///
/// The fields of the resources are described once, in `Schema/Documentation`: the CRDs, `kubectl explain` and
/// docs/reference.md show these descriptions.
public protocol EvenkeelResource: Codable, Sendable, Hashable {
    static var resourceType: ResourceType { get }
    static var shortName: String { get }
    var metadata: ObjectMeta { get set }
}

/// The API group and the names in it that people type.
public enum EvenkeelAPIGroup {
    public static let name = "evenkeel.dev"
    public static let version = "v1alpha1"
    public static let apiVersion = "\(name)/\(version)"

    /// The field manager of every write.
    public static let fieldManager = "evenkeel"

    public enum Annotation {
        /// On a Remediation: approves the plan with this digest. The value is at least the first 8 characters of it.
        public static let approve = "evenkeel.dev/approve"
        /// On a Remediation: rejects the plan. The value is the reason.
        public static let reject = "evenkeel.dev/reject"
        /// On a Remediation: undoes the change now. The value is the reason.
        public static let undo = "evenkeel.dev/undo"
        /// On a Remediation: the user who approved, authenticated by the API server.
        public static let approvedBy = "evenkeel.dev/approved-by"
        /// On a workload or Namespace: Enabled, RequireApproval or Disabled.
        public static let remediation = "evenkeel.dev/remediation"
        /// On a workload, an autoscaler or a route: Ignored if its GitOps controller does not revert Evenkeel's
        /// changes.
        public static let gitOps = "evenkeel.dev/gitops"
        /// On a workload: Nobody if no controller changes the replica count, regardless of its last field manager.
        public static let replicaOwner = "evenkeel.dev/replica-owner"
        /// On a workload or in its pod template: Forbidden if an older release would do harm.
        public static let rollback = "evenkeel.dev/rollback"
        /// On a changed object: the uid of the Remediation, set by the change itself.
        public static let lastRemediation = "evenkeel.dev/last-remediation"
        /// On an Event: the ID of its decision in the audit log.
        public static let decision = "evenkeel.dev/decision"
        /// On a RemediationPolicy: any new value requests the current numbers in the status.
        public static let refresh = "evenkeel.dev/refresh"
    }
}

extension EvenkeelResource {
    public static var apiVersion: String { resourceType.apiVersion }
    public static var kind: String { resourceType.kind }

    public var key: ObjectKey { ObjectKey(namespace: metadata.namespace, name: metadata.name ?? "") }

    static func ownType(_ kind: String, _ plural: String, isNamespaced: Bool = true) -> ResourceType {
        ResourceType(
            group: EvenkeelAPIGroup.name, version: EvenkeelAPIGroup.version, kind: kind, plural: plural,
            isNamespaced: isNamespaced)
    }
}
