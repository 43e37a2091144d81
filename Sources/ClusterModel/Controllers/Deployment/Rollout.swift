import JSONValue
import KubernetesTypes

/// One Deployment with its ReplicaSets at one instant: all that its controller decides from.
struct Rollout {
    var deployment: KubernetesObject
    /// The ReplicaSet whose template is the Deployment's; `nil` before it is made.
    var newest: KubernetesObject?
    /// All others, in the order of their creation.
    var older: [KubernetesObject]
    /// Those of the status, changed step by step and written at the end.
    var conditions: [StatusCondition]

    init(_ deployment: KubernetesObject, _ context: ControllerContext) {
        self.deployment = deployment
        conditions = deployment.conditions
        let template = PodTemplate(of: deployment)
        let sets = context.controlled(.replicaSets, by: deployment).sorted(by: Self.byCreation)
        newest = sets.first { PodTemplate(of: $0) == template }
        let newestUID = newest?.uid
        older = sets.filter { $0.uid != newestUID }
    }

    var all: [KubernetesObject] { older + [newest].compactMap { $0 } }
    var bounds: RolloutBounds { RolloutBounds(deployment) }

    static func byCreation(_ left: KubernetesObject, _ right: KubernetesObject) -> Bool {
        (left.json.at("metadata", "creationTimestamp")?.stringValue ?? "", left.name)
            < (right.json.at("metadata", "creationTimestamp")?.stringValue ?? "", right.name)
    }

    /// Somebody changed the Deployment's replica count since the ReplicaSets were sized.
    var isBeingScaled: Bool {
        all.contains { set in
            guard set.replicas > 0, let sizedFor = set.annotations[Revision.desiredReplicas] else { return false }
            return Int(sizedFor).map { $0 != deployment.replicas } ?? false
        }
    }

    // MARK: Changing ReplicaSets

    /// - Returns: whether the size has changed.
    @discardableResult
    mutating func resize(_ set: KubernetesObject, to size: Int, _ context: inout ControllerContext) -> Bool {
        let before = set.replicas
        var resized = set
        var annotations = set.annotations
        Revision.setReplicas(&annotations, of: deployment)
        resized.annotations = annotations
        resized.json.set(JSON(size), at: "spec", "replicas")
        guard resized != set, let stored = context.update(.replicaSets, resized) else { return false }
        replace(stored)
        guard before != size else { return false }
        context.recordEvent(
            deployment, "ScalingReplicaSet",
            "Scaled \(size > before ? "up" : "down") replica set \(set.name) from \(before) to \(size)",
            by: DeploymentController.name)
        return true
    }

    mutating func replace(_ set: KubernetesObject) {
        if newest?.uid == set.uid { newest = set }
        if let index = older.firstIndex(where: { $0.uid == set.uid }) { older[index] = set }
    }

    /// How large the newest ReplicaSet may be now.
    var newestSize: Int {
        let current = newest?.replicas ?? 0
        guard deployment.isRollingUpdate else { return deployment.replicas }
        let room = deployment.replicas + bounds.maxSurge - all.reduce(0) { $0 + $1.replicas }
        guard room > 0 else { return current }
        return current + min(room, deployment.replicas - current)
    }
}
