public import EvenkeelAPI
public import JSONValue
import KubernetesTypes

/// The roles that Evenkeel ships: what the operator asks of the API server, and what each action asks of the service
/// account that a policy names.
///
/// `Manifests/rbac` and the chart hold the same rules; tests keep them equal, and compare them with what a real API server
/// was asked.
public enum ShippedRole: Sendable, Hashable, CaseIterable {
    /// What has no namespace: read, but for the statuses of MetricSources and Guardrails; bound cluster-wide in every layout.
    case reader
    /// What lies in the namespaces that are evaluated.
    case `operator`
    /// To act as service accounts; bound in each namespace that may be acted in.
    case impersonator
    /// The lease, and Secrets by name, in the operator's own namespace.
    case ownNamespace
    /// For the service accounts of policies.
    case action(ActionName)

    public static let allCases: [ShippedRole] =
        [.reader, .operator, .impersonator, .ownNamespace] + ActionName.allCases.map(ShippedRole.action)

    public var name: String {
        switch self {
        case .reader: "evenkeel-reader"
        case .operator: "evenkeel-operator"
        case .impersonator: "evenkeel-impersonator"
        case .ownNamespace: "evenkeel-own-namespace"
        case .action(let action): "evenkeel-action-\(action.rawValue.lowercased())"
        }
    }

    public var rules: [PermissionRule] {
        switch self {
        case .reader: Self.readerRules
        case .operator: Self.operatorRules
        case .impersonator: [.on(.serviceAccounts, ["impersonate"])]
        case .ownNamespace: Self.ownNamespaceRules
        case .action(let action): action.permissions
        }
    }

    private static let readerRules: [PermissionRule] = [
        .reading(.namespaces), .reading(Guardrail.resourceType, MetricSource.resourceType),
        .on(MetricSource.resourceType, "status", ["patch"]), .on(Guardrail.resourceType, "status", ["patch"]),
        PermissionRule(
            group: "admissionregistration.k8s.io",
            resources: ["validatingadmissionpolicies", "validatingadmissionpolicybindings"], verbs: PermissionRule.read),
        PermissionRule(group: "authorization.k8s.io", resources: ["selfsubjectaccessreviews"], verbs: ["create"]),
    ]

    private static let operatorRules: [PermissionRule] = [
        .reading(.pods), .reading(.deployments, .replicaSets, .statefulSets), .reading(.horizontalPodAutoscalers),
        .reading(.podDisruptionBudgets), .reading(.scaledObjects), .reading(.httpRoutes), .reading(.rollouts),
        .reading(RemediationPolicy.resourceType), .on(RemediationPolicy.resourceType, "status", ["patch"]),
        .on(Remediation.resourceType, ["create", "delete"] + PermissionRule.read),
        .on(Remediation.resourceType, "status", ["update"]), .on(.events, ["create", "patch"]),
    ]

    private static let ownNamespaceRules: [PermissionRule] = [
        .on(.leases, ["create"]), .on(.leases, ["get", "update"]).named("evenkeel"),
        .on(.secrets, ["get"]).named("prometheus"),
    ]

    /// The Role or ClusterRole, as `kubectl apply` takes it.
    ///
    /// - Parameter ownNamespace: of the Role that has one.
    public func document(ownNamespace: String) -> JSON {
        var metadata: JSON = ["name": .string(name)]
        if self == .ownNamespace { metadata["namespace"] = .string(ownNamespace) }
        return [
            "apiVersion": "rbac.authorization.k8s.io/v1", "kind": self == .ownNamespace ? "Role" : "ClusterRole",
            "metadata": metadata, "rules": .array(rules.map(\.json)),
        ]
    }
}
