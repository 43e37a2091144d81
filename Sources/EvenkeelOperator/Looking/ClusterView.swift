import EvenkeelAPI
import EvenkeelEngine
import KubernetesClient
import KubernetesRuntime
import KubernetesTypes

/// What the operator knows of the cluster: watched collections, each cut down to what the engine needs.
struct ClusterView: Sendable {
    let workloads = Store<Workload> { Workload($0) }
    let revisions = Store<Revision> { Revision($0) }
    let pods = Store<Pod> { Pod($0) }
    let budgets = Store<DisruptionBudget> { DisruptionBudget($0) }
    let autoscalers = Store<Autoscaler> { Autoscaler($0) }
    let statefulSets = Store<Workload> { Workload($0) }
    let namespaces = Store<NamespaceMetadata> { NamespaceMetadata(labels: $0.labels, annotations: $0.annotations) }
    let time: any TimeSource

    struct NamespaceMetadata: Sendable {
        var labels: [String: String]
        var annotations: [String: String]
    }

    /// While nothing happens a server sends a bookmark about once a minute; later than this the watch is dead.
    static let maximumAge = Duration.seconds(90)

    /// Keeps everything up to date until cancelled.
    ///
    /// - Parameter scopes: namespaces; empty means all.
    func watch(_ client: KubernetesClient, scopes: [String]) async {
        let namespaces: [String?] = scopes.isEmpty ? [nil] : scopes.map(Optional.some)
        await withDiscardingTaskGroup { group in
            // Of one namespace only that one is asked for, so that a role may name it.
            let only = scopes.count == 1 ? scopes.first.map { "metadata.name=\($0)" } : nil
            group.addTask {
                await Watcher(
                    client: client, type: .namespaces, fieldSelector: only, store: self.namespaces, time: time
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
        [
            ("deployments", workloads.isSynced), ("replicasets", revisions.isSynced), ("pods", pods.isSynced),
            ("poddisruptionbudgets", budgets.isSynced), ("horizontalpodautoscalers", autoscalers.isSynced),
            ("statefulsets", statefulSets.isSynced), ("namespaces", namespaces.isSynced),
        ].filter { !$0.1 }.map(\.0)
    }

    /// What the API server says of the target now, or why nothing may be concluded.
    func snapshot(of target: TargetReference, in namespace: String) -> TargetSnapshot {
        if let reason = blindness { return .unavailable(reason) }
        let key = ObjectKey(namespace: namespace, name: target.name)
        let store = target.kind == .deployment ? workloads : statefulSets
        let surroundings = namespaces[ObjectKey(name: namespace)]
        guard let workload = store[key] else { return TargetSnapshot(availability: .targetNotFound) }
        let own = pods.values(in: namespace).filter { workload.selector.matches($0.labels) }
        return TargetSnapshot(
            availability: .known, workload: workload, pods: own.sorted { $0.name < $1.name },
            revisions: revisions.values(in: namespace).filter { $0.ownerUID == workload.uid }
                .sorted { $0.number < $1.number },
            budgets: budgets.values(in: namespace).filter { budget in
                own.contains { budget.selector.matches($0.labels) }
            }
            .sorted { $0.name < $1.name },
            autoscalers: autoscalers.values(in: namespace).filter {
                $0.targetKind == target.kind.rawValue && $0.targetName == target.name
            }.sorted { $0.name < $1.name },
            namespaceLabels: surroundings?.labels ?? [:], namespaceAnnotations: surroundings?.annotations ?? [:])
    }

    /// Blind means still: what cannot be seen now is not acted on.
    private var blindness: String? {
        if let first = missing.first { return "\(first) were not read yet" }
        let now = time.uptime
        let ages: [(String, Duration?)] = [
            ("deployments", workloads.lastSync), ("replicasets", revisions.lastSync), ("pods", pods.lastSync),
            ("poddisruptionbudgets", budgets.lastSync), ("horizontalpodautoscalers", autoscalers.lastSync),
        ]
        for (name, last) in ages {
            guard let last, now - last <= Self.maximumAge else {
                return "the watch of \(name) has heard nothing from the API server for over \(Self.maximumAge); "
                    + "what is known of the cluster may be outdated"
            }
        }
        return nil
    }
}
