import EvenkeelAPI
import JSONValue
import KubernetesTypes

// Observe, choose one action, record, run, repeat.
extension RemediationMachine {
    /// Chooses the one next action.
    mutating func advance(_ context: RemediationContext) {
        guard context.hasStarted, case .idle(let wait) = state, !uid.isEmpty else { return }
        if case .retryWrite(let time) = wait, time > context.now { return }
        if let problem = context.unreadablePolicy(of: remediation) {
            guard isOpen else { return }
            return note(.policyInvalid, "waits: the policy as it is now cannot be used: \(problem)", nil, context)
        }
        switch status.phase {
        case .proposed, .held, .awaitingApproval: decideWaiting(context)
        case .executing where remediation.spec.plan.pods != nil: evict(context)
        case .executing: patch(context)
        case .verifying: verify(context)
        case .undoing: sendUndo(context)
        case .succeeded, .failed: decideEnded(context)
        case .undone, .shadowed, .rejected, .expired, .recovered, .superseded: break
        }
    }

    mutating func timePassed(_ context: RemediationContext) {
        guard let next = nextWake, next <= context.now else { return }
        if case .idle(let wait) = state, let time = wait.time, time <= context.now { state = .idle(.event) }
        advance(context)
        confirmPresence(context)
    }

    /// Something that came and went while the watch was away is not reported by it: nobody will report its end.
    private mutating func confirmPresence(_ context: RemediationContext) {
        guard let time = presence.readAt, time <= context.now, case .idle = state else { return }
        presence = .unconfirmed(readAt: context.now + Self.confirmAfter)
        state = .reading(.presence)
        actions.append(.readRemediation)
    }

    /// A clock that is set back must not make anything wait until it has caught up.
    mutating func clockSetBack(_ now: Timestamp) {
        if case .idle(let wait) = state, wait.time != nil { state = .idle(.time(now)) }
        if presence.readAt != nil { presence = .unconfirmed(readAt: now) }
    }

    /// Each evaluation moves on what waits for one.
    mutating func evaluated(_ evaluation: Evaluation, _ policy: PolicyMachine, _ context: RemediationContext) {
        countRecovery(policy, evaluation)
        closeIncident(policy, context)
        grade(policy, context)
        advance(context)
    }

    private mutating func countRecovery(_ policy: PolicyMachine, _ evaluation: Evaluation) {
        // A status that is being written counts already: pods are changed one by one, and the last of them is meant.
        // Stored times have whole seconds.
        guard let changed = draft?.changedAt ?? status.changedAt, evaluation.at >= changed + 1,
            let memory = policy.rules[remediation.spec.rule], let finding = memory.finding
        else { return }
        switch finding.state {
        case .recovered where memory.isNews: recoveredEvaluations += 1
        case .notBad where memory.isNews: recoveredEvaluations = 0
        // Also if the window is no new one: what is bad in it came after the evaluations that were good.
        case .bad: recoveredEvaluations = 0
        default: break
        }
    }

    /// An ended Remediation remembers that its incident is over: from then on the same action may be tried again.
    private mutating func closeIncident(_ policy: PolicyMachine, _ context: RemediationContext) {
        guard case .idle = state, status.phase.isFinal, status.incidentEndedAt == nil,
            let memory = policy.rules[remediation.spec.rule], memory.incidentStartedAt == nil,
            memory.recoveredEvaluations > 0
        else { return }
        var draft = status
        draft.incidentEndedAt = context.now
        write(draft, context)
    }

    /// After each evaluation: whether the outcome of the decision can be graded by now.
    private mutating func grade(_ policy: PolicyMachine, _ context: RemediationContext) {
        guard case .idle(let wait) = state, status.phase.isFinal, status.grade == nil,
            let evaluation = policy.evaluation, let memory = policy.rules[remediation.spec.rule]
        else { return }
        if case .retryWrite(let time) = wait, time > context.now { return }
        let grading = Grading(
            remediation: remediation, policy: policy.policy, rule: memory, target: evaluation.target, now: context.now)
        // What another Remediation has changed meanwhile says nothing about this one.
        let others = context.others(policy, except: key)
        guard !others.contains(where: { $0.changed(remediation.spec.targetRef, since: self) }),
            let grade = grading.grade
        else { return }
        var draft = status
        draft.grade = grade
        audit(.graded, "graded \(grade.rawValue)", details: ["grade": .string(grade.rawValue)], context)
        write(draft, context)
    }

    private func changed(_ target: TargetReference, since other: RemediationMachine) -> Bool {
        guard let changed = status.changedAt, let created = other.remediation.metadata.creationTimestamp else {
            return false
        }
        let own = remediation.spec.targetRef
        return own.kind == target.kind && own.name == target.name && key.namespace == other.key.namespace
            && changed >= created
    }
}

// Decisions, and what they leave in the timeline and the audit log.
extension RemediationMachine {
    /// Moves to another phase and says so in the timeline.
    mutating func transition(
        to phase: Phase, _ reason: TimelineReason, _ message: String, record: DecisionRecord? = nil,
        _ context: RemediationContext, _ change: (inout RemediationStatus) -> Void = { _ in }
    ) {
        var draft = status
        if draft.phase != phase || draft.timeline.last?.message != message {
            draft.timeline.append(TimelineEntry(at: context.now, phase: phase, reason: reason, message: message))
        }
        draft.phase = phase
        if phase.isFinal { draft.endedAt = context.now }
        change(&draft)
        decide(draft, message, record, context)
    }

    /// Stays in its phase and says something in the timeline, once.
    mutating func note(
        _ reason: TimelineReason, _ message: String, _ record: DecisionRecord?, then: Wait = .event,
        _ context: RemediationContext
    ) {
        guard status.timeline.last?.message != message else { return }
        continuePhase(reason, message, record, then: then, context)
    }

    /// Stays in its phase, says so in the timeline, and changes the rest of the status.
    mutating func continuePhase(
        _ reason: TimelineReason, _ message: String, _ record: DecisionRecord?, then: Wait = .event,
        _ context: RemediationContext, _ change: (inout RemediationStatus) -> Void = { _ in }
    ) {
        var draft = status
        change(&draft)
        draft.timeline.append(
            TimelineEntry(at: context.now, phase: draft.phase, reason: reason, message: message))
        decide(draft, message, record, then: then, context)
    }

    /// Writes what was decided, under an id of its own, and audits it first.
    private mutating func decide(
        _ draft: RemediationStatus, _ message: String, _ record: DecisionRecord?, then: Wait = .event,
        _ context: RemediationContext
    ) {
        var draft = draft
        let id = DecisionID.make(uid, "\(draft.phase.rawValue)/\(message)", at: context.now)
        draft.decision = id
        decision = id
        auditDecision(draft, message, record, context)
        write(draft, then: then, context)
    }

    /// No step before this time, unless an event comes first.
    mutating func wait(until time: Timestamp?) {
        if case .idle = state { state = .idle(time.map(Wait.time) ?? .event) }
    }

    /// Whether the time that it waits for has come.
    func isDue(_ context: RemediationContext) -> Bool {
        if case .idle(.time(let time)) = state { time <= context.now } else { true }
    }
}
