import EvenkeelAPI
import EvenkeelEngine
import EvenkeelShell
import JSONValue
import KubernetesTypes

/// A healthy workload, with what the given documents of its namespace say of its surroundings.
struct StandInCluster: TargetLookups {
    /// Of the workload's namespace.
    var objects: [KubernetesObject]
    var workload: Workload?
    var revisions: [Revision]
    var surroundings: NamespaceMetadata

    func workload(_ kind: WorkloadKind, _ key: ObjectKey) -> Result<Workload?, Unreadable> {
        .success(workload?.kind == kind && workload?.name == key.name ? workload : nil)
    }

    func revisions(in namespace: String, ownedBy uid: String) -> [Revision] {
        revisions.filter { $0.ownerUID == uid }
    }

    func pods(in namespace: String, matching selector: LabelSelector) -> [Pod] {
        guard let workload else { return [] }
        return (0..<max(0, min(workload.replicas, 1000))).compactMap { pod($0, of: workload) }
    }

    func budgets(in namespace: String, where predicate: (DisruptionBudget) -> Bool) -> [DisruptionBudget] {
        all("PodDisruptionBudget").compactMap { DisruptionBudget(healthy($0)) }.filter(predicate)
    }

    func autoscalers(in namespace: String, where predicate: (Autoscaler) -> Bool) -> [Autoscaler] {
        all("HorizontalPodAutoscaler").compactMap { Autoscaler($0) }.filter(predicate)
    }

    func scaledObjects(in namespace: String) -> Result<[ScaledObject], Unreadable> {
        .success(all("ScaledObject").compactMap { ScaledObject($0) })
    }

    func routes(in namespace: String) -> Result<[HTTPRoute], Unreadable> { .success([]) }

    func namespace(_ name: String) -> NamespaceMetadata? { surroundings }

    private func all(_ kind: String) -> [KubernetesObject] { objects.filter { $0.kind == kind } }
}

extension StandInCluster {
    /// Ready, and of the newest revision.
    private func pod(_ index: Int, of workload: Workload) -> Pod? {
        let revision = revisions.last
        let owner = OwnerReference(
            apiVersion: "apps/v1", kind: revision == nil ? workload.kind.rawValue : "ReplicaSet",
            name: revision?.name ?? workload.name, uid: revision?.uid ?? workload.uid, isController: true)
        return Pod(
            KubernetesObject([
                "kind": "Pod",
                "metadata": [
                    "name": .string("\(workload.name)-\(index)"), "namespace": .string(workload.namespace),
                    "uid": .string("\(workload.uid)-\(index)"),
                    "labels": workload.template.at("metadata", "labels") ?? [:], "ownerReferences": [owner.json],
                ],
                "status": ["phase": "Running", "conditions": [["type": "Ready", "status": "True"]]],
            ]))
    }

    /// A disruption budget with the numbers that its controller would write while all pods are ready.
    private func healthy(_ budget: KubernetesObject) -> KubernetesObject {
        var budget = budget
        let pods = workload?.replicas ?? 0
        func count(_ field: String) -> Int? {
            budget.json.at("spec", field).flatMap { IntOrString($0) }?.resolved(of: pods, roundingUp: true)
        }
        let unavailable = count("maxUnavailable") ?? pods - (count("minAvailable") ?? 0)
        budget.json["status"] = [
            "observedGeneration": JSON(budget.generation), "expectedPods": JSON(pods), "currentHealthy": JSON(pods),
            "desiredHealthy": JSON(max(0, pods - unavailable)),
            "disruptionsAllowed": JSON(max(0, min(pods, unavailable))),
        ]
        return budget
    }
}
