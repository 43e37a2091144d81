public import KubernetesTypes

/// The last changes, oldest first, up to a bound: older ones are compacted away, as etcd does it.
struct ChangeLog: Sendable {
    /// Changes kept at least; at most twice as many are held before the older half is dropped.
    let capacity: Int
    private(set) var changes: [StoredChange] = []
    /// Everything after this revision is still here.
    private(set) var compactedRevision: UInt64

    init(capacity: Int, startingAt revision: UInt64) {
        self.capacity = max(1, capacity)
        compactedRevision = revision
    }

    mutating func append(_ change: StoredChange) {
        changes.append(change)
        if changes.count >= 2 * capacity { dropFirst(changes.count - capacity) }
    }

    /// Forgets every change up to and including `revision`: what a test of 410 needs.
    mutating func compact(through revision: UInt64) {
        dropFirst(firstIndex(after: revision))
        compactedRevision = max(compactedRevision, revision)
    }

    func changes(after revision: UInt64) -> ArraySlice<StoredChange> { changes[firstIndex(after: revision)...] }

    private mutating func dropFirst(_ count: Int) {
        guard count > 0 else { return }
        compactedRevision = changes[count - 1].revision
        changes.removeFirst(count)
    }

    /// Binary search: revisions only grow.
    private func firstIndex(after revision: UInt64) -> Int {
        var low = 0
        var high = changes.count
        while low < high {
            let middle = (low + high) / 2
            if changes[middle].revision > revision { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

/// One entry of the store's log: what a watch is made of.
public struct StoredChange: Sendable {
    public enum Kind: Sendable { case added, modified, deleted }

    public var kind: Kind
    public var resource: ResourceType
    /// The object after the change; for `deleted`, its last state with the revision of the deletion.
    public var object: KubernetesObject
    public var revision: UInt64
    /// The object before the change, which shows whether it has just come into or left a selector's view.
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
