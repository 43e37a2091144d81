import EvenkeelAPI
import EvenkeelEngine
import KubernetesTypes

// What the target's own state shows.
extension EvaluationTruth {
    init(_ evaluation: Evaluation, _ verdicts: [String: Verdict], _ policy: RemediationPolicy?) {
        let key = EvenkeelAPIGroup.Annotation.remediation
        let settings = [evaluation.target.workload?.annotations[key], evaluation.target.namespaceAnnotations[key]]
        let evicts = policy?.spec.rules.contains { $0.action.kind?.traits.podRemoval == .restart } ?? false
        self.init(
            at: evaluation.at, verdicts: verdicts, isTargetKnown: evaluation.target.availability == .known,
            isDisabledByOwner: settings.contains("Disabled"), requiresApproval: settings.contains("RequireApproval"),
            targetUID: evaluation.target.workload?.uid,
            protectedPods: evicts ? Self.protectedPods(evaluation.target) : [],
            policyUID: policy?.metadata.uid ?? "", generation: policy?.metadata.generation ?? 0)
    }

    /// Those that the Eviction API would not let go now, by the budgets' own figures.
    private static func protectedPods(_ target: TargetSnapshot) -> Set<String> {
        var protected: Set<String> = []
        for pod in target.livePods where pod.phase != "Pending" {
            let covering = target.budgets.filter { $0.selector.matches(pod.labels) }
            guard let budget = covering.first, covering.count == 1, budget.isCurrent else { continue }
            let isLetGo =
                budget.disruptionsAllowed > 0
                || !pod.isReady
                    && (budget.unhealthyPodEvictionPolicy == .alwaysAllow
                        || budget.desiredHealthy > 0 && budget.currentHealthy >= budget.desiredHealthy)
            if !isLetGo { protected.insert(pod.uid) }
        }
        return protected
    }
}

extension EvaluationTruth.Verdict {
    /// By the pods' own times: one that has just come, or has just become unready, may be judged either way.
    init(_ signal: WorkloadSignal, _ target: TargetSnapshot, now: Timestamp) {
        guard target.availability == .known else {
            self = .unusable
            return
        }
        guard signal.condition == .notReady else {
            self = .open
            return
        }
        let unready = target.livePods.filter { !$0.isReady }
        guard !unready.isEmpty else {
            // Since when a pod is missing nobody can tell from what is there.
            self = target.livePods.count < target.workload?.replicas ?? 0 ? .open : .good
            return
        }
        let hasLasted = unready.contains { pod in
            (pod.readyChangedAt ?? pod.createdAt).map { now - $0 > signal.for.seconds + 60 } ?? false
        }
        self = hasLasted ? .bad : .open
    }
}
