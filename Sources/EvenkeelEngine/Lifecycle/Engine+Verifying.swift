import EvenkeelAPI
import KubernetesTypes

// Did it help? The same signals decide.
extension Engine {
    mutating func driveVerifying(_ track: RemediationTrack, now: Timestamp) {
        if let reason = track.remediation.metadata.annotations?[EvenkeelAPIGroup.Annotation.undo], isReversible(track) {
            return beginUndo(track, "a person asked for it: \(reason.prefix(200))", now: now)
        }
        guard let (policy, rule) = origin(track) else {
            return transition(
                track, to: .failed, "the policy is gone; the change is kept and was not verified", now: now)
        }
        if track.recoveredLooks >= rule.verify.recovered { return succeed(track, rule, now: now) }
        guard let deadline = track.status.verifyUntil, now >= deadline else {
            remediations[track.key]?.wakeAt = track.status.verifyUntil
            return
        }
        let isBlind = policy.rules[rule.name]?.finding.map { $0.state == .unknown } ?? true
        if isBlind { return verifyBlindly(track, rule, deadline, now: now) }
        failVerification(track, rule, now: now)
    }

    private mutating func succeed(_ track: RemediationTrack, _ rule: Rule, now: Timestamp) {
        let lease = track.status.lease.map { "; kept until \($0.until)" } ?? ""
        transition(track, to: .succeeded, "recovered in \(track.recoveredLooks) looks in a row\(lease)", now: now) {
            $0.incidentEndedAt = now
        }
        let policy = ObjectKey(
            namespace: track.remediation.metadata.namespace, name: track.remediation.spec.policyRef.name)
        policies[policy]?.rules[rule.name]?.incidentStartedAt = nil
        policies[policy]?.rules[rule.name]?.streak = 0
    }

    /// Without data nobody can say that it failed, and taking it back could bring the trouble back. It gets as much time
    /// again; then people are called and the change is left in place.
    private mutating func verifyBlindly(_ track: RemediationTrack, _ rule: Rule, _ deadline: Timestamp, now: Timestamp)
    {
        let last = deadline + rule.verify.within.seconds
        guard now >= last else {
            remediations[track.key]?.wakeAt = last
            return
        }
        transition(track, to: .failed, "could not be verified: the signals have no data; the change is kept", now: now)
    }

    private mutating func failVerification(_ track: RemediationTrack, _ rule: Rule, now: Timestamp) {
        let message = "the signals did not recover within \(rule.verify.within)"
        guard isReversible(track) else {
            return transition(track, to: .failed, "\(message); a person is needed", now: now)
        }
        beginUndo(track, message, now: now)
    }

    private func isReversible(_ track: RemediationTrack) -> Bool {
        let plan = track.remediation.spec.plan
        return !plan.changes.isEmpty && plan.action != .restart
    }

    private mutating func beginUndo(_ track: RemediationTrack, _ reason: String, now: Timestamp) {
        transition(track, to: .undoing, "\(reason); \(track.remediation.spec.plan.undo.summary)", now: now) { draft in
            draft.intents.append(Intent(purpose: .undo, at: now))
        }
    }
}

// Taking back.
extension Engine {
    mutating func driveUndoing(_ track: RemediationTrack, now: Timestamp) { sendUndo(track, now: now) }

    /// After success: the end of a scale's lease, or a person's wish.
    mutating func driveSucceeded(_ track: RemediationTrack, now: Timestamp) {
        if track.status.intents.last?.purpose == .undo {
            if track.status.intents.last?.outcome == .pending { sendUndo(track, now: now) }
            return
        }
        if let reason = track.remediation.metadata.annotations?[EvenkeelAPIGroup.Annotation.undo], isReversible(track),
            track.status.lease?.state != .returned
        {
            return beginUndo(track, "a person asked for it: \(reason.prefix(200))", now: now)
        }
        guard let lease = track.status.lease, lease.state == .active else { return }
        guard now >= lease.until else {
            remediations[track.key]?.wakeAt = lease.until
            return
        }
        var draft = track.status
        draft.intents.append(Intent(purpose: .undo, at: now))
        draft.timeline.append(
            TimelineEntry(
                at: now, phase: .succeeded, message: "the lease ended; \(track.remediation.spec.plan.undo.summary)"))
        write(draft, of: track.key)
    }

    private mutating func sendUndo(_ track: RemediationTrack, now: Timestamp) {
        guard let intent = track.status.intents.last, intent.purpose == .undo, intent.outcome == .pending else {
            return
        }
        guard track.knowledge == .unsent else { return readTarget(track, now: now) }
        guard isDue(track, now: now) else { return }
        if let (policy, rule) = origin(track) {
            let situation = situation(
                policy, rule, plan: .success(track.remediation.spec.plan), remediation: track, now: now)
            // Taking back is a change too: a pause stops it, and it goes on afterwards.
            guard suspensionGate(situation).isPass else { return }
        }
        guard let write = patchWrite(track, .back) else { return }
        send(track, write, .undo)
    }

    mutating func undone(_ track: RemediationTrack, now: Timestamp) {
        let summary = track.remediation.spec.plan.undo.summary
        if track.status.phase == .succeeded {
            var draft = track.status
            draft.settleLastIntent(.done)
            draft.lease?.state = .returned
            draft.timeline.append(TimelineEntry(at: now, phase: .succeeded, message: "taken back: \(summary)"))
            return write(draft, of: track.key)
        }
        transition(track, to: .undone, "taken back: \(summary)", now: now) { draft in
            draft.settleLastIntent(.done)
            draft.lease?.state = .returned
        }
    }

    /// The undo does not apply any more: stand down and say so.
    mutating func leave(_ track: RemediationTrack, _ reason: String, now: Timestamp) {
        let phase: Phase = track.status.phase == .succeeded ? .succeeded : .failed
        var draft = track.status
        draft.settleLastIntent(.notDone, reason)
        draft.lease?.state = .keptByOthers
        draft.phase = phase
        draft.endedAt = draft.endedAt ?? now
        draft.timeline.append(TimelineEntry(at: now, phase: phase, message: reason))
        write(draft, of: track.key)
    }
}
