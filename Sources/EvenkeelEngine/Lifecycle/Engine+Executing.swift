import EvenkeelAPI
import JSONValue
import KubernetesTypes

// A change that is one patch: scale, rollback, rolling restart.
extension Engine {
    mutating func drivePatch(_ track: RemediationTrack, now: Timestamp) {
        guard let index = track.status.intents.lastIndex(where: { $0.purpose == .change && $0.outcome == .pending })
        else {
            return transition(track, to: .failed, "there is no record of what was begun", now: now)
        }
        guard track.knowledge.isUnsent else { return readTarget(track, now: now) }
        guard isDue(track, now: now) else { return }
        let word = lastWord(track, now: now)
        if let objection = word.objection {
            return transition(track, to: .held, objection, word.record, now: now) {
                $0.intents[index].outcome = .notDone
            }
        }
        guard let write = patchWrite(track, .apply), seesEnough(track, now: now) else { return }
        send(track, write, .change, word.record, now: now)
    }

    /// What is sent rests on what was seen just before: the owner's word, somebody else's change or the labels of the
    /// namespace may have come since the last evaluation, which may be an interval of an hour ago. Asks for an evaluation where there is
    /// none; it drives on.
    mutating func seesEnough(_ track: RemediationTrack, now: Timestamp) -> Bool {
        // Without the policy nobody looks.
        guard let (policy, _) = origin(track), let evaluation = policy.evaluation else { return true }
        // The clock may have been set back since.
        let wanted = track.evaluationRequestedAt.map { min($0, now) }
        if evaluation.at <= now, evaluation.at >= wanted ?? now - Self.freshEvaluation { return true }
        remediations[track.key]?.evaluationRequestedAt = wanted ?? now
        // Only the evaluation moves it on.
        remediations[track.key]?.wakeAt = nil
        if !policy.isEvaluating { policies[policy.key]?.nextEvaluationAt = now }
        return false
    }

    /// Seconds for which an evaluation is as good as now.
    private static var freshEvaluation: Double { 15 }

    func isDue(_ track: RemediationTrack, now: Timestamp) -> Bool { track.wakeAt.map { $0 <= now } ?? true }

    func lastWord(_ track: RemediationTrack, now: Timestamp) -> LastWord {
        guard let (policy, rule) = origin(track) else { return LastWord(objection: "the policy or its rule is gone") }
        let record = DecisionRecord(inputs(.sending, policy, rule, track, now: now))
        return LastWord(objection: record.outcome.choice == .send ? nil : record.outcome.message, record: record)
    }

    func patchWrite(_ track: RemediationTrack, _ direction: Plan.Direction) -> ClusterChange.Write? {
        let plan = track.remediation.spec.plan
        let reference = ObjectReference(
            apiVersion: plan.object.apiVersion, kind: plan.object.kind,
            key: ObjectKey(namespace: track.remediation.metadata.namespace, name: plan.object.name))
        let mark = direction == .apply && plan.leavesMark ? track.uid : nil
        let found = track.found ?? seen(track)
        // A rollback changes a part of a template: it applies to the very one that it was last planned from.
        let isPlannedAnew = direction == .apply && plan.action == .rollback
        let patch = plan.patch(
            direction, mark: mark, hasAnnotations: found.hasAnnotations,
            generation: isPlannedAnew ? seen(track).generation : found.generation)
        return plan.leavesMark ? .patch(reference, patch) : .patchStatus(reference, patch)
    }

    /// By the last evaluation.
    private func seen(_ track: RemediationTrack) -> ReadChangeTarget {
        let changeTarget = origin(track)?.0.evaluation?.target.changeTarget(track.remediation.spec.plan.object)
        return ReadChangeTarget(
            hasAnnotations: changeTarget?.hasAnnotations ?? true, generation: changeTarget?.generation)
    }

    func change(
        _ track: RemediationTrack, _ write: ClusterChange.Write, _ purpose: Intent.Purpose, isDryRun: Bool
    ) -> ClusterChange {
        ClusterChange(
            write: write, isDryRun: isDryRun, remediation: track.key, remediationUID: track.uid, purpose: purpose,
            serviceAccountName: track.remediation.spec.serviceAccountName)
    }

    mutating func send(
        _ track: RemediationTrack, _ write: ClusterChange.Write, _ purpose: Intent.Purpose,
        _ record: DecisionRecord? = nil, now: Timestamp
    ) {
        guard track.knowledge != .inheritedUnsent else { return takeOver(track, now: now) }
        remediations[track.key]?.pending = .change
        remediations[track.key]?.wakeAt = nil
        remediations[track.key]?.evaluationRequestedAt = nil
        // From here on it may have happened, whatever becomes of the answer and of what is written about it.
        remediations[track.key]?.knowledge = .mustRead
        let change = change(track, write, purpose, isDryRun: false)
        auditSending(track, change, record, now: now)
        let id = makeEffectID(.change(track.key))
        effects.append(.change(id, change))
    }

    mutating func readTarget(_ track: RemediationTrack, now: Timestamp) {
        guard isDue(track, now: now) else { return }
        let plan = track.remediation.spec.plan
        let pod = track.status.intents.last?.pod
        let namespace = track.remediation.metadata.namespace
        let reference =
            pod.map {
                ObjectReference(apiVersion: "v1", kind: "Pod", key: ObjectKey(namespace: namespace, name: $0.name))
            }
            ?? ObjectReference(
                apiVersion: plan.object.apiVersion, kind: plan.object.kind,
                key: ObjectKey(namespace: namespace, name: plan.object.name))
        remediations[track.key]?.pending = .read(nil)
        remediations[track.key]?.wakeAt = nil
        let id = makeEffectID(.readTarget(track.key))
        effects.append(.read(id, reference))
    }

    mutating func changeAnswered(_ key: ObjectKey, _ outcome: Outcome, now: Timestamp) {
        guard var track = remediations[key] else { return }
        track.pending = nil
        remediations[key] = track
        auditAnswer(track, outcome, isDryRun: false, now: now)
        guard let intent = track.status.intents.last, intent.outcome == .pending else { return }
        switch outcome {
        case .done: happened(track, intent, now: now)
        case .refused(let status): refused(track, intent, status, now: now)
        case .notSent(let reason): retryLater(track, knowledge: .unsent, reason, now: now)
        case .unknown(let reason): retryLater(track, knowledge: .mustRead, reason, now: now)
        }
    }

    private mutating func happened(_ track: RemediationTrack, _ intent: Intent, now: Timestamp) {
        switch intent.purpose {
        case .change: changed(track, now: now)
        case .evict: evicted(track, "evicted \(intent.pod?.name ?? "")", now: now)
        case .undo: undone(track, now: now)
        }
    }

    /// The server refused, so nothing was changed by this request; an earlier one may have got through.
    private mutating func refused(_ track: RemediationTrack, _ intent: Intent, _ status: Status, now: Timestamp) {
        switch status.code {
        case 401, 403: giveUp(track, "not permitted: \(status.message)", now: now)
        case 404 where !status.saysNotFound: retryLater(track, knowledge: .mustRead, status.message, now: now)
        case 404 where intent.purpose == .evict: evicted(track, "\(intent.pod?.name ?? "") was gone already", now: now)
        case 429 where intent.purpose == .evict: waitForBudget(track, status, now: now)
        case 404, 409, 422: retryLater(track, knowledge: .mustRead, status.message, now: now, delay: 0)
        case 429:
            retryLater(
                track, knowledge: .unsent, status.message, now: now, delay: status.retryAfterSeconds.map(Double.init))
        // An API server that loses its storage in the middle of a write answers so too.
        case 500...599:
            retryLater(
                track, knowledge: .mustRead, status.message, now: now, delay: status.retryAfterSeconds.map(Double.init))
        default: giveUp(track, "the API server refuses the change: \(status.message)", now: now)
        }
    }

    /// - Parameter delay: seconds; without it 1, 2, 4 ... up to 30.
    private mutating func retryLater(
        _ track: RemediationTrack, knowledge: IntentKnowledge, _ reason: String, now: Timestamp, delay: Double? = nil
    ) {
        guard track.failures + 1 < limits.attempts else {
            // What may have happened has to be known before giving up.
            if knowledge == .mustRead { return readOnce(track, now: now) }
            return giveUp(track, "given up after \(limits.attempts) attempts: \(reason)", now: now)
        }
        var backoff = 1.0
        for _ in 0..<track.failures { backoff *= 2 }
        var next = track
        next.failures += 1
        next.knowledge = knowledge
        next.wakeAt = now + min(300, delay ?? min(30, backoff))
        remediations[track.key] = next
        if delay == 0 { drive(track.key, now: now) }
    }

    private mutating func readOnce(_ track: RemediationTrack, now: Timestamp) {
        var next = track
        next.knowledge = .mustRead
        next.wakeAt = nil
        remediations[track.key] = next
        readTarget(next, now: now)
    }

    mutating func changed(
        _ track: RemediationTrack, _ what: String = "changed", _ record: DecisionRecord? = nil, now: Timestamp
    ) {
        guard let (_, rule) = origin(track) else { return finishWithoutPolicy(track, now: now) }
        let plan = track.remediation.spec.plan
        remediations[track.key]?.recoveredEvaluations = 0
        transition(
            track, to: .verifying,
            "\(what); watching \(rule.when.signals.joined(separator: ", ")) for \(rule.verify.within)", record, now: now
        ) { draft in
            draft.settleChange()
            draft.changedAt = now
            draft.verifyUntil = now + rule.verify.within.seconds
            draft.revert = plan.revertAfter.map { ScheduledRevert(at: now + $0.seconds) }
        }
        remediations[track.key]?.wakeAt = now + rule.verify.within.seconds
    }

    private mutating func finishWithoutPolicy(_ track: RemediationTrack, now: Timestamp) {
        transition(track, to: .failed, "changed, but the policy is gone: it cannot be verified", now: now) { draft in
            draft.settleChange()
            draft.changedAt = now
        }
    }

    /// Nothing was changed by the intent that is pending, and nothing more will be tried.
    mutating func giveUp(_ track: RemediationTrack, _ reason: String, now: Timestamp) {
        transition(track, to: .failed, reason, now: now) { draft in
            draft.settleLastIntent(.notDone, reason)
            // Nobody returns it any more but a person, or the same intent when a person asks for it.
            if draft.intents.last?.purpose == .undo, draft.revert?.state == .scheduled { draft.revert?.state = .failed }
        }
    }
}

// Looking before a retry: the mark in the object says whether the change took place.
extension Engine {
    mutating func targetRead(_ key: ObjectKey, _ outcome: Outcome, now: Timestamp) {
        guard var track = remediations[key] else { return }
        track.pending = nil
        remediations[key] = track
        guard let intent = track.status.intents.last, intent.outcome == .pending else { return }
        switch outcome {
        case .done(let object?):
            track.found = ReadChangeTarget(
                hasAnnotations: object.json.at("metadata", "annotations")?.objectValue != nil,
                generation: object.json.at("metadata", "generation")?.integerValue)
            remediations[key] = track
            compare(track, intent, object, now: now)
        case .refused(let status) where status.saysNotFound: targetGone(track, intent, now: now)
        default:
            remediations[key]?.wakeAt = now + 5
        }
    }

    private mutating func targetGone(_ track: RemediationTrack, _ intent: Intent, now: Timestamp) {
        switch intent.purpose {
        case .evict: evicted(track, "\(intent.pod?.name ?? "") is gone", now: now)
        case .change: giveUp(track, "the target is gone", now: now)
        case .undo: foundForUndo(track, nil, now: now)
        }
    }

    private mutating func compare(
        _ track: RemediationTrack, _ intent: Intent, _ object: KubernetesObject, now: Timestamp
    ) {
        let plan = track.remediation.spec.plan
        switch intent.purpose {
        case .evict:
            let name = intent.pod?.name ?? ""
            if object.uid != intent.pod?.uid { return evicted(track, "\(name) was replaced already", now: now) }
            object.isBeingDeleted ? evicted(track, "evicted \(name)", now: now) : sendAgain(track, now: now)
        case .change where object.annotations[EvenkeelAPIGroup.Annotation.lastRemediation] == track.uid:
            changed(track, now: now)
        // Without a mark the fields have to tell: they hold what was wanted.
        case .change where !plan.leavesMark && object.uid == plan.object.uid && plan.fits(object.json, .back):
            changed(track, now: now)
        case .change where object.uid == plan.object.uid && plan.fits(object.json, .apply): sendAgain(track, now: now)
        case .change:
            transition(track, to: .superseded, "somebody else changed the target; standing down", now: now) {
                $0.settleLastIntent(.notDone)
            }
        case .undo: foundForUndo(track, object, now: now)
        }
    }

    /// It is certain that nothing has happened so far, and the preconditions make a late arrival harmless.
    mutating func sendAgain(_ track: RemediationTrack, now: Timestamp) {
        guard track.failures + 1 < limits.attempts else {
            return giveUp(track, "given up after \(limits.attempts) attempts", now: now)
        }
        remediations[track.key]?.knowledge = track.knowledge == .inherited ? .inheritedUnsent : .unsent
        // Something stood against it that the last evaluation did not show.
        if track.failures > 0 { remediations[track.key]?.evaluationRequestedAt = now }
        drive(track.key, now: now)
    }

    /// Stored before anything is sent: what the process that had begun it may still write of it then meets a conflict,
    /// instead of standing beside a change that it knows nothing of.
    private mutating func takeOver(_ track: RemediationTrack, now: Timestamp) {
        guard let last = track.status.intents.indices.last else { return }
        // Until that is stored, anything may happen.
        remediations[track.key]?.knowledge = .inherited
        var draft = track.status
        draft.intents[last].at = now
        let message = "taken over from another process, which had not changed anything"
        draft.timeline.append(TimelineEntry(at: now, phase: draft.phase, message: message))
        decide(track, draft, message, now: now)
    }
}

extension RemediationStatus {
    /// The change took place, also where it had been taken for lost.
    mutating func settleChange() {
        guard let index = intents.lastIndex(where: { $0.purpose == .change }) else { return }
        intents[index].outcome = .done
        intents[index].message = nil
    }

    mutating func settleLastIntent(_ outcome: Intent.Outcome, _ message: String? = nil) {
        guard let index = intents.indices.last, intents[index].outcome == .pending else { return }
        intents[index].outcome = outcome
        intents[index].message = message
    }
}

/// What is said of a change just before it is sent, after it was decided and stored.
struct LastWord: Sendable {
    /// Why it is not sent; `nil` where it is.
    var objection: String?
    var record: DecisionRecord?
}
