import EvenkeelAPI
import EvenkeelEngine
import KubernetesTypes

/// S9: a change that did not help is undone, people are called, and the same action is not tried again for one incident.
final class IncidentChecker: PromiseChecker {
    private let history: StoredRemediations
    private let cluster: any StoredObjects
    private let clock: SimulationClock
    private let journal: Journal
    /// The last change of a rule that was no undo.
    private var lastChange: [RuleID: LastChange] = [:]
    /// When the signals of a rule were last seen healthy, or could have been.
    private var lastHealthy: [RuleID: Timestamp] = [:]
    /// The uids of Remediations that a person has deleted, which is how people let an action be tried once more.
    private var deletedByPeople: Set<String> = []
    /// Status writes that wait for their answer, by process.
    private var writing: [Int: [EffectID: Writing]] = [:]
    /// When people were last called for a Remediation's phase, by its uid.
    private var reportedPhases: [String: [Phase: Timestamp]] = [:]

    private struct RuleID: Hashable {
        var policyUID: String
        var name: String
    }

    private struct LastChange {
        var at: Timestamp
        var change: ClusterChange
        var targetUID: String?
    }

    /// What a status write makes of the phase.
    private struct Writing {
        var at: Timestamp
        var uid: String
        var old: Phase?
        var new: Phase
    }

    init(history: StoredRemediations, cluster: any StoredObjects, clock: SimulationClock, journal: Journal) {
        self.history = history
        self.cluster = cluster
        self.clock = clock
        self.journal = journal
    }

    func evaluated(_ truth: EvaluationTruth, of policy: RemediationPolicy) {
        for rule in policy.spec.rules where [.good, .open].contains(truth.verdict(rule.when)) {
            lastHealthy[RuleID(policyUID: truth.policyUID, name: rule.name)] = clock.now
        }
    }

    func deletedByPerson(_ uid: String) { deletedByPeople.insert(uid) }

    func changed(_ change: ClusterChange, _ arrival: Arrival) {
        guard change.purpose != .undo else { return }
        let spec = arrival.remediation?.spec
        let rule = RuleID(policyUID: spec?.policyRef.uid ?? "", name: spec?.rule ?? "")
        if let remediation = arrival.remediation, let last = lastChange[rule] {
            checkIncident(change, remediation, rule, after: last)
        }
        lastChange[rule] = LastChange(at: clock.now, change: change, targetUID: spec?.targetRef.uid)
    }

    /// The same action is not tried twice for one incident, and rests after it was made.
    private func checkIncident(
        _ change: ClusterChange, _ remediation: Remediation, _ rule: RuleID, after last: LastChange
    ) {
        guard last.change.remediationUID != change.remediationUID,
            last.targetUID == remediation.spec.targetRef.uid, !deletedByPeople.contains(last.change.remediationUID)
        else { return }
        if lastHealthy[rule].map({ $0 <= last.at }) ?? true {
            journal.breach(
                .s9, "same incident", "\(change.remediation) tries again what \(last.change.remediation) did")
        }
        // With five minutes to spare, since clocks are set.
        guard let ended = history.remediations[last.change.remediation]?.status?.endedAt,
            let cooldown = cluster.rule(of: remediation)?.cooldown.seconds, clock.now < ended + cooldown - 300
        else { return }
        journal.breach(
            .s9, "rest",
            "\(change.remediation) changes \(Int(clock.now - ended)) s after \(last.change.remediation)")
    }
}

extension IncidentChecker {
    func reported(_ report: StatusReport) {
        writing[report.process.number, default: [:]][report.id] = Writing(
            at: clock.now, uid: report.remediation.metadata.uid ?? "", old: report.old?.phase,
            new: report.status.phase)
        guard let rule = report.rule, let old = report.old, old.phase == .verifying, report.status.phase == .failed
        else { return }
        checkUndone(report, rule, old)
    }

    /// What did not help is undone, if it can be and if it is known that it did not help.
    private func checkUndone(_ report: StatusReport, _ rule: Rule, _ old: RemediationStatus) {
        let plan = report.remediation.spec.plan
        guard plan.isReversible, let changed = old.changedAt else { return }
        let evaluations = report.evaluations.filter { $0.at > changed }
        guard evaluations.count > (rule.verify.recovered ?? 3) + 1,
            evaluations.allSatisfy({ $0.verdict(rule.when) == .bad }),
            let interval = report.process.delivered.policies[report.policyKey]?.spec.interval.seconds
        else { return }
        // An evaluation that was never answered breaks the row: what is known is too little then.
        let row = evaluations.suffix((rule.verify.recovered ?? 3) + 2).map(\.at) + [report.process.clock(clock.now)]
        guard zip(row, row.dropFirst()).allSatisfy({ $1 - $0 < 2 * interval }) else { return }
        journal.breach(.s9, "undo", "\(report.remediation.key) failed its verification and was not undone")
    }

    /// The API server's answer to a status: whoever is to be called is called.
    func stepped(_ step: Step) {
        for case .recordEvent(let event) in step.effects {
            guard let phase = Phase(rawValue: event.reason) else { continue }
            reportedPhases[event.regardingUID, default: [:]][phase] = clock.now
        }
        guard case .answered(let id, let outcome) = step.observation,
            let write = writing[step.process.number]?.removeValue(forKey: id), case .done = outcome,
            write.new != write.old, write.new == .failed || write.new == .undone
        else { return }
        // Perhaps earlier: of an answer that is long in coming, the engine has read meanwhile what it would say.
        guard let at = reportedPhases[write.uid]?[write.new], at >= write.at else {
            return journal.breach(
                .s9, "escalation", "nobody was called for a remediation that became \(write.new.rawValue)")
        }
    }
}
