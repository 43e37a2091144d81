import JSONValue
import KubernetesTypes

/// Scales targets by what their pods use, every 15 seconds.
enum AutoscalerController {
    static let name = "horizontal-pod-autoscaler"

    static func reconcile(_ key: ObjectKey, _ context: inout ControllerContext) -> Timestamp? {
        guard let autoscaler = context.store.get(.horizontalPodAutoscalers, key), !autoscaler.isBeingDeleted else {
            return nil
        }
        var history = context.autoscalers[key] ?? AutoscalerHistory()
        if let last = history.lastEvaluation, context.now < last + context.settings.autoscalerPeriod {
            return last + context.settings.autoscalerPeriod
        }
        history.lastEvaluation = context.now
        history.forget(before: context.now)
        var evaluation = AutoscalerEvaluation(autoscaler, history, context.settings, context.now)
        if let target = target(of: autoscaler, context) {
            evaluation.decide(target, pods(of: target, context), context.usage)
            apply(evaluation, to: target, &context)
        } else {
            evaluation.noteMissingTarget()
            context.recordEvent(
                autoscaler, "FailedGetScale", evaluation.targetName + " not found", by: name,
                isWarning: true)
        }
        context.autoscalers[key] = evaluation.history
        context.updateStatus(.horizontalPodAutoscalers, key, evaluation.status)
        return context.now + context.settings.autoscalerPeriod
    }

    private static func target(of autoscaler: KubernetesObject, _ context: ControllerContext) -> KubernetesObject? {
        let reference = autoscaler.spec["scaleTargetRef"] ?? .object([:])
        let resources: [String: ResourceType] = [
            "Deployment": .deployments, "ReplicaSet": .replicaSets, "StatefulSet": .statefulSets,
        ]
        guard let kind = reference["kind"]?.stringValue, let resource = resources[kind],
            let name = reference["name"]?.stringValue
        else { return nil }
        return context.store.get(resource, ObjectKey(namespace: autoscaler.namespace, name: name))
    }

    private static func pods(of target: KubernetesObject, _ context: ControllerContext) -> [KubernetesObject] {
        context.store.list(.pods, namespace: target.namespace, selector: target.selector)
    }

    private static func apply(
        _ evaluation: AutoscalerEvaluation, to target: KubernetesObject, _ context: inout ControllerContext
    ) {
        if let failure = evaluation.failure {
            context.recordEvent(
                evaluation.autoscaler, failure.reason, failure.message, by: name, isWarning: true)
        }
        guard evaluation.desired != target.replicas else { return }
        var scaled = target
        scaled.json.set(JSON(evaluation.desired), at: "spec", "replicas")
        let resource: ResourceType =
            target.kind == "Deployment" ? .deployments : target.kind == "ReplicaSet" ? .replicaSets : .statefulSets
        context.update(resource, scaled)
        context.recordEvent(
            evaluation.autoscaler, "SuccessfulRescale", "New size: \(evaluation.desired); reason: \(evaluation.reason)",
            by: name)
    }
}
