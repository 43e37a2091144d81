internal import KubernetesTypes

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
