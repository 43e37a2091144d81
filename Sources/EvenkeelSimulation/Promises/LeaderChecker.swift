import EvenkeelEngine
import KubernetesTypes

/// S12: a former leader cannot act.
final class LeaderChecker: PromiseChecker {
    private let cluster: any StoredObjects
    private let journal: Journal

    init(cluster: any StoredObjects, journal: Journal) {
        self.cluster = cluster
        self.journal = journal
    }

    func sent(_ effect: Effect, by process: Operator) {
        guard let what = effect.leadersWrite,
            let lease = cluster.stored(.leases, Election.lease).map(LeaseRecord.init),
            lease.holder != process.identity || lease.transitions != process.token
        else { return }
        journal.breach(.s12, "fence", "process \(process.number) sends \(what) with token \(process.token); \(lease)")
    }
}
