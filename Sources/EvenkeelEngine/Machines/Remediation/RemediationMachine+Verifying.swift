import EvenkeelAPI
import JSONValue
import KubernetesTypes

// Did it help? The same signals decide.
extension RemediationMachine {
    mutating func verify(_ context: RemediationContext) {
        guard let record = context.record(.verifying, self) else { return verifyWithoutPolicy(context) }
        let (reason, message) = (record.outcome.reason, record.outcome.message)
        switch record.outcome.choice {
        case .succeed:
            transition(to: .succeeded, reason, message, record: record, context) { $0.incidentEndedAt = context.now }
            actions.append(.endIncident)
        case .fail: transition(to: .failed, reason, message, record: record, context)
        case .undo: beginUndo(reason, message, record, context)
        default: wait(until: record.outcome.until)
        }
    }

    private mutating func verifyWithoutPolicy(_ context: RemediationContext) {
        let plan = remediation.spec.plan
        if let wish = remediation.undoWish, plan.isReversible {
            return beginUndo(.undoRequested, "\(wish); \(plan.undo.summary)", nil, context)
        }
        transition(
            to: .failed, .policyDeleted, "the policy is gone; the change is kept and was not verified", context)
    }

    private mutating func beginUndo(
        _ reason: TimelineReason, _ message: String, _ record: DecisionRecord?, _ context: RemediationContext
    ) {
        transition(to: .undoing, reason, message, record: record, context) { draft in
            draft.intents.append(Intent(purpose: .undo, at: context.now))
        }
    }
}

// Undo, and the scheduled revert of a scale.
extension RemediationMachine {
    /// After success, or a failure whose change was kept: the time of a scheduled revert, or a person's wish.
    mutating func decideEnded(_ context: RemediationContext) {
        if let last = status.intents.last, last.purpose == .undo, last.outcome == .pending { return sendUndo(context) }
        guard remediation.mayBeReverted(at: context.now) else {
            if let revert = status.revert, revert.state == .scheduled, context.now < revert.at {
                wait(until: revert.at)
            }
            return
        }
        guard let record = context.record(.returning, self) else { return revertWithoutPolicy(context) }
        let (reason, message) = (record.outcome.reason, record.outcome.message)
        switch record.outcome.choice {
        case .undo: beginUndo(reason, message, record, context)
        case .revert: beginRevert(message, record, context)
        case .keep: keep(reason, message, until: record.outcome.until, record, context)
        case .hold: note(reason, message, record, context)
        default: return
        }
    }

    /// A pause and a freeze hold without the policy as well.
    private mutating func revertWithoutPolicy(_ context: RemediationContext) {
        let plan = remediation.spec.plan
        if let objection = finalCheckOfUndo(context).objection {
            // No evaluation moves it on.
            return keep(.undoWaits, objection, until: nil, nil, context)
        }
        if let wish = remediation.undoWish {
            return beginUndo(.undoRequested, "\(wish); \(plan.undo.summary)", nil, context)
        }
        if case .hold(_, let message, let until) = plan.freezeOnReturn(context.guardrails(of: self), at: context.now) {
            return keep(.revertWaits, "the revert is due and waits: \(message)", until: until, nil, context)
        }
        beginRevert("the revert is due; \(plan.undo.summary)", nil, context)
    }

    private mutating func keep(
        _ reason: TimelineReason, _ message: String, until: Timestamp?, _ record: DecisionRecord?,
        _ context: RemediationContext
    ) {
        wait(until: max(until ?? context.now + 60, context.now + 1))
        note(reason, message, record, context)
    }

    private mutating func beginRevert(_ message: String, _ record: DecisionRecord?, _ context: RemediationContext) {
        continuePhase(.revertDue, message, record, context) { draft in
            draft.intents.append(Intent(purpose: .undo, at: context.now))
        }
    }

    mutating func sendUndo(_ context: RemediationContext) {
        guard let intent = status.intents.last, intent.purpose == .undo, intent.outcome == .pending else { return }
        guard knowledge.isUnsent else { return readTarget(context) }
        guard isDue(context) else { return }
        let check = finalCheckOfUndo(context)
        if let objection = check.objection { return keep(.undoWaits, objection, until: nil, check.record, context) }
        guard let write = patchWrite(.revert, context), hasFreshEvaluation(context) else { return }
        send(write, .undo, check.record, context)
    }

    private func finalCheckOfUndo(_ context: RemediationContext) -> FinalCheck {
        if let record = context.record(.sendingUndo, self) { return FinalCheck(record) }
        if let paused = context.guardrails(of: self).first(where: \.spec.paused) {
            return FinalCheck(objection: "undo waits: guardrail \(paused.metadata.name ?? "") is paused")
        }
        let other = status.phase == .undoing ? nil : context.inFlight(beside: self)
        return FinalCheck(objection: other.map { "undo waits: \($0) is in flight" })
    }

    /// What the object says of an undo that was sent, or was about to be; `nil` if it is gone.
    mutating func foundForUndo(_ object: KubernetesObject?, _ context: RemediationContext) {
        let found = object.map { FoundTarget($0, remediation.spec.plan) }
        let record = context.inputs(.observing, self).map { inputs in
            var basis = inputs
            basis.found = found
            return DecisionRecord(basis)
        }
        let outcome = record?.outcome ?? DecisionInputs.observed(found, remediation.spec.plan)
        switch outcome.choice {
        case .noticeUndo: undone(record, context)
        case .send: sendAgain(context)
        default: leave(outcome.reason, outcome.message, record, context)
        }
    }

    mutating func undone(_ record: DecisionRecord?, _ context: RemediationContext) {
        let message = "undone: \(remediation.spec.plan.undo.summary)"
        func settle(_ draft: inout RemediationStatus) {
            draft.settleLastIntent(.done)
            draft.revert?.state = .reverted
        }
        if status.phase.isFinal { return continuePhase(.undone, message, record, context, settle) }
        transition(to: .undone, .undone, message, record: record, context, settle)
    }

    /// The undo does not apply any more: stand down and say so.
    private mutating func leave(
        _ reason: TimelineReason, _ message: String, _ record: DecisionRecord?, _ context: RemediationContext
    ) {
        let phase: Phase = status.phase == .succeeded ? .succeeded : .failed
        continuePhase(reason, message, record, context) { draft in
            draft.settleLastIntent(.notDone, message)
            draft.revert?.state = .keptByOthers
            draft.phase = phase
            draft.endedAt = draft.endedAt ?? context.now
        }
    }
}
