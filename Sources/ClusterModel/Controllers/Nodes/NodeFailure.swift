import JSONValue
import KubernetesTypes

/// What the node controller does about a node of which nothing is heard (annotated `fake/down: "true"`): after 40
/// seconds it is `Unknown` and tainted and its pods count as not ready, after five minutes more they are deleted (and
/// stay, terminating, as long as no kubelet confirms it).
enum NodeFailure {
    private static let grace = 40.0
    private static let taint = "node.kubernetes.io/unreachable"

    static func reconcile(_ node: KubernetesObject, _ context: inout ControllerContext) -> Timestamp? {
        guard NodeController.isDown(node.name, context) else {
            if context.silentNodes.removeValue(forKey: node.name) != nil || isTainted(node) { welcome(node, &context) }
            return nil
        }
        let since = context.silentNodes[node.name] ?? context.now
        context.silentNodes[node.name] = since
        if context.now < since + grace { return since + grace }
        giveUp(node, &context)
        return evict(from: node, since: since + grace, &context)
    }

    private static func isTainted(_ node: KubernetesObject) -> Bool {
        (node.spec["taints"]?.arrayValue ?? []).contains { $0["key"]?.stringValue == taint }
    }

    private static func giveUp(_ node: KubernetesObject, _ context: inout ControllerContext) {
        guard !isTainted(node) else { return }
        let taints = ["NoSchedule", "NoExecute"].map { effect in
            JSON.object(["key": .string(taint), "effect": .string(effect), "timeAdded": .string("\(context.now)")])
        }
        write(
            node, isReady: false, "NodeStatusUnknown", "Kubelet stopped posting node status.",
            taints: (node.spec["taints"]?.arrayValue ?? []) + taints, &context)
        context.recordEvent(
            node, "NodeNotReady", "Node \(node.name) status is now: NodeNotReady", by: "node-controller")
        for pod in pods(on: node, context) where pod.isReady {
            var conditions = pod.conditions
            for type in ["Ready", "ContainersReady"] {
                guard var condition = conditions[type] else { continue }
                condition.status = "False"
                condition.lastTransitionTime = context.now
                conditions.set(condition)
            }
            var status = pod.status
            status["conditions"] = .array(conditions.map(\.podJSON))
            context.updateStatus(.pods, pod.key, status)
        }
    }

    private static func welcome(_ node: KubernetesObject, _ context: inout ControllerContext) {
        let others = (node.spec["taints"]?.arrayValue ?? []).filter { $0["key"]?.stringValue != taint }
        write(
            node, isReady: true, "KubeletReady", "fake kubelet is posting ready status", taints: others, &context)
    }

    private static func write(
        _ node: KubernetesObject, isReady: Bool, _ reason: String, _ message: String, taints: [JSON],
        _ context: inout ControllerContext
    ) {
        var node = node
        node.json.set(taints.isEmpty ? nil : .array(taints), at: "spec", "taints")
        var conditions = node.conditions
        conditions.set(
            StatusCondition(
                type: "Ready", status: isReady ? "True" : "Unknown", reason: reason, message: message,
                lastTransitionTime: context.now))
        node.json.set(conditions.json, at: "status", "conditions")
        context.update(.nodes, node)
    }

    /// Deletes the pods whose toleration of the taint has ended.
    ///
    /// - Returns: when the next one's will.
    private static func evict(
        from node: KubernetesObject, since: Timestamp, _ context: inout ControllerContext
    ) -> Timestamp? {
        var next: Timestamp?
        for pod in pods(on: node, context) where !pod.isBeingDeleted {
            guard let tolerated = toleration(of: pod) else { continue }
            let end = since + tolerated
            if end <= context.now {
                context.recordEvent(
                    pod, "TaintManagerEviction", "Marking for deletion Pod \(pod.key)", by: "taint-eviction-controller")
                context.deletePod(pod)
            } else {
                next = min(next ?? end, end)
            }
        }
        return next
    }

    /// Seconds; 0 without a toleration, `nil` where it lasts for ever.
    private static func toleration(of pod: KubernetesObject) -> Double? {
        let matching = (pod.spec["tolerations"]?.arrayValue ?? []).filter { toleration in
            let key = toleration["key"]?.stringValue ?? ""
            let effect = toleration["effect"]?.stringValue ?? ""
            return [taint, ""].contains(key) && ["NoExecute", ""].contains(effect)
        }
        if matching.isEmpty { return 0 }
        let limits = matching.compactMap { $0["tolerationSeconds"]?.integerValue }
        return limits.min().map { Double(max(0, $0.bounded)) }
    }

    private static func pods(on node: KubernetesObject, _ context: ControllerContext) -> [KubernetesObject] {
        (context.index.nodeLoads[node.name]?.pods.sorted() ?? []).compactMap { context.store.get(.pods, $0) }
    }
}
