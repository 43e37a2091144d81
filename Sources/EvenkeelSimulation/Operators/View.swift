import ClusterModel
import EvenkeelAPI
import EvenkeelEngine
import EvenkeelShell
import JSONValue
import KubernetesTypes

/// What a process knows of the cluster: watched collections, some of which may lag behind or be cut off.
struct View: Sendable {
    /// While nothing happens a server sends a bookmark about once a minute; later than this the watch is dead.
    static let maximumAge = 90.0

    private static let foreign: [ResourceType] = [
        .deployments, .replicaSets, .pods, .podDisruptionBudgets, .horizontalPodAutoscalers, .statefulSets,
        .namespaces,
    ]

    var informers: [Informer] = (OwnKind.allCases.map(\.type) + foreign).map(Informer.init)
    private var workloads: [WorkloadKind: [ObjectKey: Workload]] = [:]
    private var revisions: [ObjectKey: Revision] = [:]
    private var pods: [ObjectKey: Pod] = [:]
    private var budgets: [ObjectKey: DisruptionBudget] = [:]
    private var autoscalers: [ObjectKey: Autoscaler] = [:]
    private var snapshots: [ObjectKey: TargetSnapshot] = [:]

    /// Takes what the watches tell, and gives the objects of Evenkeel's own kinds that have changed.
    mutating func poll(_ cluster: inout ClusterModel, now: Timestamp) -> [(OwnKind, [ObjectKey])] {
        var news: [(OwnKind, [ObjectKey])] = []
        for index in informers.indices {
            let changed = informers[index].poll(&cluster, now: now)
            guard !changed.isEmpty else { continue }
            if index < OwnKind.allCases.count {
                news.append((OwnKind.allCases[index], changed.sorted()))
            } else {
                snapshots = [:]
                for key in changed { note(key, informers[index]) }
            }
        }
        return news
    }

    /// How often watches had to list again.
    var relists: Int { informers.reduce(0) { $0 + $1.relists } }

    subscript(resource: ResourceType, key: ObjectKey) -> KubernetesObject? {
        informers.first { $0.resource == resource }?.objects[key]
    }

    func objects(of resource: ResourceType) -> [KubernetesObject] {
        (informers.first { $0.resource == resource }?.objects ?? [:]).values.sorted { $0.key < $1.key }
    }

    private mutating func note(_ key: ObjectKey, _ informer: Informer) {
        let object = informer.objects[key]
        switch informer.resource {
        case .deployments: workloads[.deployment, default: [:]][key] = object.flatMap { Workload($0) }
        case .statefulSets: workloads[.statefulSet, default: [:]][key] = object.flatMap { Workload($0) }
        case .replicaSets: revisions[key] = object.flatMap { Revision($0) }
        case .pods: pods[key] = object.flatMap { Pod($0) }
        case .podDisruptionBudgets: budgets[key] = object.flatMap { DisruptionBudget($0) }
        case .horizontalPodAutoscalers: autoscalers[key] = object.flatMap { Autoscaler($0) }
        default: break
        }
    }

    /// What is known of the target, or why nothing may be concluded: as the live shell reports it.
    mutating func snapshot(of target: TargetReference, in namespace: String, now: Timestamp) -> TargetSnapshot {
        if let deaf = informers.first(where: { $0.silence(at: now) > Self.maximumAge }) {
            return .unavailable("the watch of \(deaf.resource.plural) has heard nothing for over 90 seconds")
        }
        let key = ObjectKey(namespace: namespace, name: target.name)
        if let known = snapshots[key] { return known }
        let snapshot = TargetSnapshot(of: target, in: namespace, from: self)
        snapshots[key] = snapshot
        return snapshot
    }
}

extension View: TargetLookups {
    func workload(_ kind: WorkloadKind, _ key: ObjectKey) -> Result<Workload?, Unreadable> {
        .success(workloads[kind]?[key])
    }

    func revisions(in namespace: String, ownedBy uid: String) -> [Revision] {
        revisions.values.filter { $0.ownerUID == uid }
    }

    func pods(in namespace: String, matching selector: LabelSelector) -> [Pod] {
        pods.values.filter { $0.namespace == namespace && selector.matches($0.labels) }
    }

    func budgets(in namespace: String, where predicate: (DisruptionBudget) -> Bool) -> [DisruptionBudget] {
        budgets.values.filter { $0.namespace == namespace && predicate($0) }
    }

    func autoscalers(in namespace: String, where predicate: (Autoscaler) -> Bool) -> [Autoscaler] {
        autoscalers.values.filter { $0.namespace == namespace && predicate($0) }
    }

    func scaledObjects(in namespace: String) -> Result<[ScaledObject], Unreadable> { .success([]) }

    func routes(in namespace: String) -> Result<[HTTPRoute], Unreadable> { .success([]) }

    func namespace(_ name: String) -> NamespaceMetadata? {
        self[.namespaces, ObjectKey(name: name)].map { NamespaceMetadata($0) }
    }
}
