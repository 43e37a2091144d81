import KubernetesTypes

/// What is to be done now, and what at which time. A key is queued once however often it is added.
struct Agenda: Sendable {
    private var queued: [Set<ObjectKey>] = Array(repeating: [], count: ControllerKind.allCases.count)
    private var deadlines: [WorkItem: Timestamp] = [:]
    /// Whose turn it was last.
    private var last = ControllerKind.allCases.count - 1

    var hasWork: Bool { queued.contains { !$0.isEmpty } }
    var earliest: Timestamp? { deadlines.values.min() }

    mutating func add(_ item: WorkItem) { queued[item.controller.rawValue].insert(item.key) }

    /// Replaces the item's deadline.
    mutating func schedule(_ item: WorkItem, at deadline: Timestamp?) { deadlines[item] = deadline }

    /// Queues everything that has come due, and begins a new round.
    mutating func wake(_ now: Timestamp) {
        last = ControllerKind.allCases.count - 1
        for (item, deadline) in deadlines where deadline <= now {
            deadlines[item] = nil
            add(item)
        }
    }

    /// Takes the keys of the next controller in turn that has any, in their order.
    ///
    /// Turns, rather than ranks: a Deployment has to see its ReplicaSets shrink before it lets another grow.
    mutating func nextBatch() -> (ControllerKind, [ObjectKey])? {
        let kinds = ControllerKind.allCases
        for step in 1...kinds.count {
            let turn = (last + step) % kinds.count
            guard !queued[turn].isEmpty else { continue }
            last = turn
            let keys = queued[turn].sorted()
            queued[turn] = []
            return (kinds[turn], keys)
        }
        return nil
    }
}

/// One controller and the key that it reconciles next.
struct WorkItem: Hashable {
    var controller: ControllerKind
    var key: ObjectKey
}

/// In the order in which they take turns: what is observed of pods flows up to ReplicaSets and Deployments, each of
/// which sees every step of the other.
enum ControllerKind: Int, CaseIterable {
    case namespace, garbage, node, scheduler, kubelet, replicaSet, statefulSet, deployment, autoscaler, disruption,
        events

    /// - Returns: when to reconcile again without any change.
    func reconcile(_ key: ObjectKey, _ context: inout ControllerContext) -> Timestamp? {
        switch self {
        case .namespace: NamespaceController.reconcile(key, &context)
        case .garbage: GarbageCollector.reconcile(key, &context)
        case .node: NodeController.reconcile(key, &context)
        case .scheduler: Scheduler.reconcile(key, &context)
        case .kubelet: Kubelet.reconcile(key, &context)
        case .replicaSet: ReplicaSetController.reconcile(key, &context)
        case .statefulSet: StatefulSetController.reconcile(key, &context)
        case .deployment: DeploymentController.reconcile(key, &context)
        case .autoscaler: AutoscalerController.reconcile(key, &context)
        case .disruption: DisruptionController.reconcile(key, &context)
        case .events: EventKeeper.reconcile(key, &context)
        }
    }
}
