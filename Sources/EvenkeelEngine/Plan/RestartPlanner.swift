import EvenkeelAPI
import JSONValue
import KubernetesTypes

enum RestartPlanner {
    /// A plan names each pod; more than this at once is no restart but a rollout.
    static let maximumPods = 20

    static func plan(_ action: RestartAction, _ workload: Workload, _ input: PlanInput) throws(PlanRefusal) -> Plan {
        switch action.pods {
        case .all: return rollingRestart(workload, input.now)
        case .unhealthy, .outliers: return try evictions(action, workload, input)
        }
    }

    private static func evictions(
        _ action: RestartAction, _ workload: Workload, _ input: PlanInput
    ) throws(PlanRefusal) -> Plan {
        let unhealthy = input.target.livePods.filter { pod in
            isMeant(pod, input.policy, input.rule, outliers: input.outliers, now: input.now)
        }.sorted { $0.name < $1.name }
        let kind = action.pods == .outliers ? "outlying" : "unhealthy"
        let pods = unhealthy.filter { $0.ownerUID != nil }.prefix(maximumPods)
        guard !pods.isEmpty else {
            throw PlanRefusal(
                reason: unhealthy.isEmpty
                    ? nobody(action, workload)
                    : "the \(kind) pods have no controller that would replace them")
        }
        let names = pods.prefix(5).map(\.name).joined(separator: ", ") + (pods.count > 5 ? ", ..." : "")
        return Plan(
            action: .restart,
            summary: "evict \(pods.count) \(kind) \(pods.count == 1 ? "pod" : "pods") of \(workload.name), "
                + "at most \(action.maximumUnavailable) at a time: \(names)",
            object: workload.changedObject, pods: pods.map { PodReference(name: $0.name, uid: $0.uid) },
            maximumUnavailable: action.maximumUnavailable,
            undo: Undo(summary: "nothing to take back: the controller replaces evicted pods"))
    }

    private static func nobody(_ action: RestartAction, _ workload: Workload) -> String {
        action.pods == .outliers
            ? "no signal of the rule names a pod of \(workload.name) as unlike the others; an outlier signal does"
            : "no pod of \(workload.name) is unhealthy now"
    }

    /// Whether the action is about this pod.
    static func isMeant(
        _ pod: Pod, _ policy: RemediationPolicy, _ rule: Rule, outliers: Set<String>, now: Timestamp
    ) -> Bool {
        rule.action.restart?.pods == .outliers
            ? outliers.contains(pod.name) : isUnhealthy(pod, policy, rule, now: now)
    }

    /// As the rule's own workload signals see it; a rule without one means pods that are not ready.
    static func isUnhealthy(_ pod: Pod, _ policy: RemediationPolicy, _ rule: Rule, now: Timestamp) -> Bool {
        let troubles = policy.spec.signals.filter { rule.when.signals.contains($0.name) }
            .compactMap(\.workload?.condition)
        return (troubles.isEmpty ? [.notReady] : troubles).contains { pod.shows($0, now: now) }
    }

    /// What `kubectl rollout restart` does.
    private static func rollingRestart(_ workload: Workload, _ now: Timestamp) -> Plan {
        let key = "kubectl.kubernetes.io/restartedAt"
        let annotations = workload.template.at("metadata", "annotations")
        let old = annotations?[key]
        let base = ["spec", "template", "metadata", "annotations"]
        let change =
            annotations == nil
            ? FieldChange(path: "\(JSONPointer(base))", from: nil, to: [key: .string("\(now)")])
            : FieldChange(path: "\(JSONPointer(base + [key]))", from: old, to: .string("\(now)"))
        return Plan(
            action: .restart, summary: "restart all pods of \(workload.name) by a rolling update",
            object: workload.changedObject, changes: [change],
            undo: Undo(
                summary: "nothing to take back: the pods are the same as before",
                precondition: .init(resourceVersion: workload.resourceVersion)))
    }
}
