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
        guard let look = policy.look, let memory = policy.rules[rule.name], memory.finding != nil else { return }
        if arrivedLate(track, look.target) { return changed(track, now: now) }
        if let reason = rejection(track) { return transition(track, to: .rejected, reason, now: now) }
        if memory.recoveredLooks >= rule.verify.recovered {
            return transition(track, to: .recovered, "the signals recovered before anything was changed", now: now) {
                $0.incidentEndedAt = now
            }
        }
        let plan = track.remediation.spec.plan
        if let reason = outdated(plan, policy, now: now) ?? replanned(plan, policy, rule, now: now) {
            return transition(track, to: .superseded, reason, now: now)
        }
        let situation = situation(policy, rule, plan: .success(plan), remediation: track, now: now)
        let claim = approvalReason(situation) == nil ? ApprovalClaim.none : ApprovalClaim(situation, plan)
        weigh(track, policy, rule, Gate.evaluate(situation), claim, now: now)
    }

    /// A person's word against it, given before anything was changed.
    func rejection(_ track: RemediationTrack) -> String? {
        let annotations = track.remediation.metadata.annotations ?? [:]
        if let reason = annotations[EvenkeelAPIGroup.Annotation.reject] { return "rejected: \(reason.prefix(200))" }
        return annotations[EvenkeelAPIGroup.Annotation.undo].map { "taken back before it was made: \($0.prefix(200))" }
    }

    /// A request that was given up as lost may have been under way for long: the mark says that it took place after all.
    private func arrivedLate(_ track: RemediationTrack, _ target: TargetSnapshot) -> Bool {
        guard track.status.intents.contains(where: { $0.purpose == .change }) else { return false }
        let plan = track.remediation.spec.plan
        guard let lever = target.lever(plan.object) else { return false }
        return plan.leavesMark ? lever.lastRemediation == track.uid : plan.fits(lever.fields, .back)
    }

    /// Why the plan no longer fits the world; `nil` where it does.
    private func outdated(_ plan: Plan, _ policy: PolicyTrack, now: Timestamp) -> String? {
        guard let target = policy.look?.target, target.availability == .known, let workload = target.workload else {
            return nil
        }
        if workload.uid != plan.object.uid, plan.object.kind == workload.kind.rawValue,
            plan.object.name == workload.name
        {
            return "the target was replaced by another object of the same name"
        }
        if let pods = plan.pods {
            let isAnyLeft = pods.contains { pod in target.livePods.contains { $0.uid == pod.uid } }
            return isAnyLeft ? nil : "the pods of the plan are gone"
        }
        guard let lever = target.lever(plan.object) else {
            return "the \(plan.object.kind) \(plan.object.name) is gone"
        }
        return plan.fits(lever.fields, .forth)
            ? nil : "somebody changed \(plan.changes.first?.path ?? "the target") meanwhile"
    }

    /// The rule would do something else by now: what was shown and approved is no longer what would be done.
    private func replanned(_ plan: Plan, _ policy: PolicyTrack, _ rule: Rule, now: Timestamp) -> String? {
        guard policy.look?.target.availability == .known, case .success(let new) = makePlan(policy, rule, now: now),
            !new.doesTheSame(as: plan)
        else { return nil }
        return "the plan changed since; it would now be: \(new.summary)"
    }

    private mutating func weigh(
        _ track: RemediationTrack, _ policy: PolicyTrack, _ rule: Rule, _ gates: [GateStatus], _ claim: ApprovalClaim,
        now: Timestamp
    ) {
        if needsDryRun(track, policy, gates) { return beginDryRun(track, now: now) }
        let blocking = gates.filter { $0.verdict != .pass }
        if blocking.contains(where: { $0.name == Gate.mode }) { return endAsShadow(track, gates, now: now) }
        guard let first = blocking.first else { return execute(track, gates, claim, now: now) }
        if isExpired(track, rule, gates, now: now) {
            return transition(track, to: .expired, expiry(rule, gates, claim), now: now) { $0.gates = gates }
        }
        let waitsForApproval = blocking.count == 1 && first.name == Gate.approval
        hold(track, to: waitsForApproval ? .awaitingApproval : .held, gates, first, claim, now: now)
    }

    private func isExpired(_ track: RemediationTrack, _ rule: Rule, _ gates: [GateStatus], now: Timestamp) -> Bool {
        guard gates.contains(where: { $0.name == Gate.approval && $0.verdict != .pass }),
            let created = track.remediation.metadata.creationTimestamp
        else { return false }
        return now - created >= rule.approval.expiresAfter.seconds
    }

    private func expiry(_ rule: Rule, _ gates: [GateStatus], _ claim: ApprovalClaim) -> String {
        let within = rule.approval.expiresAfter
        guard claim != .none, let gate = gates.first(where: { $0.name == Gate.approval }) else {
            return "nobody approved within \(within)"
        }
        return "no approval counted within \(within): \(gate.message)"
    }

    private mutating func hold(
        _ track: RemediationTrack, to phase: Phase, _ gates: [GateStatus], _ first: GateStatus,
        _ claim: ApprovalClaim, now: Timestamp
    ) {
        if let until = gates.compactMap(\.until).filter({ $0 > now }).min() { remediations[track.key]?.wakeAt = until }
        // Who approved, and when, is kept from the moment that it is seen, and what is wrong with an approval is told.
        let isNew =
            track.status.phase != phase || Self.verdicts(track.status.gates) != Self.verdicts(gates)
            || track.status.approval != claim.approval || isToldOtherwise(track, gates)
        guard isNew || track.remediation.status == nil else { return }
        let message = phase == .awaitingApproval ? first.message : "\(first.name): \(first.message)"
        transition(track, to: phase, message, now: now) { draft in
            draft.gates = gates
            draft.approval = claim.approval
        }
    }

    /// An approval that does not count, or could not, for another reason than before.
    private func isToldOtherwise(_ track: RemediationTrack, _ gates: [GateStatus]) -> Bool {
        guard let gate = gates.first(where: { $0.name == Gate.approval }), gate.verdict != .pass else { return false }
        return track.status.gates.first { $0.name == Gate.approval }?.message != gate.message
    }

    private static func verdicts(_ gates: [GateStatus]) -> [String] { gates.map { "\($0.name)=\($0.verdict)" } }

    private mutating func endAsShadow(_ track: RemediationTrack, _ gates: [GateStatus], now: Timestamp) {
        let others = gates.filter { $0.verdict != .pass && $0.name != Gate.mode && $0.name != Gate.approval }
        let plan = track.remediation.spec.plan
        let message =
            others.first.map { "would have waited: \($0.name): \($0.message)" }
            ?? (gates.contains { $0.name == Gate.approval && $0.verdict != .pass }
                ? "would have asked for approval: \(plan.summary)" : "would have done: \(plan.summary)")
        transition(track, to: .shadowed, message, now: now) { $0.gates = gates }
    }

    private mutating func execute(
        _ track: RemediationTrack, _ gates: [GateStatus], _ claim: ApprovalClaim, now: Timestamp
    ) {
        let plan = track.remediation.spec.plan
        let message = claim.approval.map { "\(plan.summary), \($0.sentence)" } ?? plan.summary
        transition(track, to: .executing, message, now: now) { draft in
            draft.gates = gates
            draft.approval = claim.approval
            if plan.pods == nil { draft.intents.append(Intent(purpose: .change, at: now)) }
        }
    }
}

// The dry run: the very change, checked by the API server and not stored.
extension Engine {
    /// Once for each plan, and again with each look as long as the server refuses.
    private func needsDryRun(_ track: RemediationTrack, _ policy: PolicyTrack, _ gates: [GateStatus]) -> Bool {
        guard let dryRun = track.status.dryRun else { return true }
        guard !dryRun.accepted, let last = track.dryRunAt, let look = policy.look else {
            return !dryRun.accepted && track.dryRunAt == nil
        }
        return look.at > last
    }

    private mutating func beginDryRun(_ track: RemediationTrack, now: Timestamp) {
        guard let write = firstWrite(track) else { return }
        remediations[track.key]?.pending = .dryRun
        remediations[track.key]?.dryRunAt = now
        let id = makeEffectID(.dryRun(track.key))
        effects.append(.change(id, change(track, write, .change, isDryRun: true)))
    }

    private func firstWrite(_ track: RemediationTrack) -> ClusterChange.Write? {
        guard let pods = track.remediation.spec.plan.pods else { return patchWrite(track, .forth) }
        return pods.first.map {
            .evict(ObjectKey(namespace: track.remediation.metadata.namespace, name: $0.name), uid: $0.uid)
        }
    }

    mutating func dryRunAnswered(_ key: ObjectKey, _ outcome: Outcome, now: Timestamp) {
        guard var track = remediations[key] else { return }
        track.pending = nil
        remediations[key] = track
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
