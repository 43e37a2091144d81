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

    private var namespace: String { policy.metadata.namespace ?? "default" }

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
                        purpose: PermissionRule.read.contains(verb) ? "to look" : "to report")
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
            requests(rule.action).map {
                NeededPermission(subject: .policyAccount, request: $0, purpose: "for rule \(rule.name)")
            }
        }
    }

    private func requests(_ action: Action) -> [PermissionRequest] {
        let target = policy.spec.targetRef
        let patch = PermissionRequest(
            verb: "patch", group: target.kind.resourceType.group, resource: target.kind.resourceType.plural,
            namespace: namespace, name: target.name)
        if action.scale != nil { return scaleRequests(patch) }
        if let restart = action.restart, restart.pods != .all {
            return [PermissionRequest(verb: "create", group: "", resource: "pods/eviction", namespace: namespace)]
        }
        return rollbackRequest(action).map { [$0] } ?? [patch]
    }

    /// What is changed instead of the target, or in its status; `nil` where the target itself is.
    private func rollbackRequest(_ action: Action) -> PermissionRequest? {
        guard let rollback = action.rollback else { return nil }
        func patch(_ type: ResourceType, _ name: String, _ subresource: String = "") -> PermissionRequest {
            PermissionRequest(
                verb: "patch", group: type.group, resource: type.plural + subresource, namespace: namespace, name: name)
        }
        if let name = rollback.canary?.deployment { return patch(.deployments, name) }
        if let route = rollback.canary?.httpRoute { return patch(.httpRoutes, route.name) }
        guard policy.spec.targetRef.kind == .rollout else { return nil }
        return patch(.rollouts, policy.spec.targetRef.name, "/status")
    }

    /// An autoscaler that owns the replicas is changed instead of the target.
    private func scaleRequests(_ patch: PermissionRequest) -> [PermissionRequest] {
        guard !autoscalers.isEmpty else { return [patch] }
        return autoscalers.map {
            PermissionRequest(
                verb: "patch", group: "autoscaling", resource: "horizontalpodautoscalers", namespace: namespace,
                name: $0)
        }
    }
}
