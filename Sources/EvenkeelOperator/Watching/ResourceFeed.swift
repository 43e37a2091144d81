import AsyncAlgorithms
import EvenkeelAPI
import EvenkeelEngine
import JSONValue
import KubernetesClient
import KubernetesRuntime
import KubernetesTypes

/// Evenkeel's own resources, watched and handed to the engine.
struct ResourceFeed: Sendable {
    typealias Channel = AsyncChannel<Observation>

    let client: KubernetesClient
    let time: any TimeSource
    /// Namespaces; empty means all.
    let scopes: [String]
    let sources: MetricSourceClients
    let observations: Channel
    let watchHealth: WatchHealth

    // Kept as what the engine is told: as trees of JSON a thousand policies would take several times the memory.
    private let policies = Store<Observation> { .reading(policy: $0) }
    private let remediations = Store<Observation> { .reading(remediation: $0) }
    private let guardrails = Store<Observation> { .reading(guardrail: $0) }
    private let metricSources = Store<Observation> { .reading(metricSource: $0) }

    init(
        client: KubernetesClient, time: any TimeSource, scopes: [String], sources: MetricSourceClients,
        observations: Channel, watchHealth: WatchHealth
    ) {
        self.client = client
        self.time = time
        self.scopes = scopes
        self.sources = sources
        self.observations = observations
        self.watchHealth = watchHealth
    }

    /// What is not synced yet.
    var missing: [String] {
        [
            ("remediationpolicies", policies.isSynced), ("remediations", remediations.isSynced),
            ("guardrails", guardrails.isSynced), ("metricsources", metricSources.isSynced),
        ].filter { !$0.1 }.map(\.0)
    }

    /// Why people's words may have been missed: a policy turned down, a guardrail paused, a Remediation approved or undone.
    var blindness: String? {
        watchHealth.staleness(
            of: [
                ("remediationpolicies", policies.lastSync), ("remediations", remediations.lastSync),
                ("guardrails", guardrails.lastSync), ("metricsources", metricSources.lastSync),
            ], now: time.uptime)
    }

    /// Until cancelled.
    func run() async {
        let namespaces: [String?] = scopes.isEmpty ? [nil] : scopes.map(Optional.some)
        await withDiscardingTaskGroup { group in
            for namespace in namespaces {
                watch(RemediationPolicy.resourceType, namespace, policies, &group)
                watch(Remediation.resourceType, namespace, remediations, &group)
            }
            watch(Guardrail.resourceType, nil, guardrails, &group)
            watch(MetricSource.resourceType, nil, metricSources, &group)
            group.addTask { await feed(policies) { .policyDeleted($0) } }
            group.addTask { await feed(remediations) { .remediationDeleted($0) } }
            group.addTask { await feed(guardrails) { .guardrailDeleted($0.name) } }
            group.addTask { await feed(metricSources) { .metricSourceDeleted($0.name) } }
        }
    }

    /// Everything that is stored, whether or not it was sent before: the engine must know all of it before it begins.
    func sendEverything() async {
        for store in [metricSources, guardrails, remediations, policies] {
            for observation in store.values() { await tell(observation) }
        }
    }

    private func watch(
        _ type: ResourceType, _ namespace: String?, _ store: Store<Observation>, _ group: inout DiscardingTaskGroup
    ) {
        let (client, time, watchHealth) = (client, time, watchHealth)
        group.addTask {
            await watchHealth.watcher(client, type, namespace: namespace, store: store, time: time).run()
        }
    }

    private func feed(_ store: Store<Observation>, deleted: (ObjectKey) -> Observation) async {
        var known: Set<ObjectKey> = []
        for await news in store.changes() {
            let keys =
                switch news {
                case .keys(let keys): keys
                case .everything: known.union(store.keys())
                }
            for key in keys.sorted() {
                if let observation = store[key] {
                    known.insert(key)
                    await tell(observation)
                } else {
                    known.remove(key)
                    await tell(deleted(key))
                }
            }
        }
    }

    /// A source has to be known to those who ask it before the engine wants it asked.
    private func tell(_ observation: Observation) async {
        switch observation {
        case .metricSourceChanged(let source): await sources.set(source)
        case .metricSourceDeleted(let name): await sources.remove(name)
        default: break
        }
        await observations.send(observation)
    }
}
