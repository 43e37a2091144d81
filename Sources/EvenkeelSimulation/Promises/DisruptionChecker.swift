import ClusterModel
import EvenkeelAPI
import EvenkeelEngine
import KubernetesTypes

/// S5: no disruption budget is broken, and no pod is called evicted that lives.
final class DisruptionChecker: PromiseChecker {
    private let cluster: any StoredObjects
    private let journal: Journal

    init(cluster: any StoredObjects, journal: Journal) {
        self.cluster = cluster
        self.journal = journal
    }

    /// No budget has fewer healthy pods than it wants because of an eviction.
    func changed(_ change: ClusterChange, _ arrival: Arrival) {
        guard case .evict = change.write else { return }
        for written in arrival.written where written.resource == .pods && Pod(written.object)?.isReady == true {
            checkBudgets(of: written.object)
        }
    }

    private func checkBudgets(of pod: KubernetesObject) {
        let pods = cluster.list(.pods, namespace: pod.namespace).compactMap { Pod($0) }
        let budgets = cluster.list(.podDisruptionBudgets, namespace: pod.namespace).compactMap { DisruptionBudget($0) }
        for budget in budgets where budget.selector.matches(pod.labels) {
            let healthy = pods.count { $0.isReady && !$0.isBeingDeleted && budget.selector.matches($0.labels) }
            let wanted = budget.minAvailable?.resolved(of: budget.expectedPods, roundingUp: true) ?? 0
            if healthy < wanted {
                journal.breach(.s5, "budget", "\(budget.name) has \(healthy) of \(wanted) after an eviction")
            }
        }
    }

    func reported(_ report: StatusReport) {
        checkClaims(report.status, report.old)
        guard let intent = report.status.intents.last, intent.purpose == .evict, intent.outcome == .pending,
            intent != report.old?.intents.last, let pod = intent.pod,
            let evaluation = report.evaluations.last, evaluation.protectedPods.contains(pod.uid)
        else { return }
        journal.breach(.s5, "waiting", "\(pod.name) is to be evicted although its disruption budget allows none")
    }

    /// A pod that is called evicted is not there any more.
    private func checkClaims(_ status: RemediationStatus, _ old: RemediationStatus?) {
        guard let claimed = status.intents.last, claimed.purpose == .evict, claimed.outcome == .done,
            old?.intents.last?.outcome == .pending, let pod = claimed.pod
        else { return }
        let isAlive = cluster.list(.pods, namespace: ClusterHarness.namespace).contains {
            $0.uid == pod.uid && !$0.isBeingDeleted
        }
        if isAlive { journal.breach(.s5, "claimed", "\(pod.name) is called evicted and lives") }
    }
}
