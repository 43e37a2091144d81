import KubernetesTypes

/// What is to be done now, and what at which time. A key is queued once however often it is added.
struct Agenda: Sendable {
    private var queued: [Set<ObjectKey>] = Array(repeating: [], count: ControllerKind.allCases.count)
    private var deadlines: [WorkItem: Timestamp] = [:]

    var hasWork: Bool { queued.contains { !$0.isEmpty } }
    var earliest: Timestamp? { deadlines.values.min() }

    mutating func add(_ item: WorkItem) { queued[item.controller.rawValue].insert(item.key) }

    /// Replaces the item's deadline.
    mutating func schedule(_ item: WorkItem, at deadline: Timestamp?) { deadlines[item] = deadline }

    /// Queues everything that has come due.
    mutating func wake(_ now: Timestamp) {
        for (item, deadline) in deadlines where deadline <= now {
            deadlines[item] = nil
            add(item)
        }
    }

    /// Takes the keys of the first controller that has any, in their order.
    mutating func nextBatch() -> (ControllerKind, [ObjectKey])? {
        for controller in ControllerKind.allCases where !queued[controller.rawValue].isEmpty {
            let keys = queued[controller.rawValue].sorted()
            queued[controller.rawValue] = []
            return (controller, keys)
        }
        return nil
    }
}
