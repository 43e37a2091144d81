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
    let troubles: WatchTroubles

    private let policies = Store<KubernetesObject>()
    private let remediations = Store<KubernetesObject>()
    private let guardrails = Store<KubernetesObject>()
    private let metricSources = Store<KubernetesObject>()

    init(
        client: KubernetesClient, time: any TimeSource, scopes: [String], sources: MetricSourceClients,
        observations: Channel, troubles: WatchTroubles
    ) {
        self.client = client
        self.time = time
        self.scopes = scopes
        self.sources = sources
        self.observations = observations
        self.troubles = troubles
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
        troubles.staleness(
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
            group.addTask { await feed(policies, changed: policyChanged) { .policyDeleted($0) } }
            group.addTask { await feed(remediations, changed: remediationChanged) { .remediationDeleted($0) } }
            group.addTask { await feed(guardrails, changed: guardrailChanged) { .guardrailDeleted($0.name) } }
            group.addTask { await feed(metricSources, changed: sourceChanged) { .metricSourceDeleted($0.name) } }
        }
    }

    /// Everything that is stored, whether or not it was sent before: the engine must know all of it before it begins.
    func sendEverything() async {
        for object in metricSources.values() { await observations.send(await sourceChanged(object)) }
        for object in guardrails.values() { await observations.send(await guardrailChanged(object)) }
        for object in remediations.values() { await observations.send(await remediationChanged(object)) }
        for object in policies.values() { await observations.send(await policyChanged(object)) }
    }

    private func watch(
        _ type: ResourceType, _ namespace: String?, _ store: Store<KubernetesObject>, _ group: inout DiscardingTaskGroup
    ) {
        let (client, time, troubles) = (client, time, troubles)
        group.addTask {
            await troubles.watcher(client, type, namespace: namespace, store: store, time: time).run()
        }
    }

    private func feed(
        _ store: Store<KubernetesObject>, changed: (KubernetesObject) async -> Observation,
        deleted: (ObjectKey) -> Observation
    ) async {
        var known: Set<ObjectKey> = []
        for await news in store.changes() {
            let keys =
                switch news {
                case .keys(let keys): keys
                case .everything: known.union(store.keys())
                }
            for key in keys.sorted() {
                if let object = store[key] {
                    known.insert(key)
                    await observations.send(await changed(object))
                } else {
                    known.remove(key)
                    await observations.send(deleted(key))
                }
            }
        }
    }

    private func policyChanged(_ object: KubernetesObject) async -> Observation {
        do throws(InvalidDocument) {
            return .policyChanged(try RemediationPolicy(json: object.json))
        } catch {
            return .policyInvalid(
                object.key, uid: object.uid, generation: object.generation,
                status: object.json["status"].flatMap { try? $0.decoded() }, reasons: ["\(error)"])
        }
    }

    private func remediationChanged(_ object: KubernetesObject) async -> Observation {
        guard let remediation = try? Remediation(json: object.json) else { return .remediationDeleted(object.key) }
        return .remediationChanged(remediation)
    }

    private func guardrailChanged(_ object: KubernetesObject) async -> Observation {
        do throws(InvalidDocument) {
            return .guardrailChanged(try Guardrail(json: object.json))
        } catch {
            // What cannot be read must not be what lets a change through: it pauses until it can.
            return .guardrailChanged(
                Guardrail(metadata: ObjectMeta(name: object.name), spec: GuardrailSpec(paused: true)))
        }
    }

    private func sourceChanged(_ object: KubernetesObject) async -> Observation {
        guard let source = try? MetricSource(json: object.json) else {
            await sources.remove(object.name)
            return .metricSourceDeleted(object.name)
        }
        await sources.set(source)
        return .metricSourceChanged(source)
    }
}
