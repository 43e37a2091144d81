import ClusterModel
import EvenkeelAPI
import EvenkeelEngine
import KubernetesTypes

/// Tells all checkers what happens.
final class Promises {
    private let history: StoredRemediations
    private let cluster: any StoredObjects
    private let checkers: [any PromiseChecker]

    init(
        history: StoredRemediations, cluster: any StoredObjects, clock: SimulationClock, journal: Journal,
        probe: String,
        remedy: String
    ) {
        self.history = history
        self.cluster = cluster
        checkers = [
            LeaderChecker(cluster: cluster, journal: journal), RecordChecker(journal: journal),
            PauseChecker(clock: clock, journal: journal), ReachChecker(journal: journal),
            EvidenceChecker(clock: clock, journal: journal), ApprovalChecker(clock: clock, journal: journal),
            OnceChecker(journal: journal), OverwritingChecker(journal: journal),
            DisruptionChecker(cluster: cluster, journal: journal),
            IncidentChecker(history: history, cluster: cluster, clock: clock, journal: journal),
            ExplanationChecker(journal: journal), FleetChecker(history: history, clock: clock, journal: journal),
            ProgressChecker(
                history: history, cluster: cluster, clock: clock, journal: journal, probe: probe, remedy: remedy),
        ]
    }

    func stepped(_ step: Step) { for checker in checkers { checker.stepped(step) } }

    func evaluated(_ truth: EvaluationTruth, of policy: RemediationPolicy) {
        for checker in checkers { checker.evaluated(truth, of: policy) }
    }

    func deletedByPerson(_ uid: String) { for checker in checkers { checker.deletedByPerson(uid) } }

    func ended() { for checker in checkers { checker.ended() } }

    func sent(_ effect: Effect, by process: Operator) {
        guard effect.leadersWrite != nil else { return }
        for checker in checkers { checker.sent(effect, by: process) }
        guard case .change(_, let change) = effect,
            let remediation = cluster.stored(Remediation.self, change.remediation),
            remediation.metadata.uid == change.remediationUID
        else { return }
        for checker in checkers { checker.sent(change, for: remediation) }
    }

    func arrived(_ effect: Effect, _ written: [StoredChange]) {
        var arrival = Arrival(effect: effect, written: written)
        guard case .change(_, let change) = effect, !change.isDryRun else {
            for checker in checkers { checker.arrived(arrival) }
            return
        }
        guard !written.isEmpty else { return }
        arrival.remediation = history.remediations[change.remediation]
        for checker in checkers { checker.changed(change, arrival) }
    }
}

// What a process wants, with what it was given before.
extension Promises {
    func wanted(_ effect: Effect, by process: Operator) {
        switch effect {
        case .change(_, let change) where !change.isDryRun: wanted(change, by: process)
        case .createRemediation(_, let remediation, _): proposed(remediation, by: process)
        case .writeRemediationStatus(let id, let remediation): reported(id, remediation, by: process)
        case .writePolicyStatus(_, _, _, let status): for checker in checkers { checker.reported(status) }
        default: break
        }
    }

    private func wanted(_ change: ClusterChange, by process: Operator) {
        guard let remediation = cluster.stored(Remediation.self, change.remediation) else { return }
        let key = ObjectKey(namespace: change.remediation.namespace, name: remediation.spec.policyRef.name)
        let policy = process.delivered.policies[key].flatMap {
            $0.metadata.uid == remediation.spec.policyRef.uid ? $0 : nil
        }
        let rule = policy?.spec.rules.first { $0.name == remediation.spec.rule }
        let wish = WantedChange(
            change: change, remediation: remediation, policyKey: key, policy: policy,
            rule: change.purpose == .undo ? nil : rule, process: process)
        for checker in checkers { checker.wanted(wish) }
    }

    private func proposed(_ remediation: Remediation, by process: Operator) {
        let policy = process.delivered.policies[policyKey(of: remediation)]
        let proposal = Proposal(
            remediation: remediation, policy: policy,
            rule: policy?.spec.rules.first { $0.name == remediation.spec.rule }, process: process)
        for checker in checkers { checker.proposed(proposal) }
    }

    private func reported(_ id: EffectID, _ remediation: Remediation, by process: Operator) {
        guard let status = remediation.status else { return }
        let key = policyKey(of: remediation)
        let report = StatusReport(
            id: id, remediation: remediation, status: status, old: history.remediations[remediation.key]?.status,
            policyKey: key,
            rule: process.delivered.policies[key]?.spec.rules.first { $0.name == remediation.spec.rule },
            process: process)
        for checker in checkers { checker.reported(report) }
    }

    private func policyKey(of remediation: Remediation) -> ObjectKey {
        ObjectKey(namespace: remediation.metadata.namespace, name: remediation.spec.policyRef.name)
    }
}
