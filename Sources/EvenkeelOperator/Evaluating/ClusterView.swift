import EvenkeelAPI
import EvenkeelEngine
import EvenkeelShell
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
    let namespaces = Store<NamespaceMetadata> { NamespaceMetadata($0) }
    let rollouts: OptionalCollection<Workload>
    let scaledObjects: OptionalCollection<ScaledObject>
    let routes: OptionalCollection<HTTPRoute>
    let time: any TimeSource
    private let watchHealth: WatchHealth
    private let began: Duration

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

// Evaluating.
extension ClusterView {
    /// What the API server says of the target now, or why nothing may be concluded.
    ///
    /// - Parameter canaries: what else the policy's rules name.
    func snapshot(of target: TargetReference, canaries: [Canary] = [], in namespace: String) -> TargetSnapshot {
        if let reason = blindness { return .unavailable(reason) }
        return TargetSnapshot(of: target, canaries: canaries, in: namespace, from: self)
    }

    /// Why nothing may be concluded from what is known: without current data Evenkeel does not act.
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

extension ClusterView: TargetLookups {
    func workload(_ kind: WorkloadKind, _ key: ObjectKey) -> Result<Workload?, Unreadable> {
        switch kind {
        case .deployment: .success(workloads[key])
        case .statefulSet: .success(statefulSets[key])
        case .rollout: rollouts.values(in: key.namespace ?? "").map { all in all.first { $0.name == key.name } }
        }
    }

    func revisions(in namespace: String, ownedBy uid: String) -> [Revision] {
        revisions.values(in: namespace, matching: { $0["owner"] == uid })
    }

    func pods(in namespace: String, matching selector: LabelSelector) -> [Pod] {
        pods.values(in: namespace, matching: selector.matches)
    }

    func budgets(in namespace: String, where predicate: (DisruptionBudget) -> Bool) -> [DisruptionBudget] {
        budgets.values(in: namespace, where: predicate)
    }

    func autoscalers(in namespace: String, where predicate: (Autoscaler) -> Bool) -> [Autoscaler] {
        autoscalers.values(in: namespace, where: predicate)
    }

    func scaledObjects(in namespace: String) -> Result<[ScaledObject], Unreadable> {
        scaledObjects.values(in: namespace)
    }

    func routes(in namespace: String) -> Result<[HTTPRoute], Unreadable> { routes.values(in: namespace) }

    func namespace(_ name: String) -> NamespaceMetadata? { namespaces[ObjectKey(name: name)] }
}
