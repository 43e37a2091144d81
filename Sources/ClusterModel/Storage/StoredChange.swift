public import KubernetesTypes

/// One entry of the store's log: what a watch is made of.
public struct StoredChange: Sendable {
    public enum Kind: Sendable { case added, modified, deleted }

    public var kind: Kind
    public var resource: ResourceType
    /// The object after the change; for `deleted`, its last state with the revision of the deletion.
    public var object: KubernetesObject
    public var revision: UInt64
    /// The object before the change, which tells whether it has just come into or left a selector's view.
    public var previous: KubernetesObject?

    public init(
        kind: Kind, resource: ResourceType, object: KubernetesObject, revision: UInt64,
        previous: KubernetesObject? = nil
    ) {
        self.kind = kind
        self.resource = resource
        self.object = object
        self.revision = revision
        self.previous = previous
    }
}
