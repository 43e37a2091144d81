import EvenkeelAPI
import EvenkeelEngine
import KubernetesClient
import KubernetesRuntime
import KubernetesTypes

/// What the operator knows of the cluster: watched collections, each cut down to what the engine needs.
struct ClusterView: Sendable {
    let workloads = Store<Workload> { Workload($0) }
    let revisions = Store<Revision>(labels: { ["owner": $0.ownerUID] }, transform: { Revision($0) })
    let pods: Store<Pod>
    let budgets = Store<DisruptionBudget> { DisruptionBudget($0) }
    let autoscalers = Store<Autoscaler> { Autoscaler($0) }
    let statefulSets = Store<Workload> { Workload($0) }
    let namespaces = Store<NamespaceMetadata> { NamespaceMetadata(labels: $0.labels, annotations: $0.annotations) }
    let rollouts: OptionalCollection<Workload>
    let scaledObjects: OptionalCollection<ScaledObject>
    let routes: OptionalCollection<HTTPRoute>
    let time: any TimeSource
    private let watchHealth: WatchHealth
    private let began: Duration

    struct NamespaceMetadata: Sendable {
        var labels: [String: String]
        var annotations: [String: String]
    }

    /// How long the start waits for kinds that may not be served; a missing permission must not stop everything else.
    private static let patience = Duration.seconds(10)

    init(time: any TimeSource, watchHealth: WatchHealth) {
        self.time = time
        self.watchHealth = watchHealth
        began = time.uptime
        let siblings = PodSiblings()
        pods = Store(labels: \.labels) { Pod($0).map(siblings.share) }
        rollouts = OptionalCollection(.rollouts, time: time, watchHealth: watchHealth) { Workload($0) }
        scaledObjects = OptionalCollection(.scaledObjects, time: time, watchHealth: watchHealth) { ScaledObject($0) }
        routes = OptionalCollection(.httpRoutes, time: time, watchHealth: watchHealth) { HTTPRoute($0) }
    }

    /// Keeps everything up to date until cancelled.
    ///
    /// - Parameter scopes: namespaces; empty means all.
    func watch(_ client: KubernetesClient, scopes: [String]) async {
        let namespaces: [String?] = scopes.isEmpty ? [nil] : scopes.map(Optional.some)
        await withDiscardingTaskGroup { group in
            // Of one namespace only that one is asked for, so that a role may name it.
            let only = scopes.count == 1 ? scopes.first.map { "metadata.name=\($0)" } : nil
            group.addTask {
                await watchHealth.watcher(
                    client, .namespaces, fieldSelector: only, store: self.namespaces, time: time
                ).run()
            }
            for namespace in namespaces {
                add(.deployments, workloads, namespace, client, to: &group)
                add(.replicaSets, revisions, namespace, client, to: &group)
                add(.pods, pods, namespace, client, to: &group)
                add(.podDisruptionBudgets, budgets, namespace, client, to: &group)
                add(.horizontalPodAutoscalers, autoscalers, namespace, client, to: &group)
                add(.statefulSets, statefulSets, namespace, client, to: &group)
            }
            group.addTask { await rollouts.run(client, namespaces) }
            group.addTask { await scaledObjects.run(client, namespaces) }
            group.addTask { await routes.run(client, namespaces) }
        }
    }

    private func add<Value: Sendable>(
        _ type: ResourceType, _ store: Store<Value>, _ namespace: String?, _ client: KubernetesClient,
        to group: inout DiscardingTaskGroup
    ) {
        let time = time
        group.addTask {
            await Watcher(client: client, type: type, namespace: namespace, store: store, time: time).run()
        }
    }

    /// What is not synced yet; empty when everything was read once.
    var missing: [String] {
        let isPatient = time.uptime - began < Self.patience
        return [
            ("deployments", workloads.isSynced), ("replicasets", revisions.isSynced), ("pods", pods.isSynced),
            ("poddisruptionbudgets", budgets.isSynced), ("horizontalpodautoscalers", autoscalers.isSynced),
            ("statefulsets", statefulSets.isSynced), ("namespaces", namespaces.isSynced),
            ("rollouts", rollouts.isSettled || !isPatient), ("scaledobjects", scaledObjects.isSettled || !isPatient),
            ("httproutes", routes.isSettled || !isPatient),
        ].filter { !$0.1 }.map(\.0)
    }
}

// Looking.
extension ClusterView {
    /// What the API server says of the target now, or why nothing may be concluded.
    ///
    /// - Parameter canaries: what else the policy's rules name.
    func snapshot(of target: TargetReference, canaries: [Canary] = [], in namespace: String) -> TargetSnapshot {
        if let reason = blindness { return .unavailable(reason) }
        let surroundings = namespaces[ObjectKey(name: namespace)]
        let found: Workload?
        switch workload(target, in: namespace) {
        case .failure(let problem): return .unavailable(problem.reason)
        case .success(let workload): found = workload
        }
        guard let workload = found else {
            return TargetSnapshot(
                availability: .targetNotFound, namespaceLabels: surroundings?.labels ?? [:],
                namespaceAnnotations: surroundings?.annotations ?? [:])
        }
        let sets = revisions.values(in: namespace, matching: { $0["owner"] == workload.uid })
            .sorted { $0.number < $1.number }
        let own = pods.values(in: namespace, matching: workload.selector.matches)
            .filter { workload.owns($0, sets) }
        let labels = Set(own.map(\.labels))
        var snapshot = TargetSnapshot(
            availability: .known, workload: workload, pods: own.sorted { $0.name < $1.name },
            revisions: sets,
            budgets: budgets.values(in: namespace, where: { labels.contains(where: $0.selector.matches) })
                .sorted { $0.name < $1.name },
            autoscalers: autoscalers.values(
                in: namespace,
                where: { $0.targetName == target.name && $0.targetKind == target.kind.rawValue }
            ).sorted { $0.name < $1.name },
            namespaceLabels: surroundings?.labels ?? [:], namespaceAnnotations: surroundings?.annotations ?? [:])
        addScaledObjects(target, canaries, namespace, to: &snapshot)
        addCanaries(canaries, namespace, to: &snapshot)
        return snapshot
    }

    private func workload(_ target: TargetReference, in namespace: String) -> Result<Workload?, Unreadable> {
        let key = ObjectKey(namespace: namespace, name: target.name)
        switch target.kind {
        case .deployment: return .success(workloads[key])
        case .statefulSet: return .success(statefulSets[key])
        case .rollout: return rollouts.values(in: namespace).map { all in all.first { $0.name == target.name } }
        }
    }

    /// Those of the target; those of canaries are told by a policy that names them.
    private func addScaledObjects(
        _ target: TargetReference, _ canaries: [Canary], _ namespace: String, to snapshot: inout TargetSnapshot
    ) {
        let canaryNames = canaries.compactMap(\.deployment)
        switch scaledObjects.values(in: namespace) {
        case .failure(let problem): snapshot.unreadable[ResourceType.scaledObjects.kind] = problem.reason
        case .success(let all):
            snapshot.scaledObjects = all.filter {
                $0.targetKind == target.kind.rawValue && $0.targetName == target.name
            }
            .sorted { $0.name < $1.name }
            snapshot.canaryScaledObjects = all.filter {
                $0.targetKind == "Deployment" && canaryNames.contains($0.targetName)
            }
            .sorted { $0.name < $1.name }
        }
    }

    private func addCanaries(_ canaries: [Canary], _ namespace: String, to snapshot: inout TargetSnapshot) {
        snapshot.canaries = canaries.compactMap(\.deployment).compactMap {
            workloads[ObjectKey(namespace: namespace, name: $0)]
        }
        let names = canaries.compactMap(\.httpRoute?.name)
        guard !names.isEmpty else { return }
        switch routes.values(in: namespace) {
        case .failure(let problem): snapshot.unreadable[ResourceType.httpRoutes.kind] = problem.reason
        case .success(let all): snapshot.routes = all.filter { names.contains($0.name) }
        }
    }

    /// Blind means still: what cannot be seen now is not acted on.
    private var blindness: String? {
        if let first = missing.first { return "\(first) were not read yet\(watchHealth.clause(for: first))" }
        return watchHealth.staleness(
            of: [
                ("deployments", workloads.lastSync), ("replicasets", revisions.lastSync), ("pods", pods.lastSync),
                ("poddisruptionbudgets", budgets.lastSync), ("horizontalpodautoscalers", autoscalers.lastSync),
                ("statefulsets", statefulSets.lastSync), ("namespaces", namespaces.lastSync),
            ], now: time.uptime)
    }
}
