import KubernetesTypes

/// Any object of the store.
struct ObjectReference: Hashable, Comparable {
    var resource: ResourceType
    var key: ObjectKey

    static func < (left: ObjectReference, right: ObjectReference) -> Bool {
        (left.resource.qualifiedName, left.key) < (right.resource.qualifiedName, right.key)
    }
}
