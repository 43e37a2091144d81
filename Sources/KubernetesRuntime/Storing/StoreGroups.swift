internal import KubernetesTypes

/// The names of those who have the same labels: the pods of a ReplicaSet have, so that whoever looks for some of ten
/// thousand pods has to look at a thousand sets of labels or fewer.
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
