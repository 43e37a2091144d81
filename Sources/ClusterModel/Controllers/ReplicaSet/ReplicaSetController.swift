import JSONValue
import KubernetesTypes

/// Keeps as many pods as its ReplicaSet asks for, and counts them.
enum ReplicaSetController {
    static let name = "replicaset-controller"
    /// Pods made or removed for one ReplicaSet in one go, as Kubernetes bounds it.
    private static let burst = 500
    /// Seconds until a full cluster is tried again.
    private static let retryWhenFull = 30.0

    static func reconcile(_ key: ObjectKey, _ context: inout ControllerContext) -> Timestamp? {
        guard let set = context.store.get(.replicaSets, key) else { return nil }
        let pods = context.controlled(.pods, by: set).filter(\.isActive)
        if !set.isBeingDeleted {
            if pods.count < set.replicas { create(min(burst, set.replicas - pods.count), for: set, &context) }
            if pods.count > set.replicas { remove(min(burst, pods.count - set.replicas), of: pods, for: set, &context) }
        }
        // What was seen before the change, as in Kubernetes: the change itself brings the next evaluation.
        writeStatus(set, pods, &context)
        let available = pods.compactMap { $0.availableAt(minReadySeconds: set.minReadySeconds) }
        let isFull = pods.count < set.replicas && context.store.count(.pods) >= context.settings.maximumPods
        return (available + (isFull ? [context.now + retryWhenFull] : [])).filter { $0 > context.now }.min()
    }

    private static func create(_ count: Int, for set: KubernetesObject, _ context: inout ControllerContext) {
        let owner = set.ownerReference(apiVersion: "apps/v1", kind: "ReplicaSet")
        let pod = NewPod.from(set.spec["template"] ?? .object([:]), generateName: "\(set.name)-", owner, set.namespace)
        for _ in 0..<count {
            guard context.store.count(.pods) < context.settings.maximumPods else { return refuse(set, &context) }
            guard let created = context.create(.pods, pod) else { continue }
            context.recordEvent(set, "SuccessfulCreate", "Created pod: \(created.name)", by: name)
        }
    }

    private static func refuse(_ set: KubernetesObject, _ context: inout ControllerContext) {
        context.recordEvent(
            set, "FailedCreate", "Error creating: this cluster holds no more than \(context.settings.maximumPods) pods",
            by: name, isWarning: true)
    }

    private static func remove(
        _ count: Int, of pods: [KubernetesObject], for set: KubernetesObject, _ context: inout ControllerContext
    ) {
        for pod in DeletionOrder(related: relatedPods(of: set, context)).sorted(pods).prefix(count) {
            context.deletePod(pod)
            context.recordEvent(set, "SuccessfulDelete", "Deleted pod: \(pod.name)", by: name)
        }
    }

    /// The active pods of all ReplicaSets with the same owner.
    private static func relatedPods(of set: KubernetesObject, _ context: ControllerContext) -> [KubernetesObject] {
        guard let owner = set.controller else { return context.controlled(.pods, by: set).filter(\.isActive) }
        return context.index.dependents(of: owner.uid)
            .filter { $0.resource == .replicaSets }
            .compactMap { context.object($0) }
            .flatMap { context.controlled(.pods, by: $0).filter(\.isActive) }
    }

    private static func writeStatus(
        _ set: KubernetesObject, _ pods: [KubernetesObject], _ context: inout ControllerContext
    ) {
        let labels = set.spec.at("template", "metadata", "labels")?.stringDictionary ?? [:]
        let template = LabelSelector(matchLabels: labels)
        let ready = pods.filter(\.isReady)
        let available = ready.filter { $0.isAvailable(minReadySeconds: set.minReadySeconds, now: context.now) }
        var status = JSON.counts([
            "fullyLabeledReplicas": pods.filter { template.matches($0.labels) }.count, "readyReplicas": ready.count,
            "availableReplicas": available.count, "observedGeneration": set.generation,
        ])
        status["replicas"] = JSON(pods.count)
        status["conditions"] = set.status["conditions"]
        context.updateStatus(.replicaSets, set.key, status)
    }
}
