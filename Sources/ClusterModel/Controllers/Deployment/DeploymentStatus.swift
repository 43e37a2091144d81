import JSONValue
import KubernetesTypes

/// The counts of a Deployment's status.
struct DeploymentStatus: Sendable, Hashable {
    var replicas: Int
    var updated: Int
    var ready: Int
    var available: Int
    var unavailable: Int

    /// As it was last written.
    init(_ deployment: KubernetesObject) {
        replicas = deployment.count("replicas")
        updated = deployment.count("updatedReplicas")
        ready = deployment.count("readyReplicas")
        available = deployment.count("availableReplicas")
        unavailable = deployment.count("unavailableReplicas")
    }

    init(_ rollout: Rollout) {
        replicas = rollout.all.reduce(0) { $0 + $1.count("replicas") }
        updated = rollout.newest?.count("replicas") ?? 0
        ready = rollout.all.reduce(0) { $0 + $1.count("readyReplicas") }
        available = rollout.all.reduce(0) { $0 + $1.count("availableReplicas") }
        unavailable = max(0, rollout.all.reduce(0) { $0 + $1.replicas } - available)
    }

    func isComplete(for deployment: KubernetesObject) -> Bool {
        updated == deployment.replicas && replicas == deployment.replicas && available == deployment.replicas
    }

    /// More new pods, fewer old ones, more ready or more available ones than before.
    func isProgress(since old: DeploymentStatus) -> Bool {
        updated > old.updated || replicas - updated < old.replicas - old.updated || ready > old.ready
            || available > old.available
    }

    func json(of deployment: KubernetesObject, _ conditions: [StatusCondition]) -> JSON {
        var json = JSON.counts([
            "observedGeneration": deployment.generation, "replicas": replicas, "updatedReplicas": updated,
            "readyReplicas": ready, "availableReplicas": available, "unavailableReplicas": unavailable,
            "collisionCount": deployment.count("collisionCount"),
        ])
        if !conditions.isEmpty { json["conditions"] = conditions.json }
        return json
    }
}
