import KubernetesTypes

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
