public import EvenkeelAPI
import KubernetesTypes

/// One permission that a policy needs, and what for.
public struct NeededPermission: Sendable, Hashable {
    public enum Subject: Sendable, Hashable {
        /// The service account that the policy names.
        case policyAccount
        case `operator`
    }

    public var subject: Subject
    public var request: PermissionRequest
    /// What cannot be done without.
    public var purpose: String
}

/// What a policy's changes ask of the API server, by its target and its rules' actions.
public struct PolicyPermissions: Sendable {
    public let policy: RemediationPolicy
    /// Names of the autoscalers that own the target's replicas, as far as they are known.
    public let autoscalers: [String]

    public init(_ policy: RemediationPolicy, autoscalers: [String] = []) {
        self.policy = policy
        self.autoscalers = autoscalers
    }

    var namespace: String { policy.metadata.namespace ?? "default" }

    /// The operator's own, then the account's, each once.
    public var all: [NeededPermission] {
        guard policy.spec.mode != .observe else { return operatorsOwn }
        return (operatorsOwn + [impersonation] + actions).reduce(into: []) { all, next in
            if !all.contains(where: { $0.request == next.request && $0.subject == next.subject }) { all.append(next) }
        }
    }

    private var operatorsOwn: [NeededPermission] {
        ShippedRole.operator.rules.filter { Self.groupsThatAreAlwaysThere.contains($0.group) }.flatMap { rule in
            rule.resources.flatMap { resource in
                rule.verbs.map { verb in
                    NeededPermission(
                        subject: .operator,
                        request: PermissionRequest(
                            verb: verb, group: rule.group, resource: resource, namespace: namespace),
                        purpose: PermissionRule.read.contains(verb) ? "to evaluate" : "to report")
                }
            }
        }
    }

    /// Kinds of others are watched where they are installed; whoever has none needs no rule for them.
    private static let groupsThatAreAlwaysThere: Set = [
        "", "apps", "autoscaling", "policy", "events.k8s.io", EvenkeelAPIGroup.name,
    ]

    private var impersonation: NeededPermission {
        NeededPermission(
            subject: .operator,
            request: PermissionRequest(
                verb: "impersonate", group: "", resource: "serviceaccounts", namespace: namespace,
                name: policy.spec.serviceAccountName),
            purpose: "to act as the policy's service account")
    }

    private var actions: [NeededPermission] {
        policy.spec.rules.flatMap { rule in
            (rule.action.kind.map(requests) ?? []).map {
                NeededPermission(subject: .policyAccount, request: $0, purpose: "for rule \(rule.name)")
            }
        }
    }
}
