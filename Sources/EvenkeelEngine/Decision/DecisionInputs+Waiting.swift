import EvenkeelAPI
import JSONValue
import KubernetesTypes

// What becomes of a Remediation before anything was changed: read from top to bottom, the first that applies.
extension DecisionInputs {
    func decideWaiting() -> DecisionOutcome {
        guard let remediation = situation.remediation else {
            return DecisionOutcome(choice: .hold, message: "there is no remediation")
        }
        if situation.arrivedLate(remediation) {
            return DecisionOutcome(choice: .noticeChange, message: "the change took place after all")
        }
        if let reason = remediation.rejection { return DecisionOutcome(choice: .reject, message: reason) }
        if situation.memory.recoveredEvaluations >= situation.policy.spec.recoveredNeeded(situation.rule) {
            return DecisionOutcome(choice: .recover, message: "the signals recovered before anything was changed")
        }
        let plan = remediation.spec.plan
        if let reason = situation.outdated(plan) ?? replanned(plan) {
            return DecisionOutcome(choice: .supersede, message: reason)
        }
        let claim = approvalReason(situation) == nil ? ApprovalClaim.none : ApprovalClaim(situation, plan)
        return weigh(remediation, gates(plan), claim)
    }

    /// With what would refuse the same plan now, though it was made once.
    private func gates(_ plan: Plan) -> [GateStatus] {
        let gates = Gate.evaluate(situation)
        guard let refusal = refusalOfRollback(plan) else { return gates }
        return gates.map { gate in
            guard gate.name == .plan else { return gate }
            return GateStatus(name: .plan, verdict: .hold, reason: refusal.reason, message: refusal.message)
        }
    }

    /// Why a rollback would not be planned any more: its destination is no place to return to, or the release that runs now
    /// is not the cause. `nil` where it would be.
    func refusalOfRollback(_ plan: Plan) -> PlanRefusal? {
        guard plan.action.traits.field == .release, situation.target.availability == .known else { return nil }
        return if case .failure(let refusal) = makePlan() { refusal } else { nil }
    }

    /// The rule would do something else by now: what was shown and approved is no longer what would be done.
    func replanned(_ plan: Plan) -> String? {
        guard situation.target.availability == .known, case .success(let new) = makePlan(), !new.doesTheSame(as: plan)
        else { return nil }
        return "the plan changed since; it would now be: \(new.summary)"
    }

    private func weigh(_ remediation: Remediation, _ gates: [GateStatus], _ claim: ApprovalClaim) -> DecisionOutcome {
        let summary = remediation.spec.plan.summary
        func outcome(_ choice: DecisionOutcome.Choice, _ message: String) -> DecisionOutcome {
            DecisionOutcome(choice: choice, message: message, gates: gates, approval: claim.approval)
        }
        if needsDryRun(remediation) { return outcome(.tryDry, "the change is tried as a dry run first") }
        let blocking = gates.filter { $0.verdict != .pass }
        if blocking.contains(where: { $0.name == .mode }) { return outcome(.shadow, shadow(blocking, summary)) }
        guard let first = blocking.first else {
            return outcome(.execute, claim.approval.map { "\(summary), \($0.sentence)" } ?? summary)
        }
        if isExpired(blocking) { return outcome(.expire, expiry(blocking, claim)) }
        if blocking.count == 1, first.name == .approval { return outcome(.awaitApproval, first.message) }
        return outcome(.hold, "\(first.name): \(first.message)")
    }

    /// Once for each plan, and again with each evaluation as long as the server refuses.
    private func needsDryRun(_ remediation: Remediation) -> Bool {
        guard let dryRun = remediation.status?.dryRun else { return true }
        guard !dryRun.accepted, let last = dryRunAt, let evaluatedAt = situation.evaluatedAt else {
            return !dryRun.accepted && dryRunAt == nil
        }
        return evaluatedAt > last
    }

    private func shadow(_ blocking: [GateStatus], _ summary: String) -> String {
        if let other = blocking.first(where: { $0.name != .mode && $0.name != .approval }) {
            return "would have waited: \(other.name): \(other.message)"
        }
        return blocking.contains { $0.name == .approval }
            ? "would have asked for approval: \(summary)" : "would have done: \(summary)"
    }

    private func isExpired(_ blocking: [GateStatus]) -> Bool {
        guard blocking.contains(where: { $0.name == .approval }), let expiry = situation.approvalExpiry
        else { return false }
        return situation.now >= expiry
    }

    private func expiry(_ blocking: [GateStatus], _ claim: ApprovalClaim) -> String {
        let within = situation.rule.approval.expiresAfter
        guard claim != .none, let gate = blocking.first(where: { $0.name == .approval }) else {
            return "nobody approved within \(within)"
        }
        return "no approval counted within \(within): \(gate.message)"
    }
}

extension Remediation {
    /// A person's word against it, given before anything was changed.
    var rejection: String? {
        let annotations = metadata.annotations ?? [:]
        if let reason = annotations[EvenkeelAPIGroup.Annotation.reject] { return "rejected: \(reason.cut(to: 200))" }
        return annotations[EvenkeelAPIGroup.Annotation.undo].map { "undone before it was made: \($0.cut(to: 200))" }
    }
}

extension Situation {
    /// A request that was given up as lost may have been under way for long: the mark says that it took place after all.
    func arrivedLate(_ remediation: Remediation) -> Bool {
        guard remediation.status?.intents.contains(where: { $0.purpose == .change }) == true else { return false }
        let plan = remediation.spec.plan
        guard let changeTarget = target.changeTarget(plan.object) else { return false }
        return plan.leavesMark
            ? changeTarget.lastRemediation == remediation.metadata.uid : plan.fits(changeTarget.fields, .revert)
    }

    /// Why the plan no longer fits the world; `nil` where it does.
    func outdated(_ plan: Plan) -> String? {
        guard target.availability == .known, let workload = target.workload else { return nil }
        if workload.uid != plan.object.uid, plan.object.kind == workload.kind.rawValue,
            plan.object.name == workload.name
        {
            return "the target was replaced by another object of the same name"
        }
        if let pods = plan.pods {
            let isAnyLeft = pods.contains { pod in target.livePods.contains { $0.uid == pod.uid } }
            return isAnyLeft ? nil : "the pods of the plan are gone"
        }
        guard let changeTarget = target.changeTarget(plan.object) else {
            return "the \(plan.object.kind) \(plan.object.name) is gone"
        }
        return plan.fits(changeTarget.fields, .apply)
            ? nil : "somebody changed \(plan.changes.first?.path ?? "the target") meanwhile"
    }
}
