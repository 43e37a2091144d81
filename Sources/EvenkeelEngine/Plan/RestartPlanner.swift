import EvenkeelAPI
import JSONValue
import KubernetesTypes

enum RestartPlanner {
    /// A plan names each pod; more than this at once is no restart but a rollout.
    static let maximumPods = 20

    static func plan(_ action: RestartAction, _ workload: Workload, _ input: PlanInput) throws(PlanRefusal) -> Plan {
        guard workload.kind != .statefulSet || action.ordered else {
            throw PlanRefusal(
                .orderedRestartRequired,
                "\(workload.name) is a StatefulSet, whose pods are restarted in order and only where the policy "
                    + "says so; set restart.ordered: true")
        }
        if action.pods == .all { return try rollingRestart(workload, input.now) }
        if action.pods == .outliers, input.outliers == nil {
            throw PlanRefusal(
                .noOutlierSignal,
                "no signal of the rule names a pod of \(workload.name) as unlike the others; an outlier signal "
                    + "does")
        }
        return try evictions(action, workload, input)
    }

    private static func evictions(
        _ action: RestartAction, _ workload: Workload, _ input: PlanInput
    ) throws(PlanRefusal) -> Plan {
        let word = action.pods == .outliers ? "outlying" : "unhealthy"
        let chosen = input.target.livePods.filter {
            isChosen($0, action.pods, input.policy, input.rule, outliers: input.outliers, now: input.now)
        }
        .sorted { action.ordered ? $0.ordinal > $1.ordinal : $0.name < $1.name }
        let pods = chosen.filter { $0.ownerUID != nil }.prefix(maximumPods)
        guard !pods.isEmpty else {
            throw PlanRefusal(
                chosen.isEmpty ? .noPodSelected : .podsWithoutController,
                chosen.isEmpty
                    ? "no pod of \(workload.name) is \(word) now"
                    : "the \(word) pods have no controller that would replace them")
        }
        let atOnce = action.ordered ? 1 : action.maximumUnavailable
        let names = pods.prefix(5).map(\.name).joined(separator: ", ") + (pods.count > 5 ? ", ..." : "")
        return Plan(
            action: .restart,
            summary: "evict \(pods.count) \(word) \(pods.count == 1 ? "pod" : "pods") of \(workload.name), "
                + "at most \(atOnce) at a time\(action.ordered ? ", the highest ordinal first" : ""): \(names)",
            object: workload.changedObject, pods: pods.map { PodReference(name: $0.name, uid: $0.uid) },
            maximumUnavailable: atOnce,
            undo: Undo(summary: "nothing to undo: the controller replaces evicted pods"))
    }

    /// - Parameter outliers: `nil` where the data does not say, which makes no chosen pod well again.
    static func isChosen(
        _ pod: Pod, _ pods: RestartAction.Pods?, _ policy: RemediationPolicy, _ rule: Rule, outliers: Set<String>?,
        now: Timestamp
    ) -> Bool {
        pods == .outliers
            ? outliers?.contains(pod.name) ?? true : isUnhealthy(pod, policy, rule, now: now)
    }

    /// As the rule's own workload signals see it; a rule without one means pods that are not ready.
    private static func isUnhealthy(_ pod: Pod, _ policy: RemediationPolicy, _ rule: Rule, now: Timestamp) -> Bool {
        let troubles = policy.spec.signals.filter { rule.when.signals.contains($0.name) }
            .compactMap(\.workloadCondition)
        return (troubles.isEmpty ? [.notReady] : troubles).contains { pod.shows($0, now: now) }
    }

    private static func rollingRestart(_ workload: Workload, _ now: Timestamp) throws(PlanRefusal) -> Plan {
        guard !workload.isPaused else {
            throw PlanRefusal(
                .rolloutPaused, "the rollout of \(workload.name) is paused; a restart would not take place")
        }
        guard workload.strategy.type != "OnDelete" else {
            throw PlanRefusal(
                .onDeleteStrategy,
                "\(workload.name) replaces pods only when they are deleted (OnDelete); use pods: Unhealthy")
        }
        return Plan(
            action: .restart, summary: "restart all pods of \(workload.name) by a rolling update",
            object: workload.changedObject, changes: [restartChange(workload, now)],
            undo: Undo(
                summary: "nothing to undo: the pods are the same as before",
                precondition: .init(resourceVersion: workload.resourceVersion)))
    }

    /// What `kubectl rollout restart` does, or `kubectl argo rollouts restart`: a new template would be a new release.
    private static func restartChange(_ workload: Workload, _ now: Timestamp) -> FieldChange {
        if workload.kind == .rollout {
            return FieldChange(
                path: "/spec/restartAt", from: workload.restartAt.map { .string($0) }, to: .string("\(now)"))
        }
        let key = "kubectl.kubernetes.io/restartedAt"
        let annotations = workload.template.at("metadata", "annotations")
        let base = ["spec", "template", "metadata", "annotations"]
        return annotations == nil
            ? FieldChange(path: "\(JSONPointer(base))", from: nil, to: [key: .string("\(now)")])
            : FieldChange(path: "\(JSONPointer(base + [key]))", from: annotations?[key], to: .string("\(now)"))
    }
}

extension Pod {
    /// Of a StatefulSet's pod: the number that its name ends with; -1 where there is none.
    var ordinal: Int { name.split(separator: "-").last.flatMap { Int($0) } ?? -1 }
}
