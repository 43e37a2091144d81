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
    func reconcile(_ key: ObjectKey, _ desk: inout Desk) -> Timestamp? {
        switch self {
        case .namespace: NamespaceController.reconcile(key, &desk)
        case .garbage: GarbageCollector.reconcile(key, &desk)
        case .node: NodeController.reconcile(key, &desk)
        case .scheduler: Scheduler.reconcile(key, &desk)
        case .kubelet: Kubelet.reconcile(key, &desk)
        case .replicaSet: ReplicaSetController.reconcile(key, &desk)
        case .statefulSet: StatefulSetController.reconcile(key, &desk)
        case .deployment: DeploymentController.reconcile(key, &desk)
        case .autoscaler: AutoscalerController.reconcile(key, &desk)
        case .disruption: DisruptionController.reconcile(key, &desk)
        case .events: EventKeeper.reconcile(key, &desk)
        }
    }
}
