import JSONValue
import KubernetesTypes

extension Rollout {
    /// Gives the newest ReplicaSet the highest revision, the Deployment's annotations and its `minReadySeconds`, and
    /// gives the Deployment its revision.
    mutating func syncRevision(_ context: inout ControllerContext) {
        guard let set = newest else { return }
        let revision = (older.map { Revision.number(of: $0) }.max() ?? 0) + 1
        var updated = set
        updated.annotations = Revision.annotations(forNewest: set.annotations, of: deployment, revision: revision)
        if updated.minReadySeconds != deployment.minReadySeconds {
            updated.json.set(deployment.spec["minReadySeconds"], at: "spec", "minReadySeconds")
        }
        if updated != set, let stored = context.update(.replicaSets, updated) {
            newest = stored
        }
        noteRevision(Revision.number(of: updated), &context)
        if conditions["Progressing"] == nil {
            setProgressing("True", "FoundNewReplicaSet", "Found new replica set \"\(set.name)\"", context.now)
        }
    }

    /// Makes the newest ReplicaSet where there is none yet, as large as the bounds allow.
    mutating func createNewest(_ context: inout ControllerContext) {
        guard newest == nil else { return }
        let collisions = deployment.count("collisionCount")
        let size = newestSize
        let revision = (older.map { Revision.number(of: $0) }.max() ?? 0) + 1
        let hash = PodTemplate(of: deployment).hash(collisionCount: collisions)
        guard let set = context.create(.replicaSets, replicaSet(hash: hash, size: size, revision: revision)) else {
            return noteCollision(collisions, &context)
        }
        newest = set
        if size > 0 {
            context.recordEvent(
                deployment, "ScalingReplicaSet", "Scaled up replica set \(set.name) from 0 to \(size)",
                by: DeploymentController.name)
        }
        noteRevision(revision, &context)
        setProgressing("True", "NewReplicaSetCreated", "Created new replica set \"\(set.name)\"", context.now)
    }

    private func replicaSet(hash: String, size: Int, revision: Int) -> JSON {
        var annotations = Revision.annotations(forNewest: [:], of: deployment, revision: revision)
        Revision.setReplicas(&annotations, of: deployment)
        let template = PodTemplate(of: deployment).json(withHash: hash)
        var selector = deployment.spec["selector"] ?? .object([:])
        selector.set(.string(hash), at: "matchLabels", PodTemplate.hashLabel)
        var spec: JSON = ["replicas": JSON(size), "selector": selector, "template": template]
        spec["minReadySeconds"] = deployment.spec["minReadySeconds"]
        var metadata: JSON = [
            "name": .string("\(deployment.name)-\(hash)"), "annotations": JSON(annotations),
            "ownerReferences": [deployment.ownerReference(apiVersion: "apps/v1", kind: "Deployment").json],
        ]
        metadata["labels"] = template.at("metadata", "labels")
        metadata["namespace"] = deployment.namespace.map(JSON.string)
        return [
            "apiVersion": "apps/v1", "kind": "ReplicaSet", "metadata": metadata, "spec": spec,
            "status": ["replicas": 0],
        ]
    }

    /// Another ReplicaSet has the name: the next evaluation tries another hash.
    private mutating func noteCollision(_ collisions: Int, _ context: inout ControllerContext) {
        var status = deployment.status
        status["collisionCount"] = JSON((collisions + 1).bounded)
        context.updateStatus(.deployments, deployment.key, status)
        deployment = context.store.get(.deployments, deployment.key) ?? deployment
    }

    private mutating func noteRevision(_ revision: Int, _ context: inout ControllerContext) {
        guard deployment.annotations[Revision.annotation] != "\(revision)" else { return }
        deployment.annotations[Revision.annotation] = "\(revision)"
        deployment = context.update(.deployments, deployment) ?? deployment
    }

    /// Removes the oldest revisions that nobody can want any more.
    func forgetOldRevisions(_ context: inout ControllerContext) {
        let limit = deployment.spec["revisionHistoryLimit"]?.integerValue ?? 10
        let idle = older.filter { !$0.isBeingDeleted }
        let excess = idle.count - limit
        guard excess > 0 else { return }
        let byRevision = idle.sorted { (Revision.number(of: $0), $0.name) < (Revision.number(of: $1), $1.name) }
        for set in byRevision.prefix(excess)
        where set.replicas == 0 && set.count("replicas") == 0 && set.observedGeneration >= set.generation {
            context.delete(.replicaSets, set.key)
        }
    }
}
