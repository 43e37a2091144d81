import EvenkeelAPI
import JSONValue
import KubernetesTypes

extension Engine {
    /// - Parameter isWatched: the watch tells of it, and will tell of its end; otherwise it is an answer.
    mutating func remediationChanged(_ remediation: Remediation, isWatched: Bool, now: Timestamp) {
        let key = remediation.key
        guard var track = remediations[key], track.uid == remediation.metadata.uid ?? "" else {
            var track = RemediationTrack(remediation: remediation)
            if !isWatched { track.confirmAt = now + Self.confirmAfter }
            remediations[key] = track
            // What was said before this process began was audited then.
            if hasStarted { auditPerson(track, before: nil, now: now) }
            restoreIncident(of: remediation)
            drive(key, now: now)
            return
        }
        if isWatched, track.confirmAt != nil {
            track.confirmAt = nil
            remediations[key] = track
        }
        // A watch may deliver what is known to be outdated.
        if !remediation.metadata.isOlder(than: track.remediation.metadata) {
            let before = track.remediation.metadata.annotations
            track.notice(remediation)
            remediations[key] = track
            auditPerson(track, before: before, now: now)
            reportStored(key, now: now)
        }
        drive(key, now: now)
    }

    /// A write whose answer was lost, and which could not be read either, is told when it is seen.
    private mutating func reportStored(_ key: ObjectKey, now: Timestamp) {
        guard let track = remediations[key], let draft = track.unreported, draft.decision == track.status.decision
        else {
            return
        }
        remediations[key]?.unreported = nil
        recordTransition(track, draft, now: now)
    }

    /// Seconds that the watch may take to tell of a Remediation that was created.
    static var confirmAfter: Double { 60 }

    /// What was deleted while the watch was away had never come, for the watch: nobody will tell of its end.
    mutating func confirm(_ key: ObjectKey, now: Timestamp) {
        guard let at = remediations[key]?.confirmAt, at <= now, remediations[key]?.pending == nil else { return }
        remediations[key]?.confirmAt = now + Self.confirmAfter
        remediations[key]?.pending = .read(nil)
        let id = makeEffectID(.readRemediation(key))
        effects.append(.read(id, .remediation(key)))
    }

    private mutating func restoreIncident(of remediation: Remediation) {
        let key = ObjectKey(namespace: remediation.metadata.namespace, name: remediation.spec.policyRef.name)
        guard policies[key]?.uid == remediation.spec.policyRef.uid else { return }
        policies[key]?.restoreIncidents(from: [remediation])
    }

    /// Observe, choose one action, record, run, repeat: chooses the one next action of a Remediation.
    mutating func drive(_ key: ObjectKey, now: Timestamp) {
        guard hasStarted, let track = remediations[key], track.pending == nil else { return }
        guard !track.uid.isEmpty, track.writeAfter.map({ $0 <= now }) ?? true else { return }
        if let problem = unreadablePolicy(of: track) {
            guard track.isOpen else { return }
            return sayOnce(track, "waits: the policy as it is now cannot be used: \(problem)", nil, now: now)
        }
        switch track.status.phase {
        case .proposed, .held, .awaitingApproval: driveWaiting(track, now: now)
        case .executing where track.remediation.spec.plan.pods != nil: driveEvictions(track, now: now)
        case .executing: drivePatch(track, now: now)
        case .verifying: driveVerifying(track, now: now)
        case .undoing: driveUndoing(track, now: now)
        case .succeeded, .failed: driveEnded(track, now: now)
        default: return
        }
    }

    /// Why the policy, which is there, could never be read by this process; `nil` where it was, or is gone.
    private func unreadablePolicy(of track: RemediationTrack) -> String? {
        let key = ObjectKey(
            namespace: track.remediation.metadata.namespace, name: track.remediation.spec.policyRef.name)
        guard policies[key] == nil, let problem = invalid[key], problem.uid == track.remediation.spec.policyRef.uid
        else {
            return nil
        }
        return problem.reasons.first ?? "it cannot be read"
    }

    /// Policy and rule that the Remediation belongs to, where they are still there.
    func origin(_ track: RemediationTrack) -> (PolicyTrack, Rule)? {
        let key = ObjectKey(
            namespace: track.remediation.metadata.namespace, name: track.remediation.spec.policyRef.name)
        guard let policy = policies[key], policy.uid == track.remediation.spec.policyRef.uid,
            let rule = policy.policy.spec.rules.first(where: { $0.name == track.remediation.spec.rule })
        else { return nil }
        return (policy, rule)
    }

    /// Each look moves on what waits for one.
    mutating func advance(_ evaluation: Evaluation, _ policy: PolicyTrack, now: Timestamp) {
        for var track in remediations.active(of: policy.uid) {
            countRecovery(&track, policy, evaluation)
            remediations[track.key] = track
            closeIncident(track.key, policy, now: now)
            grade(track.key, policy, now: now)
            drive(track.key, now: now)
        }
    }

    private func countRecovery(_ track: inout RemediationTrack, _ policy: PolicyTrack, _ evaluation: Evaluation) {
        // What is being written counts already: pods were changed one by one, and the last of them is meant. Stored times
        // have whole seconds.
        guard let changed = track.pending?.draft?.changedAt ?? track.status.changedAt, evaluation.at >= changed + 1,
            let memory = policy.rules[track.remediation.spec.rule], let finding = memory.finding
        else { return }
        switch finding.state {
        case .recovered where memory.isNews: track.recoveredEvaluations += 1
        case .notBad where memory.isNews: track.recoveredEvaluations = 0
        // Also where the window is no new one: what is bad in it came after the evaluations that were good.
        case .bad: track.recoveredEvaluations = 0
        default: break
        }
    }

    /// An ended Remediation remembers that its incident is over: from then on the same action may be tried again.
    private mutating func closeIncident(_ key: ObjectKey, _ policy: PolicyTrack, now: Timestamp) {
        guard let track = remediations[key], track.pending == nil, track.status.phase.isFinal,
            track.status.incidentEndedAt == nil, let memory = policy.rules[track.remediation.spec.rule],
            memory.incidentStartedAt == nil, memory.recoveredEvaluations > 0
        else { return }
        var draft = track.status
        draft.incidentEndedAt = now
        write(draft, of: key)
    }
}

// Writing the status, and what happens when it is written.
extension Engine {
    mutating func write(_ draft: RemediationStatus, of key: ObjectKey) {
        guard var track = remediations[key] else { return }
        var draft = draft
        draft.timeline = draft.timeline.suffix(limits.timeline)
        draft.forgetIntents(beyond: limits.timeline)
        let isNews = draft.intents.last?.outcome == .pending && draft.intents.last != track.status.intents.last
        track.pending = .status(draft, isNews: isNews)
        track.unreported = nil
        track.before = track.remediation.status
        // What the former phase waited for must not delay the next one, nor is the evaluation that it asked for enough for it.
        track.wakeAt = nil
        track.evaluationRequestedAt = nil
        remediations[key] = track
        var remediation = track.remediation
        remediation.status = draft
        let id = makeEffectID(.remediationStatus(key))
        effects.append(.writeRemediationStatus(id, remediation))
    }

    /// Moves to another phase and says so in the timeline.
    mutating func transition(
        _ track: RemediationTrack, to phase: Phase, _ message: String, _ record: DecisionRecord? = nil, now: Timestamp,
        _ change: (inout RemediationStatus) -> Void = { _ in }
    ) {
        var draft = track.status
        if draft.phase != phase || draft.timeline.last?.message != message {
            draft.timeline.append(TimelineEntry(at: now, phase: phase, message: message))
        }
        draft.phase = phase
        if phase.isFinal { draft.endedAt = now }
        change(&draft)
        decide(track, draft, message, record, now: now)
    }

    /// Writes what was decided, under an id of its own, and audits it first.
    mutating func decide(
        _ track: RemediationTrack, _ draft: RemediationStatus, _ message: String, _ record: DecisionRecord? = nil,
        now: Timestamp
    ) {
        var draft = draft
        let id = DecisionID.make(track.uid, "\(draft.phase.rawValue)/\(message)", at: now)
        draft.decision = id
        remediations[track.key]?.decision = id
        auditDecision(track, draft, message, record, now: now)
        write(draft, of: track.key)
    }

    mutating func statusWritten(_ key: ObjectKey, _ outcome: Outcome, now: Timestamp) {
        guard var track = remediations[key], case .status(let draft, let isNews)? = track.pending else { return }
        track.pending = nil
        switch outcome {
        case .done(let object):
            track.adopt(draft, object)
            track.writeFailures = 0
            if isNews { track.intendNew() }
            if draft.isInFlight != (track.before?.isInFlight ?? false) { guardrailsDueAt = now }
            remediations[key] = track
            recordTransition(track, draft, now: now)
            drive(key, now: now)
        case .refused(let status) where status.saysNotFound:
            remediations[key] = nil
        default:
            // A conflict, or a lost answer: what is stored decides.
            track.pending = .read(draft)
            track.countWriteFailure(outcome, now: now)
            remediations[key] = track
            let id = makeEffectID(.readRemediation(key))
            effects.append(.read(id, .remediation(key)))
        }
    }

    mutating func remediationRead(_ key: ObjectKey, _ outcome: Outcome, now: Timestamp) {
        if case .done(let object?) = outcome, let remediation = try? object.json.decoded(as: Remediation.self) {
            if let track = remediations[key], case .read(let draft?)? = track.pending, draft.phase == remediation.phase
            {
                recordTransition(track, draft, now: now)
            }
            remediations[key]?.pending = nil
            remediationChanged(remediation, isWatched: false, now: now)
        } else if case .refused(let status) = outcome, status.saysNotFound {
            remediations[key] = nil
        } else if let track = remediations[key] {
            if case .read(let draft?)? = track.pending { remediations[key]?.unreported = draft }
            remediations[key]?.pending = nil
            remediations[key]?.wakeAt = now + 5
            reportStored(key, now: now)
        }
    }

    private mutating func recordTransition(_ track: RemediationTrack, _ status: RemediationStatus, now: Timestamp) {
        guard status.phase != track.before?.phase, let entry = status.timeline.last else { return }
        audit(
            .stored, track, entry.message, decision: status.decision,
            details: ["phase": .string(status.phase.rawValue)], now: now)
        let remediation = track.remediation
        let isFailure: Bool = [.failed, .undone, .expired].contains(status.phase)
        let target = remediation.spec.targetRef
        effects.append(
            .recordEvent(
                EventRecord(
                    kind: isFailure ? .warning : .normal, reason: status.phase.rawValue,
                    message: "\(remediation.spec.plan.summary): \(entry.message)",
                    action: remediation.spec.plan.action.rawValue, regarding: .remediation(track.key),
                    regardingUID: track.uid,
                    related: ObjectReference(
                        apiVersion: target.apiVersion, kind: target.kind.rawValue,
                        key: ObjectKey(namespace: remediation.metadata.namespace, name: target.name)),
                    decision: status.decision)))
    }
}

extension RemediationTrack {
    /// What was written is what is stored, unless the watch has told of something newer already.
    mutating func adopt(_ draft: RemediationStatus, _ object: KubernetesObject?) {
        var stored = remediation
        stored.status = draft
        if let object {
            stored.metadata.resourceVersion = object.resourceVersion
            stored.metadata.annotations = object.annotations
        }
        if !stored.metadata.isOlder(than: remediation.metadata) { remediation = stored }
    }

    /// An intent that this process has just stored was certainly not sent before.
    mutating func intendNew() {
        knowledge = .unsent
        failures = 0
    }

    /// The watch tells of a newer version. An intent in it that is not known here may have been sent by somebody else.
    mutating func notice(_ newer: Remediation) {
        let (known, stored) = (status.intents.last, newer.status?.intents.last)
        let isKnown = known?.outcome == .pending && known?.purpose == stored?.purpose && known?.pod == stored?.pod
        if stored?.outcome == .pending, !isKnown {
            knowledge = .inherited
            failures = 0
        }
        remediation = newer
    }

    /// A conflict is looked into at once, at first; everything else after 1, 2, 4 ... up to 60 seconds.
    mutating func countWriteFailure(_ outcome: Outcome, now: Timestamp) {
        writeFailures += 1
        if case .refused(let status) = outcome, status.code == 409, writeFailures <= 3 { return }
        var backoff = 1.0
        for _ in 0..<min(writeFailures - 1, 6) { backoff *= 2 }
        writeAfter = now + min(60, backoff)
    }
}

extension RemediationStatus {
    /// The oldest of those that were not made go, where there are too many: each pause may leave one.
    mutating func forgetIntents(beyond limit: Int) {
        while intents.count > limit, let index = intents.firstIndex(where: { $0.outcome == .notDone }) {
            intents.remove(at: index)
        }
    }
}
