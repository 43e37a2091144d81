public import JSONValue
public import KubernetesTypes

/// Whether a pod may be evicted: the rules of the API server's eviction handler.
public enum Eviction {
    public enum Decision: Sendable, Hashable {
        /// Delete the pod, and first store `budget`, where there is one to be charged.
        ///
        /// With `requiresSameVersion` the pod must not have changed since the decision: it was let go because it is not
        /// ready, and could have become so. Answer `Eviction.tooManyRequests` if it has.
        case allow(budget: Charge?, requiresSameVersion: Bool)
        /// 429 with the budget's figures, 500 where several budgets cover the pod, 403 where the budget is broken.
        case refuse(Status)
    }

    /// The new status of the budget that pays for the eviction.
    public struct Charge: Sendable, Hashable {
        public var key: ObjectKey
        public var status: JSON
    }

    /// Evictions granted and not yet seen by the controller, at most.
    static let maximumDisruptedPods = 2000

    /// - Parameters:
    ///   - pod: as it is stored now.
    ///   - budgets: all PodDisruptionBudgets of its namespace, or of the cluster.
    ///   - isDryRun: nothing is charged.
    public static func decide(
        _ pod: KubernetesObject, budgets: [KubernetesObject], now: Timestamp, isDryRun: Bool = false
    ) -> Decision {
        // What does not run yet, or not any more, is no disruption.
        if pod.hasEnded || pod.phase == "Pending" || pod.isBeingDeleted {
            return .allow(budget: nil, requiresSameVersion: !pod.hasEnded && !pod.isBeingDeleted)
        }
        let covering = budgets.map { DisruptionBudget($0) }.filter { $0.selects(pod) }
        guard covering.count <= 1 else { return .refuse(severalBudgets) }
        guard let budget = covering.first else { return .allow(budget: nil, requiresSameVersion: false) }
        if !pod.isReady, budget.evictsUnhealthyAlways || isWithinBudget(budget) {
            return .allow(budget: nil, requiresSameVersion: true)
        }
        if let refusal = refusal(budget) { return .refuse(refusal) }
        return .allow(budget: isDryRun ? nil : charge(budget, for: pod, now), requiresSameVersion: false)
    }

    /// An unhealthy pod may go without being charged as long as enough others are healthy (`IfHealthyBudget`).
    private static func isWithinBudget(_ budget: DisruptionBudget) -> Bool {
        budget.desiredHealthy > 0 && budget.currentHealthy >= budget.desiredHealthy
    }

    private static func refusal(_ budget: DisruptionBudget) -> Status? {
        let name = budget.object.name
        if budget.object.observedGeneration < budget.object.generation { return tooManyRequests(budget: name) }
        if budget.disruptionsAllowed < 0 {
            return .forbidden(.podDisruptionBudgets, name: name, "pdb disruptions allowed is negative")
        }
        if budget.disruptedPods.count > maximumDisruptedPods {
            return .forbidden(
                .podDisruptionBudgets, name: name,
                "DisruptedPods map too big - too many evictions not confirmed by PDB controller")
        }
        return budget.disruptionsAllowed == 0 ? tooManyRequests(cause: explanation(budget), retryAfter: nil) : nil
    }

    private static func explanation(_ budget: DisruptionBudget) -> String {
        let name = budget.object.name
        let condition = budget.object.condition(DisruptionBudget.conditionType)
        let failure = condition.flatMap { $0.status == "False" && $0.message?.isEmpty == false ? $0 : nil }
        if let failure, failure.reason == "SyncFailed" {
            return "The disruption budget \(name) does not allow evicting pods currently because it failed sync: "
                + (failure.message ?? "")
        }
        if budget.currentHealthy <= budget.desiredHealthy {
            return "The disruption budget \(name) needs \(budget.desiredHealthy) healthy pods and has "
                + "\(budget.currentHealthy) currently"
        }
        let detail = failure.map { " (\($0.reason ?? "")): \($0.message ?? "")" } ?? ""
        return "The disruption budget \(name) does not allow evicting pods currently\(detail)"
    }

    private static func charge(_ budget: DisruptionBudget, for pod: KubernetesObject, _ now: Timestamp) -> Charge {
        var status = budget.object.status
        let left = budget.disruptionsAllowed - 1
        status["disruptionsAllowed"] = JSON(left)
        if left == 0 {
            var conditions = budget.object.conditions
            conditions.set(
                DisruptionBudget.condition(allowed: 0, generation: budget.object.observedGeneration, now: now))
            status["conditions"] = conditions.json
        }
        status.set(.string("\(now)"), at: "disruptedPods", pod.name)
        return Charge(key: budget.object.key, status: status)
    }

    /// The answer where the budget's figures are not settled: ask again in ten seconds.
    public static func tooManyRequests(budget name: String) -> Status {
        tooManyRequests(
            cause: "The disruption budget \(name) is still being processed by the server.", retryAfter: 10)
    }

    private static func tooManyRequests(cause: String, retryAfter: Int?) -> Status {
        Status(
            code: 429, reason: "TooManyRequests",
            message: "Cannot evict pod as it would violate the pod's disruption budget.",
            retryAfterSeconds: retryAfter,
            details: ["causes": [["reason": "DisruptionBudget", "message": .string(cause)]]])
    }

    private static let severalBudgets = Status(
        code: 500, reason: "",
        message: "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.")
}
