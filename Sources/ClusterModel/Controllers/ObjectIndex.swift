import KubernetesTypes

/// Who owns whom, who lives where, and what each node carries: what would take a scan of the store to find.
struct ObjectIndex: Sendable {
    /// Of every object of the store, by uid.
    private(set) var references: [String: ObjectReference] = [:]
    private var dependents: [String: Set<ObjectReference>] = [:]
    private var namespaces: [String: Set<ObjectReference>] = [:]
    /// The resource under which a group's objects were first seen, whatever version a request names.
    private var canonical: [StorageKey: ResourceType] = [:]
    private(set) var nodeLoads: [String: NodeLoad] = [:]
    /// The pods that wait for a node.
    private(set) var unscheduledPods: Set<ObjectKey> = []

    var resources: [ResourceType] { canonical.values.sorted { $0.qualifiedName < $1.qualifiedName } }

    func dependents(of uid: String) -> [ObjectReference] { dependents[uid]?.sorted() ?? [] }

    func contents(ofNamespace name: String) -> [ObjectReference] { namespaces[name]?.sorted() ?? [] }

    func reference(_ resource: ResourceType, _ key: ObjectKey) -> ObjectReference {
        ObjectReference(resource: canonical[StorageKey(resource)] ?? resource, key: key)
    }

    /// Forgets every object, before all of them are added again.
    mutating func clear() {
        let canonical = canonical
        self = ObjectIndex()
        self.canonical = canonical
    }

    mutating func observe(_ change: StoredChange) {
        if canonical[StorageKey(change.resource)] == nil { canonical[StorageKey(change.resource)] = change.resource }
        let reference = reference(change.resource, change.object.key)
        if let previous = change.previous { remove(previous, reference) }
        if change.kind == .deleted { remove(change.object, reference) } else { insert(change.object, reference) }
    }

    private mutating func insert(_ object: KubernetesObject, _ reference: ObjectReference) {
        references[object.uid] = reference
        for owner in object.ownerReferences { dependents[owner.uid, default: []].insert(reference) }
        if let namespace = object.namespace { namespaces[namespace, default: []].insert(reference) }
        guard reference.resource == .pods else { return }
        if let node = object.nodeName {
            nodeLoads[node, default: NodeLoad()].add(object)
        } else {
            unscheduledPods.insert(object.key)
        }
    }

    private mutating func remove(_ object: KubernetesObject, _ reference: ObjectReference) {
        // Only once, although a deletion reports both the last state and the previous one.
        guard references.removeValue(forKey: object.uid) != nil else { return }
        for owner in object.ownerReferences {
            dependents[owner.uid]?.remove(reference)
            if dependents[owner.uid]?.isEmpty == true { dependents[owner.uid] = nil }
        }
        if let namespace = object.namespace {
            namespaces[namespace]?.remove(reference)
            if namespaces[namespace]?.isEmpty == true { namespaces[namespace] = nil }
        }
        guard reference.resource == .pods else { return }
        unscheduledPods.remove(object.key)
        if let node = object.nodeName { nodeLoads[node]?.remove(object) }
    }
}

/// Any object of the store.
struct ObjectReference: Hashable, Comparable {
    var resource: ResourceType
    var key: ObjectKey

    static func < (left: ObjectReference, right: ObjectReference) -> Bool {
        left.resource.plural == right.resource.plural
            ? (left.key, left.resource.group) < (right.key, right.resource.group)
            : left.resource.plural < right.resource.plural
    }
}
