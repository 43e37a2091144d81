import EvenkeelAPI
import JSONValue
import KubernetesTypes

// Before anything is changed: held, waiting for approval, or only shown.
extension Engine {
    mutating func driveWaiting(_ track: RemediationTrack, now: Timestamp) {
        guard let (policy, rule) = origin(track) else {
            return transition(track, to: .superseded, "the policy or its rule is gone", now: now)
        }
        // Nothing may be concluded before this process has looked itself.
        guard policy.evaluation != nil, policy.rules[rule.name]?.finding != nil else { return }
        let record = DecisionRecord(inputs(.waiting, policy, rule, track, now: now))
        carryOut(record, track, now: now)
    }

    private mutating func carryOut(_ record: DecisionRecord, _ track: RemediationTrack, now: Timestamp) {
        let (message, gates) = (record.outcome.message, record.outcome.gates)
        func end(_ phase: Phase, _ change: (inout RemediationStatus) -> Void = { _ in }) {
            transition(track, to: phase, message, record, now: now, change)
        }
        switch record.outcome.choice {
        case .noticeChange: changed(track, "changed", record, now: now)
        case .reject: end(.rejected)
        case .recover: end(.recovered) { $0.incidentEndedAt = now }
        case .supersede: end(.superseded)
        case .tryDry: beginDryRun(track, record, now: now)
        case .shadow: end(.shadowed) { $0.gates = gates }
        case .execute: execute(track, record, now: now)
        case .expire: end(.expired) { $0.gates = gates }
        case .awaitApproval: hold(track, to: .awaitingApproval, record, now: now)
        default: hold(track, to: .held, record, now: now)
        }
    }

    private mutating func hold(_ track: RemediationTrack, to phase: Phase, _ record: DecisionRecord, now: Timestamp) {
        let (gates, approval) = (record.outcome.gates, record.outcome.approval)
        if let until = gates.compactMap(\.until).filter({ $0 > now }).min() { remediations[track.key]?.wakeAt = until }
        // Who approved, and when, is kept from the moment that it is seen, and what is wrong with an approval is told.
        let isNew =
            track.status.phase != phase || Self.verdicts(track.status.gates) != Self.verdicts(gates)
            || track.status.approval != approval || approvalMessageChanged(track, gates)
        guard isNew || track.remediation.status == nil else { return }
        transition(track, to: phase, record.outcome.message, record, now: now) { draft in
            draft.gates = gates
            draft.approval = approval
        }
    }

    /// An approval that does not count, or could not, for another reason than before.
    private func approvalMessageChanged(_ track: RemediationTrack, _ gates: [GateStatus]) -> Bool {
        guard let gate = gates.first(where: { $0.name == Gate.approval }), gate.verdict != .pass else { return false }
        return track.status.gates.first { $0.name == Gate.approval }?.message != gate.message
    }

    private static func verdicts(_ gates: [GateStatus]) -> [String] { gates.map { "\($0.name)=\($0.verdict)" } }

    private mutating func execute(_ track: RemediationTrack, _ record: DecisionRecord, now: Timestamp) {
        let plan = track.remediation.spec.plan
        transition(track, to: .executing, record.outcome.message, record, now: now) { draft in
            draft.gates = record.outcome.gates
            draft.approval = record.outcome.approval
            if plan.pods == nil { draft.intents.append(Intent(purpose: .change, at: now)) }
        }
    }
}

// The dry run: the very change, checked by the API server and not stored.
extension Engine {
    private mutating func beginDryRun(_ track: RemediationTrack, _ record: DecisionRecord, now: Timestamp) {
        guard let write = firstWrite(track) else { return }
        remediations[track.key]?.pending = .dryRun
        remediations[track.key]?.dryRunAt = now
        let change = change(track, write, .change, isDryRun: true)
        auditSending(track, change, record, now: now)
        let id = makeEffectID(.dryRun(track.key))
        effects.append(.change(id, change))
    }

    private func firstWrite(_ track: RemediationTrack) -> ClusterChange.Write? {
        guard let pods = track.remediation.spec.plan.pods else { return patchWrite(track, .apply) }
        return pods.first.map {
            .evict(ObjectKey(namespace: track.remediation.metadata.namespace, name: $0.name), uid: $0.uid)
        }
    }

    mutating func dryRunAnswered(_ key: ObjectKey, _ outcome: Outcome, now: Timestamp) {
        guard var track = remediations[key] else { return }
        track.pending = nil
        remediations[key] = track
        auditAnswer(track, outcome, isDryRun: true, now: now)
        var draft = track.status
        switch outcome {
        case .done: draft.dryRun = DryRun(accepted: true, message: "the API server accepted a dry run of the change")
        case .refused(let status) where status.code == 429:
            draft.dryRun = DryRun(accepted: true, message: "the API server would make it wait: \(status.message)")
        case .refused(let status):
            draft.dryRun = DryRun(accepted: false, message: "the API server refuses the change: \(status.message)")
        case .notSent(let reason), .unknown(let reason):
            // Not an answer; asked again.
            remediations[key]?.dryRunAt = nil
            remediations[key]?.wakeAt = now + 10
            remediations[key]?.failures += 1
            guard track.failures >= limits.attempts else { return }
            draft.dryRun = DryRun(accepted: false, message: "the API server could not be asked: \(reason)")
        }
        guard draft.dryRun != track.status.dryRun else { return }
        write(draft, of: key)
    }
}
