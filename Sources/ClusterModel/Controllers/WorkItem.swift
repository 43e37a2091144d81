import KubernetesTypes

/// One controller and the key that it has to look at.
struct WorkItem: Hashable {
    var controller: ControllerKind
    var key: ObjectKey
}

/// In the order in which they take turns: what is observed of pods flows up to ReplicaSets and Deployments, each of
/// which sees every step of the other.
enum ControllerKind: Int, CaseIterable {
    case namespace, garbage, node, scheduler, kubelet, replicaSet, statefulSet, deployment, autoscaler, disruption,
        events

    /// - Returns: when to look again without any change.
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
