import JSONValue
import KubernetesTypes

/// Keeps numbered pods: made in order, removed and updated in reverse order, one at a time, each only when the others
/// are ready (`OrderedReady`), or all at once (`Parallel`).
///
/// Simple where Kubernetes is not: no volumes, and no stored revisions, so that a pod that is made again always gets
/// the current template.
enum StatefulSetController {
    static let name = "statefulset-controller"
    static let revisionLabel = "controller-revision-hash"

    static func reconcile(_ key: ObjectKey, _ desk: inout Desk) -> Timestamp? {
        guard let object = desk.store.get(.statefulSets, key) else { return nil }
        if !object.isBeingDeleted, let step = StatefulSet(object, desk).nextStep(now: desk.now) {
            take(step, for: object, &desk)
        }
        let set = StatefulSet(object, desk)
        desk.updateStatus(.statefulSets, key, set.status(now: desk.now))
        // The step just taken may leave another to be taken at once; its changes have queued this set again.
        return set.pods.values.compactMap { $0.availableAt(minReadySeconds: object.minReadySeconds) }
            .filter { $0 > desk.now }.min()
    }

    private static func take(_ step: StatefulSet.Step, for object: KubernetesObject, _ desk: inout Desk) {
        switch step {
        case .create(let ordinals):
            for ordinal in ordinals { create(ordinal, for: object, &desk) }
        case .delete(let pods):
            for pod in pods {
                desk.deletePod(pod)
                desk.tell(
                    object, "SuccessfulDelete", "delete Pod \(pod.name) in StatefulSet \(object.name) successful",
                    by: name)
            }
        }
    }

    private static func create(_ ordinal: Int, for object: KubernetesObject, _ desk: inout Desk) {
        let podName = "\(object.name)-\(ordinal)"
        var template = object.spec["template"] ?? .object([:])
        template.set(.string(StatefulSet.revision(of: object)), at: "metadata", "labels", revisionLabel)
        template.set(.string(podName), at: "metadata", "labels", "statefulset.kubernetes.io/pod-name")
        template.set(.string("\(ordinal)"), at: "metadata", "labels", "apps.kubernetes.io/pod-index")
        template.set(.string(podName), at: "spec", "hostname")
        template.set(object.spec["serviceName"], at: "spec", "subdomain")
        let owner = object.ownerReference(apiVersion: "apps/v1", kind: "StatefulSet")
        let pod = NewPod.from(
            template, generateName: "\(object.name)-", name: podName, owner, object.namespace)
        guard desk.store.count(.pods) < desk.settings.maximumPods, desk.create(.pods, pod) != nil else { return }
        desk.tell(
            object, "SuccessfulCreate", "create Pod \(podName) in StatefulSet \(object.name) successful", by: name)
    }
}
