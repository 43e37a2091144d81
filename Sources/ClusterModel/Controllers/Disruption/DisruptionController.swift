import JSONValue
import KubernetesTypes

/// Counts what each PodDisruptionBudget allows.
enum DisruptionController {
    static let name = "controllermanager"
    /// How long an eviction that was granted may take before the pod counts as kept.
    static let deletionTimeout = 120.0

    static func reconcile(_ key: ObjectKey, _ context: inout ControllerContext) -> Timestamp? {
        guard let object = context.store.get(.podDisruptionBudgets, key) else { return nil }
        let budget = DisruptionBudget(object)
        let pods = context.store.list(.pods, namespace: key.namespace).filter { budget.selects($0) }
        guard let (expected, desired) = expectation(budget, pods, context) else {
            failSafe(budget, "found no controllers for its pods", &context)
            return nil
        }
        let disrupted = disruptedPods(budget, pods, now: context.now)
        let healthy = pods.filter { !$0.isBeingDeleted && disrupted[$0.name] == nil && $0.isReady }.count
        let allowed = expected > 0 ? max(0, healthy - desired) : 0
        var conditions = object.conditions
        conditions.set(DisruptionBudget.condition(allowed: allowed, generation: object.generation, now: context.now))
        var status: JSON = [
            "currentHealthy": JSON(healthy), "desiredHealthy": JSON(desired), "expectedPods": JSON(expected),
            "disruptionsAllowed": JSON(allowed), "observedGeneration": JSON(object.generation),
            "conditions": conditions.json,
        ]
        if !disrupted.isEmpty { status["disruptedPods"] = JSON(disrupted.mapValues { "\($0)" }) }
        context.updateStatus(.podDisruptionBudgets, key, status)
        return disrupted.values.min().map { $0 + deletionTimeout }
    }

    /// How many pods there should be, and how many of them healthy; `nil` where a pod's controller cannot be found.
    private static func expectation(
        _ budget: DisruptionBudget, _ pods: [KubernetesObject], _ context: ControllerContext
    ) -> (expected: Int, desired: Int)? {
        let spec = budget.object.spec
        if let limit = spec["maxUnavailable"].flatMap({ IntOrString($0)?.bounded }) {
            guard let scale = scale(pods, context) else { return nil }
            return (scale, max(0, scale - limit.resolved(of: scale, roundingUp: true)))
        }
        switch spec["minAvailable"].flatMap({ IntOrString($0)?.bounded }) {
        case .count(let count): return (pods.count, count)
        case .percent(let percent):
            guard let scale = scale(pods, context) else { return nil }
            return (scale, IntOrString.percent(percent).resolved(of: scale, roundingUp: true))
        case nil: return (0, 0)
        }
    }

    /// The replica counts of the pods' controllers, added up; pods without one do not count.
    private static func scale(_ pods: [KubernetesObject], _ context: ControllerContext) -> Int? {
        var total = 0
        var deployments: Set<String> = []
        for uid in Set(pods.compactMap { $0.controller?.uid }) {
            guard let reference = context.index.references[uid], let owner = context.object(reference) else {
                return nil
            }
            // A ReplicaSet is as large as its Deployment says, or a rollout would look like a loss.
            if owner.kind == "ReplicaSet", let parent = owner.controller,
                let deployment = context.index.references[parent.uid].flatMap({ context.object($0) })
            {
                total += deployments.insert(parent.uid).inserted ? deployment.replicas : 0
            } else {
                total += owner.replicas
            }
        }
        return total
    }

    /// The granted evictions that are still to happen.
    private static func disruptedPods(
        _ budget: DisruptionBudget, _ pods: [KubernetesObject], now: Timestamp
    ) -> [String: Timestamp] {
        let waiting = Set(pods.filter { !$0.isBeingDeleted }.map(\.name))
        return budget.disruptedPods.filter { waiting.contains($0.key) && now < $0.value + deletionTimeout }
    }

    /// Where nothing can be counted, nothing is allowed.
    private static func failSafe(_ budget: DisruptionBudget, _ message: String, _ context: inout ControllerContext) {
        var conditions = budget.object.conditions
        conditions.set(
            StatusCondition(
                type: DisruptionBudget.conditionType, status: "False", reason: "SyncFailed", message: message,
                lastTransitionTime: context.now, observedGeneration: budget.object.generation))
        var status = budget.object.status
        status["disruptionsAllowed"] = 0
        status["conditions"] = conditions.json
        context.updateStatus(.podDisruptionBudgets, budget.object.key, status)
    }
}
