internal import KubernetesTypes

/// The objects of a store by namespace and name. Each change says what it changed.
struct StoreState<Value: Sendable>: Sendable {
    typealias Entry = StoreEntry<Value>
    typealias Change = StoreChange<Value>

    /// Cluster-wide objects have the namespace "".
    private var namespaces: [String: [String: Entry]] = [:]
    private var groups: StoreGroups<Value>?
    private(set) var count = 0

    /// - Parameter labels: what values are found by, beside their keys; see ``values(in:matching:)``.
    init(labels: (@Sendable (Value) -> [String: String])? = nil) { groups = labels.map(StoreGroups.init) }

    subscript(key: ObjectKey) -> Value? { namespaces[key.namespace ?? ""]?[key.name]?.value }

    func entries(in namespace: String?) -> [Entry] {
        if let namespace { return namespaces[namespace].map { Array($0.values) } ?? [] }
        var all: [Entry] = []
        all.reserveCapacity(count)
        for entries in namespaces.values { all += entries.values }
        return all
    }

    /// Those for which the predicate holds; the others are not even copied.
    func values(in namespace: String, where predicate: (Value) -> Bool) -> [Value] {
        var found: [Value] = []
        for entry in (namespaces[namespace] ?? [:]).values where predicate(entry.value) { found.append(entry.value) }
        return found
    }

    /// Those whose labels match, found without a look at each of them.
    func values(in namespace: String, matching matches: ([String: String]) -> Bool) -> [Value] {
        let entries = namespaces[namespace] ?? [:]
        return groups?.names(in: namespace, matching: matches).compactMap { entries[$0]?.value } ?? []
    }

    /// No change where the version is the same: after a resumed watch the server may repeat what is known.
    mutating func set(_ entry: Entry) -> Change? {
        let old = namespaces[entry.key.namespace ?? "", default: [:]].updateValue(entry, forKey: entry.key.name)
        if old == nil { count += 1 }
        groups?.move(entry.key, from: old?.value, to: entry.value)
        if let old, old.resourceVersion == entry.resourceVersion, !old.resourceVersion.isEmpty { return nil }
        return Change(key: entry.key, old: old?.value, new: entry.value)
    }

    mutating func remove(_ key: ObjectKey) -> Change? {
        let namespace = key.namespace ?? ""
        guard let old = namespaces[namespace]?.removeValue(forKey: key.name) else { return nil }
        count -= 1
        groups?.move(key, from: old.value, to: nil)
        if namespaces[namespace]?.isEmpty == true { namespaces[namespace] = nil }
        return Change(key: key, old: old.value)
    }

    /// The whole of one namespace, or of everything. Only what differs is a change.
    mutating func replace(with entries: [Entry], in namespace: String?) -> [Change] {
        var vanished = Set(self.entries(in: namespace).map(\.key))
        var changes: [Change] = []
        for entry in entries {
            vanished.remove(entry.key)
            if let change = set(entry) { changes.append(change) }
        }
        for key in vanished {
            if let change = remove(key) { changes.append(change) }
        }
        return changes
    }
}
