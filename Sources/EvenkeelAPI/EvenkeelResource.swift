public import KubernetesTypes

/// One of Evenkeel's own resources.
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
        /// On a Remediation: the plan digest, 8 or more characters. Go ahead with exactly this plan.
        public static let approve = "evenkeel.dev/approve"
        /// On a Remediation: do not; the value is the reason.
        public static let reject = "evenkeel.dev/reject"
        /// On a Remediation: take the change back now; the value is the reason.
        public static let undo = "evenkeel.dev/undo"
        /// On a Remediation: who approved, vouched for by the API server.
        public static let approvedBy = "evenkeel.dev/approved-by"
        /// On a workload or Namespace: Enabled, RequireApproval or Disabled.
        public static let remediation = "evenkeel.dev/remediation"
        /// On a workload, an autoscaler or a route: Ignored says that its GitOps controller leaves Evenkeel's changes alone.
        public static let gitOps = "evenkeel.dev/gitops"
        /// On a workload: Nobody says that no controller changes the replica count, whoever has written it last.
        public static let replicaOwner = "evenkeel.dev/replica-owner"
        /// On a workload or in its pod template: Forbidden says that older code would do harm.
        public static let rollback = "evenkeel.dev/rollback"
        /// On what was changed: the uid of the Remediation, set in the change itself.
        public static let lastRemediation = "evenkeel.dev/last-remediation"
        /// On an Event: the decision that it tells of, as the audit log names it.
        public static let decision = "evenkeel.dev/decision"
        /// On a RemediationPolicy: any new value asks for the current numbers in status.
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
