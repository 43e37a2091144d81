public import KubernetesTypes

/// The controllers, the scheduler and the kubelets of a cluster, in virtual time.
///
/// They watch the store through its change log and write to it as the real ones do. The state kept here is what objects
/// do not show (when a pod was first seen, to the microsecond; recent recommendations of autoscalers) and indexes that
/// are rebuilt when the log no longer reaches back.
public struct Controllers: Sendable {
    private var context: ControllerContext
    private var agenda = Agenda()

    public init(settings: ControllerSettings = ControllerSettings()) { context = ControllerContext(settings: settings) }

    /// What every pod uses, by its uid: the autoscalers' metrics. Set it from `WorkloadModel.usage` before `run`.
    public var usage: [String: PodUsage] {
        get { context.usage }
        set { context.usage = newValue }
    }

    /// Lets every controller do what it has to do by `now`, until none has anything left.
    ///
    /// Rounds are bounded by `ControllerSettings.maximumRounds`; what is left then is done by the next run.
    public mutating func run(_ store: inout ObjectStore, now: Timestamp) {
        swap(&context.store, &store)
        defer { swap(&context.store, &store) }
        context.now = now
        NodeController.bootstrap(&context)
        absorb()
        agenda.wake(now)
        for _ in 0..<context.settings.maximumRounds {
            guard let (controller, keys) = agenda.nextBatch() else { return }
            for key in keys { perform(WorkItem(controller: controller, key: key)) }
        }
    }

    /// When there is something to do without any further change; `now` where something is left over already.
    public func nextDeadline(_ store: ObjectStore, now: Timestamp) -> Timestamp? {
        if agenda.hasWork || store.revision != context.seenRevision { return now }
        return agenda.earliest.map { max($0, now) }
    }

    private mutating func perform(_ item: WorkItem) {
        let deadline = item.controller.reconcile(item.key, &context)
        // A deadline that is not in the future would never let the instant end.
        agenda.schedule(item, at: deadline.map { max($0, context.now + 0.001) })
        absorb()
    }

    /// Reads what has changed since the last evaluation, keeps the indexes, and queues whoever has to know.
    private mutating func absorb() {
        guard context.store.revision != context.seenRevision else { return }
        do {
            for change in try context.store.changes(since: context.seenRevision) { observe(change) }
        } catch {
            relist()
        }
        context.seenRevision = context.store.revision
    }

    private mutating func observe(_ change: StoredChange) {
        context.observe(change)
        for item in Routing.items(for: change, context) { agenda.add(item) }
    }

    /// The log was compacted: everything there is counts as new, and what is gone is forgotten.
    private mutating func relist() {
        let changes = context.differencesToIndex()
        context.index.clear()
        for change in changes { observe(change) }
    }
}
