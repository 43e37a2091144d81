import JSONValue
import KubernetesTypes

/// Gives pods a node: the one with the fewest pods among those that fit.
enum Scheduler {
    static let name = "default-scheduler"
    private static let noMatch = "node(s) didn't match Pod's node affinity/selector"

    static func reconcile(_ key: ObjectKey, _ context: inout ControllerContext) -> Timestamp? {
        guard let pod = context.store.get(.pods, key), pod.nodeName == nil, pod.isActive else { return nil }
        var refusals: [String: Int] = [:]
        var best: (load: Int, node: String)?
        let nodes = context.store.list(.nodes)
        let fitsNowhere = PodBehaviour(of: pod, context.settings).isUnschedulable
        for node in nodes {
            if let reason = fitsNowhere ? noMatch : refusal(pod, node, context) {
                refusals[reason, default: 0] += 1
                continue
            }
            let load = context.index.nodeLoads[node.name]?.pods.count ?? 0
            if best.map({ load < $0.load }) ?? true { best = (load, node.name) }
        }
        if let best {
            bind(pod, to: best.node, &context)
        } else {
            refuse(pod, message(refusals, nodes: nodes.count), &context)
        }
        return nil
    }

    /// Why the pod cannot run on the node, in the scheduler's words; `nil` where it can.
    private static func refusal(_ pod: KubernetesObject, _ node: KubernetesObject, _ context: ControllerContext)
        -> String?
    {
        if node.spec["unschedulable"]?.boolValue == true { return "node(s) were unschedulable" }
        for taint in node.spec["taints"]?.arrayValue ?? [] where !tolerates(pod, taint) {
            let value = taint["value"]?.stringValue ?? ""
            return "node(s) had untolerated taint {\(taint["key"]?.stringValue ?? ""): \(value)}"
        }
        let wanted = pod.spec["nodeSelector"]?.stringDictionary ?? [:]
        if !LabelSelector(matchLabels: wanted).matches(node.labels) {
            return noMatch
        }
        let load = context.index.nodeLoads[node.name] ?? NodeLoad()
        let settings = context.settings
        if load.pods.count >= settings.podsPerNode { return "Too many pods" }
        if load.milliCPU + pod.requestedMilliCPU > settings.nodeMilliCPU { return "Insufficient cpu" }
        if load.memory + pod.requestedMemory > settings.nodeMemory { return "Insufficient memory" }
        return nil
    }

    private static func tolerates(_ pod: KubernetesObject, _ taint: JSON) -> Bool {
        if taint["effect"]?.stringValue == "PreferNoSchedule" { return true }
        return (pod.spec["tolerations"]?.arrayValue ?? []).contains { toleration in
            let key = toleration["key"]?.stringValue ?? ""
            let effect = toleration["effect"]?.stringValue ?? ""
            guard key.isEmpty || key == taint["key"]?.stringValue else { return false }
            guard effect.isEmpty || effect == taint["effect"]?.stringValue else { return false }
            return toleration["operator"]?.stringValue == "Exists"
                || (toleration["value"]?.stringValue ?? "") == (taint["value"]?.stringValue ?? "")
        }
    }

    private static func bind(_ pod: KubernetesObject, to node: String, _ context: inout ControllerContext) {
        var bound = pod
        bound.json.set(.string(node), at: "spec", "nodeName")
        var conditions = pod.conditions
        conditions.set(StatusCondition(type: "PodScheduled", status: "True", lastTransitionTime: context.now))
        bound.json.set(.array(conditions.map(\.podJSON)), at: "status", "conditions")
        guard let stored = context.update(.pods, bound) else { return }
        context.recordEvent(
            stored, "Scheduled", "Successfully assigned \(pod.key) to \(node)", by: name)
    }

    private static func refuse(_ pod: KubernetesObject, _ message: String, _ context: inout ControllerContext) {
        var conditions = pod.conditions
        conditions.set(
            StatusCondition(
                type: "PodScheduled", status: "False", reason: "Unschedulable", message: message,
                lastTransitionTime: context.now))
        guard conditions != pod.conditions else { return }
        var status = pod.status
        status["conditions"] = .array(conditions.map(\.podJSON))
        context.updateStatus(.pods, pod.key, status)
        context.recordEvent(pod, "FailedScheduling", message, by: name, isWarning: true)
    }

    private static func message(_ refusals: [String: Int], nodes: Int) -> String {
        if nodes == 0 { return "no nodes available to schedule pods" }
        let reasons = refusals.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
        return "0/\(nodes) nodes are available: \(reasons.joined(separator: ", ")). preemption: 0/\(nodes) nodes are "
            + "available: \(nodes) Preemption is not helpful for scheduling."
    }
}
