import ClusterModel
import EvenkeelAPI
import EvenkeelEngine
import JSONValue
import KubernetesTypes

/// What a process knows of the cluster: watched collections, some of which may lag behind or be cut off.
struct View: Sendable {
    /// While nothing happens a server sends a bookmark about once a minute; later than this the watch is dead.
    static let maximumAge = 90.0

    static let own: [ResourceType] = [
        MetricSource.resourceType, Guardrail.resourceType, Remediation.resourceType, RemediationPolicy.resourceType,
    ]
    private static let foreign: [ResourceType] = [
        .deployments, .replicaSets, .pods, .podDisruptionBudgets, .horizontalPodAutoscalers, .statefulSets,
        .namespaces,
    ]

    var informers: [Informer] = (own + foreign).map(Informer.init)
    private var workloads: [ObjectKey: Workload] = [:]
    private var revisions: [ObjectKey: Revision] = [:]
    private var pods: [ObjectKey: Pod] = [:]
    private var budgets: [ObjectKey: DisruptionBudget] = [:]
    private var autoscalers: [ObjectKey: Autoscaler] = [:]
    private var snapshots: [ObjectKey: TargetSnapshot] = [:]

    /// Takes what the watches tell, and gives the objects of Evenkeel's own kinds that have changed.
    mutating func poll(_ cluster: inout ClusterModel, now: Timestamp) -> [(ResourceType, [ObjectKey])] {
        var news: [(ResourceType, [ObjectKey])] = []
        for index in informers.indices {
            let changed = informers[index].poll(&cluster, now: now)
            guard !changed.isEmpty else { continue }
            if index < Self.own.count {
                news.append((informers[index].resource, changed.sorted()))
            } else {
                snapshots = [:]
                for key in changed { note(key, informers[index]) }
            }
        }
        return news
    }

    subscript(resource: ResourceType, key: ObjectKey) -> KubernetesObject? {
        informers.first { $0.resource == resource }?.objects[key]
    }

    func objects(of resource: ResourceType) -> [KubernetesObject] {
        (informers.first { $0.resource == resource }?.objects ?? [:]).values.sorted { $0.key < $1.key }
    }

    private mutating func note(_ key: ObjectKey, _ informer: Informer) {
        let object = informer.objects[key]
        switch informer.resource {
        case .deployments: workloads[key] = object.flatMap { Workload($0) }
        case .replicaSets: revisions[key] = object.flatMap { Revision($0) }
        case .pods: pods[key] = object.flatMap { Pod($0) }
        case .podDisruptionBudgets: budgets[key] = object.flatMap { DisruptionBudget($0) }
        case .horizontalPodAutoscalers: autoscalers[key] = object.flatMap { Autoscaler($0) }
        default: break
        }
    }

    /// What is known of the target, or why nothing may be concluded: as the live shell says it.
    mutating func snapshot(of target: TargetReference, in namespace: String, now: Timestamp) -> TargetSnapshot {
        if let deaf = informers.first(where: { $0.silence(at: now) > Self.maximumAge }) {
            return .unavailable("the watch of \(deaf.resource.plural) has heard nothing for over 90 seconds")
        }
        let key = ObjectKey(namespace: namespace, name: target.name)
        if let known = snapshots[key] { return known }
        let snapshot = makeSnapshot(key, target)
        snapshots[key] = snapshot
        return snapshot
    }

    private func makeSnapshot(_ key: ObjectKey, _ target: TargetReference) -> TargetSnapshot {
        guard let workload = workloads[key] else { return TargetSnapshot(availability: .targetNotFound) }
        let namespace = self[.namespaces, ObjectKey(name: key.namespace ?? "")]
        let sets = revisions.values.filter { $0.ownerUID == workload.uid }.sorted { $0.number < $1.number }
        let own = pods.values.filter { $0.namespace == key.namespace && workload.owns($0, sets) }
        return TargetSnapshot(
            availability: .known, workload: workload, pods: own.sorted { $0.name < $1.name },
            revisions: sets,
            budgets: budgets.values.filter { budget in
                budget.namespace == key.namespace && own.contains { budget.selector.matches($0.labels) }
            }.sorted { $0.name < $1.name },
            autoscalers: autoscalers.values.filter {
                $0.namespace == key.namespace && $0.targetKind == target.kind.rawValue && $0.targetName == target.name
            }.sorted { $0.name < $1.name },
            namespaceLabels: namespace?.labels ?? [:], namespaceAnnotations: namespace?.annotations ?? [:])
    }
}
