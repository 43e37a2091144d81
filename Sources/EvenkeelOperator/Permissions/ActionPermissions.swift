import EvenkeelAPI
import KubernetesTypes

// What each action asks of the service account that a policy names: all that it may ask, as its role has it, and what one
// policy's rule asks, by the objects' names.
extension ActionName {
    var permissions: [PermissionRule] {
        switch self {
        case .scale:
            [
                .on([.deployments, .statefulSets], ["patch"]), .on(.horizontalPodAutoscalers, ["patch"]),
                .on(.scaledObjects, ["patch"]),
            ]
        case .restart: [.on(.pods, "eviction", ["create"]), .on([.deployments, .statefulSets], ["patch"])]
        case .rollback:
            [
                .on(.deployments, ["patch"]), .on(.httpRoutes, ["patch"]),
                PermissionRule(
                    group: ResourceType.rollouts.group, resources: ["rollouts", "rollouts/status"], verbs: ["patch"]),
            ]
        }
    }
}

extension PolicyPermissions {
    func requests(_ action: Action.Kind) -> [PermissionRequest] {
        switch action {
        case .scale: autoscalers.isEmpty ? [targetPatch] : autoscalers.map { patch(.horizontalPodAutoscalers, $0) }
        case .restart(let restart):
            switch restart.pods {
            case .all: [targetPatch]
            case .unhealthy, .outliers:
                [PermissionRequest(verb: "create", group: "", resource: "pods/eviction", namespace: namespace)]
            }
        case .rollback(let rollback): [request(rollback)]
        }
    }

    private var targetPatch: PermissionRequest {
        patch(policy.spec.targetRef.kind.resourceType, policy.spec.targetRef.name)
    }

    /// A canary is changed instead of the target, and a Rollout in its status.
    private func request(_ rollback: RollbackAction) -> PermissionRequest {
        if let name = rollback.canary?.deployment { return patch(.deployments, name) }
        if let route = rollback.canary?.httpRoute { return patch(.httpRoutes, route.name) }
        guard policy.spec.targetRef.kind == .rollout else { return targetPatch }
        return patch(.rollouts, policy.spec.targetRef.name, "/status")
    }

    private func patch(_ type: ResourceType, _ name: String, _ subresource: String = "") -> PermissionRequest {
        PermissionRequest(
            verb: "patch", group: type.group, resource: type.plural + subresource, namespace: namespace, name: name)
    }
}
