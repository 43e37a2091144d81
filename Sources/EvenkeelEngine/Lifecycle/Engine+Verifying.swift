import EvenkeelAPI
import JSONValue
import KubernetesTypes

// Did it help? The same signals decide.
extension Engine {
    mutating func driveVerifying(_ track: RemediationTrack, now: Timestamp) {
        guard let (policy, rule) = origin(track) else { return verifyWithoutPolicy(track, now: now) }
        let record = DecisionRecord(inputs(.verifying, policy, rule, track, now: now))
        let message = record.outcome.message
        switch record.outcome.choice {
        case .succeed: succeed(track, rule, record, now: now)
        case .fail: transition(track, to: .failed, message, record, now: now)
        case .undo: beginUndo(track, message, record, now: now)
        default: remediations[track.key]?.wakeAt = record.outcome.until
        }
    }

    private mutating func verifyWithoutPolicy(_ track: RemediationTrack, now: Timestamp) {
        let plan = track.remediation.spec.plan
        if let wish = track.remediation.undoWish, plan.isReversible {
            return beginUndo(track, "\(wish); \(plan.undo.summary)", now: now)
        }
        transition(track, to: .failed, "the policy is gone; the change is kept and was not verified", now: now)
    }

    private mutating func succeed(
        _ track: RemediationTrack, _ rule: Rule, _ record: DecisionRecord, now: Timestamp
    ) {
        transition(track, to: .succeeded, record.outcome.message, record, now: now) { $0.incidentEndedAt = now }
        let policy = ObjectKey(
            namespace: track.remediation.metadata.namespace, name: track.remediation.spec.policyRef.name)
        policies[policy]?.rules[rule.name]?.incidentStartedAt = nil
        policies[policy]?.rules[rule.name]?.streak = 0
    }

    private mutating func beginUndo(
        _ track: RemediationTrack, _ message: String, _ record: DecisionRecord? = nil, now: Timestamp
    ) {
        transition(track, to: .undoing, message, record, now: now) { draft in
            draft.intents.append(Intent(purpose: .undo, at: now))
        }
    }
}

// Undoing.
extension Engine {
    mutating func driveUndoing(_ track: RemediationTrack, now: Timestamp) { sendUndo(track, now: now) }

    /// After success, or a failure whose change was kept: the time of a scheduled revert, or a person's wish.
    mutating func driveEnded(_ track: RemediationTrack, now: Timestamp) {
        if let last = track.status.intents.last, last.purpose == .undo, last.outcome == .pending {
            return sendUndo(track, now: now)
        }
        guard track.remediation.mayBeReverted(at: now) else {
            if let revert = track.status.revert, revert.state == .scheduled, now < revert.at {
                remediations[track.key]?.wakeAt = revert.at
            }
            return
        }
        guard let (policy, rule) = origin(track) else { return returnWithoutPolicy(track, now: now) }
        let record = DecisionRecord(inputs(.returning, policy, rule, track, now: now))
        let message = record.outcome.message
        switch record.outcome.choice {
        case .undo: beginUndo(track, message, record, now: now)
        case .revert: beginRevert(track, message, record, now: now)
        case .keep: keepOn(track, message, until: record.outcome.until, record, now: now)
        case .hold: sayOnce(track, message, record, now: now)
        default: return
        }
    }

    /// A pause and a freeze hold without the policy as well.
    private mutating func returnWithoutPolicy(_ track: RemediationTrack, now: Timestamp) {
        let (plan, guardrails) = (track.remediation.spec.plan, guardrails(covering: track.key.namespace ?? ""))
        if let objection = lastWordOnUndo(track, now: now).objection {
            // No look drives it on.
            return keepOn(track, objection, until: nil, now: now)
        }
        if let wish = track.remediation.undoWish {
            return beginUndo(track, "\(wish); \(plan.undo.summary)", now: now)
        }
        if case .hold(let reason, let until) = plan.freezeOnReturn(guardrails, at: now) {
            return keepOn(track, "the revert is due and waits: \(reason)", until: until, now: now)
        }
        beginRevert(track, "the revert is due; \(plan.undo.summary)", now: now)
    }

    private mutating func keepOn(
        _ track: RemediationTrack, _ message: String, until: Timestamp?, _ record: DecisionRecord? = nil, now: Timestamp
    ) {
        remediations[track.key]?.wakeAt = max(until ?? now + 60, now + 1)
        sayOnce(track, message, record, now: now)
    }

    private mutating func beginRevert(
        _ track: RemediationTrack, _ message: String, _ record: DecisionRecord? = nil, now: Timestamp
    ) {
        var draft = track.status
        draft.intents.append(Intent(purpose: .undo, at: now))
        draft.timeline.append(TimelineEntry(at: now, phase: draft.phase, message: message))
        decide(track, draft, message, record, now: now)
    }

    private mutating func sendUndo(_ track: RemediationTrack, now: Timestamp) {
        guard let intent = track.status.intents.last, intent.purpose == .undo, intent.outcome == .pending else {
            return
        }
        guard track.knowledge.isUnsent else { return readTarget(track, now: now) }
        guard isDue(track, now: now) else { return }
        let word = lastWordOnUndo(track, now: now)
        if let objection = word.objection { return keepOn(track, objection, until: nil, word.record, now: now) }
        guard let write = patchWrite(track, .back), seesEnough(track, now: now) else { return }
        send(track, write, .undo, word.record, now: now)
    }

    private func lastWordOnUndo(_ track: RemediationTrack, now: Timestamp) -> LastWord {
        guard let (policy, rule) = origin(track) else {
            if let paused = guardrails(covering: track.key.namespace ?? "").first(where: \.spec.paused) {
                return LastWord(objection: "undo waits: guardrail \(paused.metadata.name ?? "") is paused")
            }
            let other = track.status.phase == .undoing ? nil : remediations.inFlight(beside: track)
            return LastWord(objection: other.map { "undo waits: \($0) is in flight" })
        }
        let record = DecisionRecord(inputs(.sendingUndo, policy, rule, track, now: now))
        return LastWord(objection: record.outcome.choice == .send ? nil : record.outcome.message, record: record)
    }

    mutating func sayOnce(
        _ track: RemediationTrack, _ message: String, _ record: DecisionRecord?, now: Timestamp
    ) {
        guard track.status.timeline.last?.message != message else { return }
        var draft = track.status
        draft.timeline.append(TimelineEntry(at: now, phase: draft.phase, message: message))
        decide(track, draft, message, record, now: now)
    }

    /// What the object says of an undo that was sent, or was about to be; `nil` where it is gone.
    mutating func foundForUndo(_ track: RemediationTrack, _ object: KubernetesObject?, now: Timestamp) {
        let found = object.map { FoundTarget($0, track.remediation.spec.plan) }
        let record = origin(track).map { policy, rule in
            var basis = inputs(.evaluating, policy, rule, track, now: now)
            basis.found = found
            return DecisionRecord(basis)
        }
        let outcome = record?.outcome ?? DecisionInputs.evaluated(found, track.remediation.spec.plan)
        switch outcome.choice {
        case .noticeUndo: undone(track, record, now: now)
        case .send: sendAgain(track, now: now)
        default: leave(track, outcome.message, record, now: now)
        }
    }

    mutating func undone(_ track: RemediationTrack, _ record: DecisionRecord? = nil, now: Timestamp) {
        let summary = track.remediation.spec.plan.undo.summary
        if track.status.phase.isFinal {
            var draft = track.status
            draft.settleLastIntent(.done)
            draft.revert?.state = .reverted
            draft.timeline.append(TimelineEntry(at: now, phase: draft.phase, message: "undone: \(summary)"))
            return decide(track, draft, "undone: \(summary)", record, now: now)
        }
        transition(track, to: .undone, "undone: \(summary)", record, now: now) { draft in
            draft.settleLastIntent(.done)
            draft.revert?.state = .reverted
        }
    }

    /// The undo does not apply any more: stand down and say so.
    private mutating func leave(
        _ track: RemediationTrack, _ reason: String, _ record: DecisionRecord?, now: Timestamp
    ) {
        let phase: Phase = track.status.phase == .succeeded ? .succeeded : .failed
        var draft = track.status
        draft.settleLastIntent(.notDone, reason)
        draft.revert?.state = .keptByOthers
        draft.phase = phase
        draft.endedAt = draft.endedAt ?? now
        draft.timeline.append(TimelineEntry(at: now, phase: phase, message: reason))
        decide(track, draft, reason, record, now: now)
    }
}
