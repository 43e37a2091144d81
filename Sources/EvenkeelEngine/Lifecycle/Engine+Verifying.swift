import EvenkeelAPI
import JSONValue
import KubernetesTypes

// Did it help? The same signals decide.
extension Engine {
    mutating func driveVerifying(_ track: RemediationTrack, now: Timestamp) {
        if let reason = track.remediation.metadata.annotations?[EvenkeelAPIGroup.Annotation.undo], isReversible(track) {
            return beginUndo(track, "a person asked for it: \(reason.cut(to: 200))", now: now)
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
        if isBlind(track, policy, rule, now: now) { return verifyBlindly(track, rule, deadline, now: now) }
        failVerification(track, rule, now: now)
    }

    /// Too little is known of the time after the change: no look, an old one, one without usable data, or fewer in a row than
    /// recovery would have needed.
    private func isBlind(_ track: RemediationTrack, _ policy: PolicyTrack, _ rule: Rule, now: Timestamp) -> Bool {
        guard let look = policy.look, policy.seesNow(now), look.at > track.status.changedAt ?? now,
            let since = policy.rules[rule.name]?.sightSince
        else { return true }
        return now - since < Double(rule.verify.recovered - 1) * policy.policy.spec.interval.seconds
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

    /// After success, or a failure whose change was kept: the end of a scale's lease, or a person's wish.
    mutating func driveEnded(_ track: RemediationTrack, now: Timestamp) {
        let wish = track.remediation.metadata.annotations?[EvenkeelAPIGroup.Annotation.undo]
        if let undo = track.status.intents.last, undo.purpose == .undo {
            if undo.outcome == .pending { return sendUndo(track, now: now) }
            // One that was refused is tried once more where a person asks for it.
            guard wish != nil, undo.outcome == .notDone, track.status.lease?.state != .keptByOthers,
                track.status.intents.count(where: { $0.purpose == .undo }) == 1
            else { return }
        }
        guard track.status.changedAt != nil, isReversible(track) else { return }
        if wish == nil {
            guard let lease = track.status.lease, lease.state == .active else { return }
            guard now >= lease.until else {
                remediations[track.key]?.wakeAt = lease.until
                return
            }
        }
        // Another one may be watching the target just now; a look tells when it has ended.
        guard obstacleToUndo(track, now: now) == nil else { return }
        if wish == nil, case .hold(let reason, let until) = freezeOnReturn(track, now: now) {
            remediations[track.key]?.wakeAt = max(until ?? now + 60, now + 1)
            return sayOnce(track, "the lease is over and kept on: \(reason)", now: now)
        }
        if let wish { return beginUndo(track, "a person asked for it: \(wish.cut(to: 200))", now: now) }
        endLease(track, now: now)
    }

    /// The end of a lease is a change of its own, with a direction of risk: giving up replicas waits for the end of a freeze,
    /// getting them back may be allowed in it. What failed or what a person takes back is not kept by a freeze.
    private func freezeOnReturn(_ track: RemediationTrack, now: Timestamp) -> GateVerdict {
        let change = track.remediation.spec.plan.changes.first
        let isRaising = (change?.from?.integerValue ?? 0) > (change?.to?.integerValue ?? 0)
        return freezeVerdict(guardrails(covering: track.key.namespace ?? ""), at: now) {
            isRaising && $0.allow.contains(.scaleUp)
        }
    }

    private mutating func endLease(_ track: RemediationTrack, now: Timestamp) {
        var draft = track.status
        let message = "the lease ended; \(track.remediation.spec.plan.undo.summary)"
        draft.intents.append(Intent(purpose: .undo, at: now))
        draft.timeline.append(TimelineEntry(at: now, phase: draft.phase, message: message))
        decide(track, draft, message, now: now)
    }

    /// Why nothing may be taken back now; `nil` where it may. Taking back is a change too: a pause and a mode that changes
    /// nothing stop it, and it goes on afterwards.
    private func obstacleToUndo(_ track: RemediationTrack, now: Timestamp) -> String? {
        guard let (policy, rule) = origin(track) else {
            let covering = guardrails(covering: track.key.namespace ?? "")
            return covering.first(where: \.spec.paused).map { "guardrail \($0.metadata.name ?? "") is paused" }
        }
        guard policy.look != nil else { return "the target was not looked at yet" }
        let situation = situation(
            policy, rule, plan: .success(track.remediation.spec.plan), remediation: track, now: now)
        if track.status.phase != .undoing, let other = situation.inFlight { return "\(other) is in flight" }
        for gate in [modeGate, suspensionGate] {
            switch gate(situation) {
            case .pass: continue
            case .hold(let reason, _), .refuse(let reason): return reason
            }
        }
        return nil
    }

    private mutating func sendUndo(_ track: RemediationTrack, now: Timestamp) {
        guard let intent = track.status.intents.last, intent.purpose == .undo, intent.outcome == .pending else {
            return
        }
        guard track.knowledge == .unsent else { return readTarget(track, now: now) }
        guard isDue(track, now: now) else { return }
        if let reason = obstacleToUndo(track, now: now) {
            return sayOnce(track, "taking back waits: \(reason)", now: now)
        }
        guard let write = patchWrite(track, .back) else { return }
        send(track, write, .undo, now: now)
    }

    private mutating func sayOnce(_ track: RemediationTrack, _ message: String, now: Timestamp) {
        guard track.status.timeline.last?.message != message else { return }
        var draft = track.status
        draft.timeline.append(TimelineEntry(at: now, phase: draft.phase, message: message))
        decide(track, draft, message, now: now)
    }

    mutating func undone(_ track: RemediationTrack, now: Timestamp) {
        let summary = track.remediation.spec.plan.undo.summary
        if track.status.phase.isFinal {
            var draft = track.status
            draft.settleLastIntent(.done)
            draft.lease?.state = .returned
            draft.timeline.append(TimelineEntry(at: now, phase: draft.phase, message: "taken back: \(summary)"))
            return decide(track, draft, "taken back: \(summary)", now: now)
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
        decide(track, draft, reason, now: now)
    }
}
