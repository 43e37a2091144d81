import JSONValue
import KubernetesTypes

/// What the node controller does about a node of which nothing is heard (annotated `fake/down: "true"`): after 40
/// seconds it is `Unknown` and tainted and its pods count as not ready, after five minutes more they are deleted (and
/// stay, terminating, as long as no kubelet confirms it).
enum NodeFailure {
    private static let grace = 40.0
    private static let taint = "node.kubernetes.io/unreachable"

    static func reconcile(_ node: KubernetesObject, _ desk: inout Desk) -> Timestamp? {
        guard NodeController.isDown(node.name, desk) else {
            if desk.silentNodes.removeValue(forKey: node.name) != nil || isTainted(node) { welcome(node, &desk) }
            return nil
        }
        let since = desk.silentNodes[node.name] ?? desk.now
        desk.silentNodes[node.name] = since
        if desk.now < since + grace { return since + grace }
        giveUp(node, &desk)
        return evict(from: node, since: since + grace, &desk)
    }

    private static func isTainted(_ node: KubernetesObject) -> Bool {
        (node.spec["taints"]?.arrayValue ?? []).contains { $0["key"]?.stringValue == taint }
    }

    private static func giveUp(_ node: KubernetesObject, _ desk: inout Desk) {
        guard !isTainted(node) else { return }
        let taints = ["NoSchedule", "NoExecute"].map { effect in
            JSON.object(["key": .string(taint), "effect": .string(effect), "timeAdded": .string("\(desk.now)")])
        }
        write(
            node, isReady: false, "NodeStatusUnknown", "Kubelet stopped posting node status.",
            taints: (node.spec["taints"]?.arrayValue ?? []) + taints, &desk)
        desk.tell(node, "NodeNotReady", "Node \(node.name) status is now: NodeNotReady", by: "node-controller")
        for pod in pods(on: node, desk) where pod.isReady {
            var conditions = pod.conditions
            for type in ["Ready", "ContainersReady"] {
                guard var condition = conditions[type] else { continue }
                condition.status = "False"
                condition.lastTransitionTime = desk.now
                conditions.set(condition)
            }
            var status = pod.status
            status["conditions"] = .array(conditions.map(\.podJSON))
            desk.updateStatus(.pods, pod.key, status)
        }
    }

    private static func welcome(_ node: KubernetesObject, _ desk: inout Desk) {
        let others = (node.spec["taints"]?.arrayValue ?? []).filter { $0["key"]?.stringValue != taint }
        write(
            node, isReady: true, "KubeletReady", "fake kubelet is posting ready status", taints: others, &desk)
    }

    private static func write(
        _ node: KubernetesObject, isReady: Bool, _ reason: String, _ message: String, taints: [JSON],
        _ desk: inout Desk
    ) {
        var node = node
        node.json.set(taints.isEmpty ? nil : .array(taints), at: "spec", "taints")
        var conditions = node.conditions
        conditions.set(
            StatusCondition(
                type: "Ready", status: isReady ? "True" : "Unknown", reason: reason, message: message,
                lastTransitionTime: desk.now))
        node.json.set(conditions.json, at: "status", "conditions")
        desk.update(.nodes, node)
    }

    /// Deletes the pods whose toleration of the taint has ended.
    ///
    /// - Returns: when the next one's will.
    private static func evict(
        from node: KubernetesObject, since: Timestamp, _ desk: inout Desk
    ) -> Timestamp? {
        var next: Timestamp?
        for pod in pods(on: node, desk) where !pod.isBeingDeleted {
            guard let tolerated = toleration(of: pod) else { continue }
            let end = since + tolerated
            if end <= desk.now {
                desk.tell(
                    pod, "TaintManagerEviction", "Marking for deletion Pod \(pod.key)", by: "taint-eviction-controller")
                desk.deletePod(pod)
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

    private static func pods(on node: KubernetesObject, _ desk: Desk) -> [KubernetesObject] {
        (desk.index.nodeLoads[node.name]?.pods.sorted() ?? []).compactMap { desk.store.get(.pods, $0) }
    }
}
