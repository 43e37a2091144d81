public import KubernetesTypes

/// The controllers, the scheduler and the kubelets of a cluster, in virtual time.
///
/// They watch the store through its change log and write to it as the real ones do. The state kept here is what objects
/// do not tell (when a pod was first seen, to the microsecond; recent recommendations of autoscalers) and indexes that
/// are rebuilt when the log no longer reaches back.
public struct Controllers: Sendable {
    private var desk: Desk
    private var agenda = Agenda()

    public init(settings: ControllerSettings = ControllerSettings()) { desk = Desk(settings: settings) }

    /// What every pod uses, by its uid: the autoscalers' metrics. Set it from `WorkloadModel.usage` before `run`.
    public var usage: [String: PodUsage] {
        get { desk.usage }
        set { desk.usage = newValue }
    }

    /// Lets every controller do what it has to do by `now`, until none has anything left.
    ///
    /// Rounds are bounded by `ControllerSettings.maximumRounds`; what is left then is done by the next run.
    public mutating func run(_ store: inout ObjectStore, now: Timestamp) {
        swap(&desk.store, &store)
        defer { swap(&desk.store, &store) }
        desk.now = now
        NodeController.bootstrap(&desk)
        absorb()
        agenda.wake(now)
        for _ in 0..<desk.settings.maximumRounds {
            guard let (controller, keys) = agenda.nextBatch() else { return }
            for key in keys { perform(WorkItem(controller: controller, key: key)) }
        }
    }

    /// When there is something to do without any further change; `now` where something is left over already.
    public func nextDeadline(_ store: ObjectStore, now: Timestamp) -> Timestamp? {
        if agenda.hasWork || store.revision != desk.seenRevision { return now }
        return agenda.earliest.map { max($0, now) }
    }

    private mutating func perform(_ item: WorkItem) {
        let deadline = item.controller.reconcile(item.key, &desk)
        // A deadline that is not in the future would never let the instant end.
        agenda.schedule(item, at: deadline.map { max($0, desk.now + 0.001) })
        absorb()
    }

    /// Reads what has changed since the last look, keeps the indexes, and queues whoever has to know.
    private mutating func absorb() {
        guard desk.store.revision != desk.seenRevision else { return }
        do {
            for change in try desk.store.changes(since: desk.seenRevision) { observe(change) }
        } catch {
            relist()
        }
        desk.seenRevision = desk.store.revision
    }

    private mutating func observe(_ change: StoredChange) {
        desk.observe(change)
        for item in Routing.items(for: change, desk) { agenda.add(item) }
    }

    /// The log was compacted: everything there is counts as new, and what is gone is forgotten.
    private mutating func relist() {
        let changes = desk.differencesToIndex()
        desk.index.clear()
        for change in changes { observe(change) }
    }
}
