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

    /// Those whose labels match, found without checking each of them.
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

/// What a store keeps of one object.
struct StoreEntry<Value: Sendable>: Sendable {
    var key: ObjectKey
    var resourceVersion: String
    var value: Value
}

/// An object that came, changed or went.
struct StoreChange<Value: Sendable>: Sendable {
    var key: ObjectKey
    var old: Value?
    var new: Value?
}

/// The names of those who have the same labels: the pods of a ReplicaSet have, so that a search for some of ten
/// thousand pods checks a thousand sets of labels or fewer.
struct StoreGroups<Value: Sendable>: Sendable {
    private let labels: @Sendable (Value) -> [String: String]
    /// By namespace and labels.
    private var names: [String: [[String: String]: Set<String>]] = [:]

    init(labels: @escaping @Sendable (Value) -> [String: String]) { self.labels = labels }

    func names(in namespace: String, matching matches: ([String: String]) -> Bool) -> [String] {
        var found: [String] = []
        for (labels, names) in names[namespace] ?? [:] where matches(labels) { found += names }
        return found
    }

    mutating func move(_ key: ObjectKey, from old: Value?, to new: Value?) {
        let (before, after) = (old.map(labels), new.map(labels))
        guard before != after else { return }
        let namespace = key.namespace ?? ""
        if let before { remove(key.name, from: before, in: namespace) }
        if let after { names[namespace, default: [:]][after, default: []].insert(key.name) }
    }

    private mutating func remove(_ name: String, from labels: [String: String], in namespace: String) {
        names[namespace]?[labels]?.remove(name)
        if names[namespace]?[labels]?.isEmpty == true { names[namespace]?[labels] = nil }
        if names[namespace]?.isEmpty == true { names[namespace] = nil }
    }
}
