import AsyncAlgorithms
import EvenkeelAPI
import EvenkeelEngine
import EvenkeelShell
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
    let observations: Channel
    let watchHealth: WatchHealth

    // Kept as what the engine is told: as trees of JSON a thousand policies would take several times the memory.
    private let stores: [(kind: OwnKind, store: Store<Observation>)] = OwnKind.allCases.map { kind in
        (kind, Store { kind.observation(of: $0) })
    }

    init(
        client: KubernetesClient, time: any TimeSource, scopes: [String], observations: Channel,
        watchHealth: WatchHealth
    ) {
        self.client = client
        self.time = time
        self.scopes = scopes
        self.observations = observations
        self.watchHealth = watchHealth
    }

    /// What is not synced yet.
    var missing: [String] {
        stores.reversed().filter { !$0.store.isSynced }.map(\.kind.type.plural)
    }

    /// Why a change by people may not be known yet: a suspended policy, a paused guardrail, an approval, a request to undo.
    var blindness: String? {
        watchHealth.staleness(
            of: stores.reversed().map { ($0.kind.type.plural, $0.store.lastSync) }, now: time.uptime)
    }

    /// Until cancelled.
    func run() async {
        let namespaces: [String?] = scopes.isEmpty ? [nil] : scopes.map(Optional.some)
        await withDiscardingTaskGroup { group in
            for (kind, store) in stores {
                for namespace in kind.type.isNamespaced ? namespaces : [nil] {
                    watch(kind.type, namespace, store, &group)
                }
                group.addTask { await feed(store, of: kind) }
            }
        }
    }

    /// Everything that is stored, whether or not it was sent before: the engine must know all of it before it begins.
    func sendEverything() async {
        for (_, store) in stores {
            for observation in store.values() { await observations.send(observation) }
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

    private func feed(_ store: Store<Observation>, of kind: OwnKind) async {
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
                    await observations.send(observation)
                } else {
                    known.remove(key)
                    await observations.send(kind.deletion(of: key))
                }
            }
        }
    }
}
