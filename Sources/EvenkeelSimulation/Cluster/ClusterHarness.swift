import ClusterModel
import KubernetesTypes

/// The modelled cluster. Everybody talks to it by requests to its API, with its own conflicts and refusals.
final class ClusterHarness: StoredObjects {
    /// The namespace of all applications.
    static let namespace = "shop"

    private var model = ClusterHarness.emptyCluster
    private let clock: SimulationClock
    private let journal: Journal
    private var seenRevision: UInt64 = 0
    /// Is given what was stored since it was called last.
    var onChanges: ([StoredChange]) -> Void = { _ in }

    init(clock: SimulationClock, journal: Journal) {
        self.clock = clock
        self.journal = journal
    }

    /// Controllers do what they have to, and everybody who watches hears of it.
    func settle() {
        if let deadline = model.nextDeadline, deadline <= clock.now { model.advance(to: clock.now) }
        guard model.store.revision != seenRevision else { return }
        onChanges(changes(since: seenRevision))
        seenRevision = model.store.revision
    }

    var nextDeadline: Timestamp? { model.nextDeadline }
    var revision: UInt64 { model.store.revision }

    func changes(since revision: UInt64) -> [StoredChange] { (try? model.store.changes(since: revision)) ?? [] }

    func stored(_ resource: ResourceType, _ key: ObjectKey) -> KubernetesObject? { model.store.get(resource, key) }

    func list(_ resource: ResourceType, namespace: String?) -> [KubernetesObject] {
        model.store.list(resource, namespace: namespace)
    }

    /// What the pods use from now on, by uid, which the autoscalers see.
    func setUsage(_ usage: [String: PodUsage]) { model.controllers.usage = usage }

    /// Forgets all events, so that whoever resumes a watch has to list again.
    func compact() { model.store.compact(through: model.store.revision) }

    /// A client's watches take what there is for them.
    func serve<News>(_ watches: (inout ClusterModel) -> News) -> News { watches(&model) }

    @discardableResult
    func send(_ request: APIRequest) -> ClusterReply {
        journal.count("requests")
        return ClusterReply(model.handle(request, now: clock.now))
    }
}
