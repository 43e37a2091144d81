import JSONValue
import KubernetesTypes

/// Keeps as many pods as its ReplicaSet asks for, and counts them.
enum ReplicaSetController {
    static let name = "replicaset-controller"
    /// Pods made or removed for one ReplicaSet in one go, as Kubernetes bounds it.
    private static let burst = 500
    /// Seconds until a full cluster is tried again.
    private static let retryWhenFull = 30.0

    static func reconcile(_ key: ObjectKey, _ desk: inout Desk) -> Timestamp? {
        guard let set = desk.store.get(.replicaSets, key) else { return nil }
        let pods = desk.controlled(.pods, by: set).filter(\.isActive)
        if !set.isBeingDeleted {
            if pods.count < set.replicas { create(min(burst, set.replicas - pods.count), for: set, &desk) }
            if pods.count > set.replicas { remove(min(burst, pods.count - set.replicas), of: pods, for: set, &desk) }
        }
        // What was seen before the change, as in Kubernetes: the change itself brings the next look.
        writeStatus(set, pods, &desk)
        let available = pods.compactMap { $0.availableAt(minReadySeconds: set.minReadySeconds) }
        let isFull = pods.count < set.replicas && desk.store.count(.pods) >= desk.settings.maximumPods
        return (available + (isFull ? [desk.now + retryWhenFull] : [])).filter { $0 > desk.now }.min()
    }

    private static func create(_ count: Int, for set: KubernetesObject, _ desk: inout Desk) {
        let owner = set.ownerReference(apiVersion: "apps/v1", kind: "ReplicaSet")
        let pod = NewPod.from(set.spec["template"] ?? .object([:]), generateName: "\(set.name)-", owner, set.namespace)
        for _ in 0..<count {
            guard desk.store.count(.pods) < desk.settings.maximumPods else { return refuse(set, &desk) }
            guard let created = desk.create(.pods, pod) else { continue }
            desk.tell(set, "SuccessfulCreate", "Created pod: \(created.name)", by: name)
        }
    }

    private static func refuse(_ set: KubernetesObject, _ desk: inout Desk) {
        desk.tell(
            set, "FailedCreate", "Error creating: this cluster holds no more than \(desk.settings.maximumPods) pods",
            by: name, isWarning: true)
    }

    private static func remove(
        _ count: Int, of pods: [KubernetesObject], for set: KubernetesObject, _ desk: inout Desk
    ) {
        for pod in DeletionOrder(related: relatedPods(of: set, desk)).sorted(pods).prefix(count) {
            desk.deletePod(pod)
            desk.tell(set, "SuccessfulDelete", "Deleted pod: \(pod.name)", by: name)
        }
    }

    /// The active pods of all ReplicaSets with the same owner.
    private static func relatedPods(of set: KubernetesObject, _ desk: Desk) -> [KubernetesObject] {
        guard let owner = set.controller else { return desk.controlled(.pods, by: set).filter(\.isActive) }
        return desk.index.dependents(of: owner.uid)
            .filter { $0.resource == .replicaSets }
            .compactMap { desk.object($0) }
            .flatMap { desk.controlled(.pods, by: $0).filter(\.isActive) }
    }

    private static func writeStatus(_ set: KubernetesObject, _ pods: [KubernetesObject], _ desk: inout Desk) {
        let labels = set.spec.at("template", "metadata", "labels")?.stringDictionary ?? [:]
        let template = LabelSelector(matchLabels: labels)
        let ready = pods.filter(\.isReady)
        let available = ready.filter { $0.isAvailable(minReadySeconds: set.minReadySeconds, now: desk.now) }
        var status = JSON.counts([
            "fullyLabeledReplicas": pods.filter { template.matches($0.labels) }.count, "readyReplicas": ready.count,
            "availableReplicas": available.count, "observedGeneration": set.generation,
        ])
        status["replicas"] = JSON(pods.count)
        status["conditions"] = set.status["conditions"]
        desk.updateStatus(.replicaSets, set.key, status)
    }
}
