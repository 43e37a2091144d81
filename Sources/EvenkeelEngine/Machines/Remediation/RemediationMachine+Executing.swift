import EvenkeelAPI
import JSONValue
import KubernetesTypes

// A change that is one patch: scale, rollback, rolling restart.
extension RemediationMachine {
    mutating func patch(_ context: RemediationContext) {
        guard let index = status.intents.lastIndex(where: { $0.purpose == .change && $0.outcome == .pending }) else {
            return transition(to: .failed, .recordMissing, "there is no record of what was begun", context)
        }
        guard knowledge.isUnsent else { return readTarget(context) }
        guard isDue(context) else { return }
        let check = finalCheck(context)
        if let record = check.record, record.outcome.choice == .noticeChange {
            return changed(record.outcome.reason, "changed", record, context)
        }
        if let objection = check.objection {
            return transition(to: .held, .gatesHold, objection, record: check.record, context) {
                $0.intents[index].outcome = .notDone
            }
        }
        guard let write = patchWrite(.apply, context), hasFreshEvaluation(context) else { return }
        send(write, .change, check.record, context)
    }

    /// What is sent rests on an evaluation just before: an annotation, somebody else's change or a label of the namespace
    /// may have come since the last one, which may be an hour ago. Asks for an evaluation if there is none.
    mutating func hasFreshEvaluation(_ context: RemediationContext) -> Bool {
        // Without the policy nobody evaluates.
        guard let (policy, _) = context.origin(remediation), let evaluation = policy.evaluation else { return true }
        let now = context.now
        var wanted: Timestamp?
        // The clock may have been set back since.
        if case .idle(.freshEvaluation(let since)) = state { wanted = min(since, now) }
        if evaluation.at <= now, evaluation.at >= wanted ?? now - Self.freshEvaluation { return true }
        state = .idle(.freshEvaluation(since: wanted ?? now))
        actions.append(.evaluatePolicy)
        return false
    }

    /// Seconds for which an evaluation is as good as now.
    private static var freshEvaluation: Double { 15 }

    /// Asked just before a change is sent, after it was decided and stored.
    func finalCheck(_ context: RemediationContext) -> FinalCheck {
        guard let record = context.record(.sending, self) else {
            return FinalCheck(objection: "the policy or its rule is gone")
        }
        return FinalCheck(record)
    }

    func patchWrite(_ direction: Plan.Direction, _ context: RemediationContext) -> ClusterChange.Write? {
        let plan = remediation.spec.plan
        let mark = direction == .apply && plan.leavesMark ? uid : nil
        let observed = observed(context)
        let found = found ?? observed
        // A rollback changes a part of a template: it applies to the very one that it was last planned from.
        let isPlannedAnew = direction == .apply && plan.action.traits.field == .release
        let patch = plan.patch(
            direction, mark: mark, hasAnnotations: found.hasAnnotations,
            generation: isPlannedAnew ? observed.generation : found.generation)
        return plan.leavesMark ? .patch(changedObject, patch) : .patchStatus(changedObject, patch)
    }

    private var changedObject: ObjectReference {
        let object = remediation.spec.plan.object
        return ObjectReference(
            apiVersion: object.apiVersion, kind: object.kind,
            key: ObjectKey(namespace: remediation.metadata.namespace, name: object.name))
    }

    /// By the last evaluation.
    private func observed(_ context: RemediationContext) -> ReadChangeTarget {
        let target = context.origin(remediation)?.policy.evaluation?.target.changeTarget(remediation.spec.plan.object)
        return ReadChangeTarget(hasAnnotations: target?.hasAnnotations ?? true, generation: target?.generation)
    }

    func change(_ write: ClusterChange.Write, _ purpose: Intent.Purpose, isDryRun: Bool) -> ClusterChange {
        ClusterChange(
            write: write, isDryRun: isDryRun, remediation: key, remediationUID: uid, purpose: purpose,
            serviceAccountName: remediation.spec.serviceAccountName, decision: decision ?? status.decision)
    }

    mutating func send(
        _ write: ClusterChange.Write, _ purpose: Intent.Purpose, _ record: DecisionRecord?,
        _ context: RemediationContext
    ) {
        guard knowledge != .inheritedUnsent else { return takeOver(context) }
        state = .changing
        // From here on it may have happened, whatever becomes of the answer and of what is written about it.
        knowledge = .mustRead
        let change = change(write, purpose, isDryRun: false)
        auditSending(change, record, context)
        actions.append(.change(change))
    }

    /// Stored before anything is sent: a status write of the process that began it, if still on its way, then meets a
    /// conflict, instead of belying a change that it does not know of.
    private mutating func takeOver(_ context: RemediationContext) {
        guard let last = status.intents.indices.last else { return }
        // Until that is stored, anything may happen.
        knowledge = .inherited
        continuePhase(
            .takenOver, "taken over from another process, which had not changed anything", nil, context
        ) { $0.intents[last].at = context.now }
    }
}

// What became of a change.
extension RemediationMachine {
    mutating func changeAnswered(_ outcome: Outcome, _ context: RemediationContext) {
        state = .idle(.event)
        auditAnswer(outcome, isDryRun: false, context)
        guard let intent = status.intents.last, intent.outcome == .pending else { return }
        switch outcome {
        case .done: happened(intent, context)
        case .refused(let status): refused(intent, status, context)
        case .notSent(let reason): retryLater(.unsent, reason, context)
        case .unknown(let reason): retryLater(.mustRead, reason, context)
        }
    }

    private mutating func happened(_ intent: Intent, _ context: RemediationContext) {
        switch intent.purpose {
        case .change: changed(.changed, "changed", nil, context)
        case .evict: evicted("evicted \(intent.pod?.name ?? "")", context)
        case .undo: undone(nil, context)
        }
    }

    /// The server refused, so nothing was changed by this request; an earlier one may have got through.
    private mutating func refused(_ intent: Intent, _ status: Status, _ context: RemediationContext) {
        let retryAfter = status.retryAfterSeconds.map(Double.init)
        switch status.code {
        case 401, 403: giveUp(.notPermitted, "not permitted: \(status.message)", context)
        case 404 where !status.saysNotFound: retryLater(.mustRead, status.message, context)
        case 404 where intent.purpose == .evict: evicted("\(intent.pod?.name ?? "") was gone already", context)
        case 429 where intent.purpose == .evict: waitForBudget(status, context)
        case 404, 409, 422: retryLater(.mustRead, status.message, context, delay: 0)
        case 429: retryLater(.unsent, status.message, context, delay: retryAfter)
        // An API server that loses its storage in the middle of a write answers so too.
        case 500...599: retryLater(.mustRead, status.message, context, delay: retryAfter)
        default: giveUp(.refusedByServer, "the API server refuses the change: \(status.message)", context)
        }
    }

    /// - Parameter delay: seconds; without it 1, 2, 4 ... up to 30.
    private mutating func retryLater(
        _ knowledge: IntentKnowledge, _ reason: String, _ context: RemediationContext, delay: Double? = nil
    ) {
        guard failures + 1 < context.attempts else {
            // What may have happened has to be known before giving up.
            if knowledge == .mustRead {
                self.knowledge = .mustRead
                return readTarget(context)
            }
            return giveUp(
                .attemptsExhausted, "given up after \(context.attempts) attempts: \(reason)", context)
        }
        let backoff = Self.backoff(after: failures)
        failures += 1
        self.knowledge = knowledge
        state = .idle(.time(context.now + min(300, delay ?? min(30, backoff))))
        if delay == 0 { advance(context) }
    }

    mutating func changed(
        _ reason: TimelineReason, _ what: String, _ record: DecisionRecord?, _ context: RemediationContext
    ) {
        guard let (_, rule) = context.origin(remediation) else { return finishWithoutPolicy(context) }
        let (plan, now) = (remediation.spec.plan, context.now)
        recoveredEvaluations = 0
        transition(
            to: .verifying, reason,
            "\(what); watching \(rule.when.signals.joined(separator: ", ")) for \(rule.verify.within)", record: record,
            context
        ) { draft in
            draft.settleChange()
            draft.changedAt = now
            draft.verifyUntil = now + rule.verify.within.seconds
            draft.revert = plan.revertAfter.map { ScheduledRevert(at: now + $0.seconds) }
        }
    }

    private mutating func finishWithoutPolicy(_ context: RemediationContext) {
        transition(
            to: .failed, .policyDeleted, "changed, but the policy is gone: it cannot be verified", context
        ) { draft in
            draft.settleChange()
            draft.changedAt = context.now
        }
    }

    /// Nothing was changed by the intent that is pending, and nothing more will be tried.
    mutating func giveUp(_ reason: TimelineReason, _ message: String, _ context: RemediationContext) {
        transition(to: .failed, reason, message, context) { draft in
            draft.settleLastIntent(.notDone, message)
            // Nobody reverts it any more but a person, or the same intent when a person asks for it.
            if draft.intents.last?.purpose == .undo, draft.revert?.state == .scheduled { draft.revert?.state = .failed }
        }
    }
}

// Reading before a retry: the mark in the object says whether the change took place.
extension RemediationMachine {
    mutating func readTarget(_ context: RemediationContext) {
        guard isDue(context) else { return }
        let namespace = remediation.metadata.namespace
        let pod = status.intents.last?.pod.map { pod in
            ObjectReference(apiVersion: "v1", kind: "Pod", key: ObjectKey(namespace: namespace, name: pod.name))
        }
        state = .readingTarget
        actions.append(.readTarget(pod ?? changedObject))
    }

    mutating func targetRead(_ outcome: Outcome, _ context: RemediationContext) {
        state = .idle(.event)
        guard let intent = status.intents.last, intent.outcome == .pending else { return }
        switch outcome {
        case .done(let object?):
            found = ReadChangeTarget(
                hasAnnotations: object.json.at("metadata", "annotations")?.objectValue != nil,
                generation: object.json.at("metadata", "generation")?.integerValue)
            compare(intent, object, context)
        case .refused(let status) where status.saysNotFound: targetGone(intent, context)
        default: state = .idle(.time(context.now + 5))
        }
    }

    private mutating func targetGone(_ intent: Intent, _ context: RemediationContext) {
        switch intent.purpose {
        case .evict: evicted("\(intent.pod?.name ?? "") is gone", context)
        case .change: giveUp(.targetDeleted, "the target is gone", context)
        case .undo: foundForUndo(nil, context)
        }
    }

    private mutating func compare(_ intent: Intent, _ object: KubernetesObject, _ context: RemediationContext) {
        let plan = remediation.spec.plan
        switch intent.purpose {
        case .evict:
            let name = intent.pod?.name ?? ""
            if object.uid != intent.pod?.uid { return evicted("\(name) was replaced already", context) }
            object.isBeingDeleted ? evicted("evicted \(name)", context) : sendAgain(context)
        case .change where object.annotations[EvenkeelAPIGroup.Annotation.lastRemediation] == uid:
            changed(.changed, "changed", nil, context)
        // Without a mark the fields have to tell: they hold what was wanted.
        case .change where !plan.leavesMark && object.uid == plan.object.uid && plan.fits(object.json, .revert):
            changed(.changed, "changed", nil, context)
        case .change where object.uid == plan.object.uid && plan.fits(object.json, .apply): sendAgain(context)
        case .change:
            transition(
                to: .superseded, .changedByOthers, "somebody else changed the target; standing down", context
            ) { $0.settleLastIntent(.notDone) }
        case .undo: foundForUndo(object, context)
        }
    }

    /// It is certain that nothing has happened so far, and the preconditions make a late arrival harmless.
    mutating func sendAgain(_ context: RemediationContext) {
        guard failures + 1 < context.attempts else {
            return giveUp(.attemptsExhausted, "given up after \(context.attempts) attempts", context)
        }
        knowledge = knowledge == .inherited ? .inheritedUnsent : .unsent
        // Something stood against it that the last evaluation did not show.
        if failures > 0 { state = .idle(.freshEvaluation(since: context.now)) }
        advance(context)
    }
}

/// What is said of a change just before it is sent.
struct FinalCheck: Sendable {
    /// Why it is not sent; `nil` if it is.
    var objection: String?
    var record: DecisionRecord?

    init(objection: String?) { self.objection = objection }

    init(_ record: DecisionRecord) {
        objection = record.outcome.choice == .send ? nil : record.outcome.message
        self.record = record
    }
}
