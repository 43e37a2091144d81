import JSONValue
import KubernetesTypes

/// Scales targets by what their pods use, every 15 seconds.
enum AutoscalerController {
    static let name = "horizontal-pod-autoscaler"

    static func reconcile(_ key: ObjectKey, _ desk: inout Desk) -> Timestamp? {
        guard let autoscaler = desk.store.get(.horizontalPodAutoscalers, key), !autoscaler.isBeingDeleted else {
            return nil
        }
        var history = desk.autoscalers[key] ?? AutoscalerHistory()
        if let last = history.lastLook, desk.now < last + desk.settings.autoscalerPeriod {
            return last + desk.settings.autoscalerPeriod
        }
        history.lastLook = desk.now
        history.forget(before: desk.now)
        var look = AutoscalerLook(autoscaler, history, desk.settings, desk.now)
        if let target = target(of: autoscaler, desk) {
            look.decide(target, pods(of: target, desk), desk.usage)
            apply(look, to: target, &desk)
        } else {
            look.noteMissingTarget()
            desk.tell(
                autoscaler, "FailedGetScale", look.targetName + " not found", by: name,
                isWarning: true)
        }
        desk.autoscalers[key] = look.history
        desk.updateStatus(.horizontalPodAutoscalers, key, look.status)
        return desk.now + desk.settings.autoscalerPeriod
    }

    private static func target(of autoscaler: KubernetesObject, _ desk: Desk) -> KubernetesObject? {
        let reference = autoscaler.spec["scaleTargetRef"] ?? .object([:])
        let resources: [String: ResourceType] = [
            "Deployment": .deployments, "ReplicaSet": .replicaSets, "StatefulSet": .statefulSets,
        ]
        guard let kind = reference["kind"]?.stringValue, let resource = resources[kind],
            let name = reference["name"]?.stringValue
        else { return nil }
        return desk.store.get(resource, ObjectKey(namespace: autoscaler.namespace, name: name))
    }

    private static func pods(of target: KubernetesObject, _ desk: Desk) -> [KubernetesObject] {
        desk.store.list(.pods, namespace: target.namespace, selector: target.selector)
    }

    private static func apply(_ look: AutoscalerLook, to target: KubernetesObject, _ desk: inout Desk) {
        if let failure = look.failure {
            desk.tell(
                look.autoscaler, failure.reason, failure.message, by: name, isWarning: true)
        }
        guard look.desired != target.replicas else { return }
        var scaled = target
        scaled.json.set(JSON(look.desired), at: "spec", "replicas")
        let resource: ResourceType =
            target.kind == "Deployment" ? .deployments : target.kind == "ReplicaSet" ? .replicaSets : .statefulSets
        desk.update(resource, scaled)
        desk.tell(
            look.autoscaler, "SuccessfulRescale", "New size: \(look.desired); reason: \(look.reason)", by: name)
    }
}
