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

    static func reconcile(_ key: ObjectKey, _ context: inout ControllerContext) -> Timestamp? {
        guard let object = context.store.get(.statefulSets, key) else { return nil }
        if !object.isBeingDeleted, let step = StatefulSet(object, context).nextStep(now: context.now) {
            take(step, for: object, &context)
        }
        let set = StatefulSet(object, context)
        context.updateStatus(.statefulSets, key, set.status(now: context.now))
        // The step just taken may leave another to be taken at once; its changes have queued this set again.
        return set.pods.values.compactMap { $0.availableAt(minReadySeconds: object.minReadySeconds) }
            .filter { $0 > context.now }.min()
    }

    private static func take(_ step: StatefulSet.Step, for object: KubernetesObject, _ context: inout ControllerContext)
    {
        switch step {
        case .create(let ordinals):
            for ordinal in ordinals { create(ordinal, for: object, &context) }
        case .delete(let pods):
            for pod in pods {
                context.deletePod(pod)
                context.recordEvent(
                    object, "SuccessfulDelete", "delete Pod \(pod.name) in StatefulSet \(object.name) successful",
                    by: name)
            }
        }
    }

    private static func create(_ ordinal: Int, for object: KubernetesObject, _ context: inout ControllerContext) {
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
        guard context.store.count(.pods) < context.settings.maximumPods, context.create(.pods, pod) != nil else {
            return
        }
        context.recordEvent(
            object, "SuccessfulCreate", "create Pod \(podName) in StatefulSet \(object.name) successful", by: name)
    }
}
