import ClusterModel
import EvenkeelAPI
import EvenkeelEngine
import EvenkeelShell
import KubernetesTypes

// Caches that are always up to date.
extension Cluster: TargetLookups {
    func workload(_ kind: WorkloadKind, _ key: ObjectKey) -> Result<Workload?, Unreadable> {
        let type: ResourceType =
            switch kind {
            case .deployment: .deployments
            case .statefulSet: .statefulSets
            case .rollout: .rollouts
            }
        return .success(model.store.get(type, key).flatMap { Workload($0) })
    }

    func revisions(in namespace: String, ownedBy uid: String) -> [Revision] {
        all(.replicaSets).compactMap { Revision($0) }.filter { $0.ownerUID == uid }
    }

    func pods(in namespace: String, matching selector: LabelSelector) -> [Pod] {
        model.store.list(.pods, namespace: namespace, selector: selector).compactMap { Pod($0) }
    }

    func budgets(in namespace: String, where predicate: (DisruptionBudget) -> Bool) -> [DisruptionBudget] {
        all(.podDisruptionBudgets).compactMap { DisruptionBudget($0) }.filter(predicate)
    }

    func autoscalers(in namespace: String, where predicate: (Autoscaler) -> Bool) -> [Autoscaler] {
        all(.horizontalPodAutoscalers).compactMap { Autoscaler($0) }.filter(predicate)
    }

    func scaledObjects(in namespace: String) -> Result<[ScaledObject], Unreadable> {
        .success(all(.scaledObjects).compactMap { ScaledObject($0) })
    }

    func routes(in namespace: String) -> Result<[HTTPRoute], Unreadable> {
        .success(all(.httpRoutes).compactMap { HTTPRoute($0) })
    }

    func namespace(_ name: String) -> NamespaceMetadata? {
        model.store.get(.namespaces, ObjectKey(name: name)).map { NamespaceMetadata($0) }
    }
}
