import KubernetesTypes

/// Which controllers reconcile which keys when an object has changed.
enum Routing {
    /// The resources that some controller follows.
    static let watched: [ResourceType] = [
        .namespaces, .nodes, .pods, .deployments, .replicaSets, .statefulSets, .podDisruptionBudgets,
        .horizontalPodAutoscalers, .events,
    ]

    static func items(for change: StoredChange, _ context: ControllerContext) -> [WorkItem] {
        own(change, context) + collection(change, context) + namespace(change, context)
    }

    private static func own(_ change: StoredChange, _ context: ControllerContext) -> [WorkItem] {
        let key = change.object.key
        switch change.resource.qualifiedName {
        case "pods": return pod(change, context)
        case "nodes": return node(change, context)
        case "namespaces": return [WorkItem(controller: .namespace, key: key)]
        case "deployments.apps": return [WorkItem(controller: .deployment, key: key)]
        case "replicasets.apps":
            return [WorkItem(controller: .replicaSet, key: key)] + [owner(of: change.object)].compactMap { $0 }
        case "statefulsets.apps": return [WorkItem(controller: .statefulSet, key: key)]
        case "poddisruptionbudgets.policy": return [WorkItem(controller: .disruption, key: key)]
        case "horizontalpodautoscalers.autoscaling": return [WorkItem(controller: .autoscaler, key: key)]
        case "events", "events.events.k8s.io":
            return change.kind == .added ? [WorkItem(controller: .events, key: EventKeeper.key)] : []
        default: return []
        }
    }

    private static func pod(_ change: StoredChange, _ context: ControllerContext) -> [WorkItem] {
        let pod = change.object
        var items = [owner(of: pod)].compactMap { $0 } + budgets(change, context)
        if change.kind == .deleted {
            // A Deployment that recreates waits for the last old pod to be gone.
            if let set = pod.controller, set.kind == "ReplicaSet", let reference = context.index.references[set.uid],
                let replicaSet = context.object(reference), let deployment = owner(of: replicaSet)
            {
                items.append(deployment)
            }
        } else {
            items.append(WorkItem(controller: pod.nodeName == nil ? .scheduler : .kubelet, key: pod.key))
        }
        if change.kind == .deleted || pod.hasEnded { items += unscheduled(context) }
        return items
    }

    private static func unscheduled(_ context: ControllerContext) -> [WorkItem] {
        context.index.unscheduledPods.map { WorkItem(controller: .scheduler, key: $0) }
    }

    private static func node(_ change: StoredChange, _ context: ControllerContext) -> [WorkItem] {
        let carried = context.index.nodeLoads[change.object.name]?.pods ?? []
        return [WorkItem(controller: .node, key: change.object.key)] + unscheduled(context)
            + carried.map { WorkItem(controller: .kubelet, key: $0) }
    }

    private static func owner(of object: KubernetesObject) -> WorkItem? {
        guard let owner = object.controller else { return nil }
        let key = ObjectKey(namespace: object.namespace, name: owner.name)
        switch owner.kind {
        case "ReplicaSet": return WorkItem(controller: .replicaSet, key: key)
        case "Deployment": return WorkItem(controller: .deployment, key: key)
        case "StatefulSet": return WorkItem(controller: .statefulSet, key: key)
        default: return nil
        }
    }

    private static func budgets(_ change: StoredChange, _ context: ControllerContext) -> [WorkItem] {
        let versions = [change.object, change.previous].compactMap { $0 }
        return context.store.list(.podDisruptionBudgets, namespace: change.object.namespace)
            .filter { budget in versions.contains { DisruptionBudget(budget).selects($0) } }
            .map { WorkItem(controller: .disruption, key: $0.key) }
    }

    /// Objects whose owners are gone, or are about to go.
    private static func collection(_ change: StoredChange, _ context: ControllerContext) -> [WorkItem] {
        let object = change.object
        var uids: [String] = []
        if change.kind == .deleted {
            uids = context.index.dependents(of: object.uid).compactMap { context.object($0)?.uid }
            uids += object.ownerReferences.map(\.uid)
        } else if object.ownerReferences.contains(where: { context.index.references[$0.uid] == nil })
            || object.isBeingDeleted && object.hasFinalizers
        {
            uids = [object.uid]
        }
        return uids.map { WorkItem(controller: .garbage, key: ObjectKey(name: $0)) }
    }

    private static func namespace(_ change: StoredChange, _ context: ControllerContext) -> [WorkItem] {
        guard change.kind != .modified, let name = change.object.namespace else { return [] }
        let key = ObjectKey(name: name)
        guard context.store.get(.namespaces, key)?.isBeingDeleted == true else { return [] }
        return [WorkItem(controller: .namespace, key: key)]
    }
}
