import JSONValue
import KubernetesTypes

/// What every controller works with: the store, the time, the indexes and the state that objects do not show.
struct ControllerContext: Sendable {
    var store = ObjectStore()
    var now = Timestamp(microsecondsSince1970: 0)
    let settings: ControllerSettings
    var usage: [String: PodUsage] = [:]

    var seenRevision: UInt64 = 0
    var index = ObjectIndex()
    var events = EventLedger()
    var podClocks: [String: PodClock] = [:]
    var addresses = PodAddresses()
    /// Since when nothing was heard of a node.
    var silentNodes: [String: Timestamp] = [:]
    var autoscalers: [ObjectKey: AutoscalerHistory] = [:]

    init(settings: ControllerSettings) { self.settings = settings }

    mutating func observe(_ change: StoredChange) {
        index.observe(change)
        events.observe(change)
        guard change.kind == .deleted else { return }
        if change.resource == .pods { podClocks[change.object.uid] = nil }
        if change.resource == .nodes { silentNodes[change.object.name] = nil }
        if StorageKey(change.resource) == StorageKey(.horizontalPodAutoscalers) { autoscalers[change.object.key] = nil }
    }

    // A write can fail only because the object has just gone or another has taken its name. The change that did it is in
    // the log, so the controller that wanted to write reconciles again: the failure itself carries no news.

    @discardableResult
    mutating func create(_ resource: ResourceType, _ object: JSON) -> KubernetesObject? {
        try? store.create(resource, object, now: now)
    }

    @discardableResult
    mutating func update(_ resource: ResourceType, _ object: KubernetesObject) -> KubernetesObject? {
        try? store.update(resource, object, now: now)
    }

    mutating func updateStatus(_ resource: ResourceType, _ key: ObjectKey, _ status: JSON) {
        try? store.updateStatus(resource, key, status: status)
    }

    mutating func delete(_ resource: ResourceType, _ key: ObjectKey, gracePeriodSeconds: Int = 0) {
        try? store.delete(resource, key, gracePeriodSeconds: gracePeriodSeconds, now: now)
    }

    /// With the pod's own grace period, but at once where nothing runs yet or any more.
    mutating func deletePod(_ pod: KubernetesObject) {
        delete(.pods, pod.key, gracePeriodSeconds: pod.deletionGrace)
    }

    /// Asks for the deletion of any object as `kubectl delete` would.
    mutating func delete(_ reference: ObjectReference) {
        guard reference.resource == .pods else { return delete(reference.resource, reference.key) }
        if let pod = store.get(.pods, reference.key) { deletePod(pod) }
    }

    func object(_ reference: ObjectReference) -> KubernetesObject? { store.get(reference.resource, reference.key) }

    /// The objects of a resource that the owner controls, in the order of their keys.
    func controlled(_ resource: ResourceType, by owner: KubernetesObject) -> [KubernetesObject] {
        index.dependents(of: owner.uid)
            .filter { $0.resource == resource }
            .compactMap { store.get(resource, $0.key) }
            .filter { $0.controller?.uid == owner.uid }
    }

    /// The changes that lead from the index to the store as it is, where the log no longer holds them.
    func differencesToIndex() -> [StoredChange] {
        let resources = Set(index.resources + Routing.watched).sorted { $0.qualifiedName < $1.qualifiedName }
        var changes: [StoredChange] = []
        var living: Set<String> = []
        for resource in resources {
            for object in store.list(resource) where living.insert(object.uid).inserted {
                changes.append(StoredChange(kind: .added, resource: resource, object: object, revision: store.revision))
            }
        }
        let gone = index.references.filter { !living.contains($0.key) }.sorted { $0.value < $1.value }
        for (uid, reference) in gone {
            let tombstone = KubernetesObject.tombstone(uid: uid, reference)
            changes.append(
                StoredChange(kind: .deleted, resource: reference.resource, object: tombstone, revision: store.revision))
        }
        return changes
    }
}

extension KubernetesObject {
    /// What is known of an object whose deletion was missed.
    static func tombstone(uid: String, _ reference: ObjectReference) -> KubernetesObject {
        var json: JSON = [
            "apiVersion": .string(reference.resource.apiVersion), "kind": .string(reference.resource.kind),
        ]
        json.set(.string(reference.key.name), at: "metadata", "name")
        json.set(reference.key.namespace.map(JSON.string), at: "metadata", "namespace")
        json.set(.string(uid), at: "metadata", "uid")
        return KubernetesObject(json)
    }
}
