import EvenkeelAPI
import JSONValue
import KubernetesTypes

// What becomes of a change that was made: whether it helped, and whether it is undone.
extension DecisionInputs {
    func decideVerifying() -> DecisionOutcome {
        guard let remediation = situation.remediation, let status = remediation.status else { return Self.nothing }
        let (plan, verify) = (remediation.spec.plan, situation.rule.verify)
        if let wish = remediation.undoWish, plan.isReversible {
            return .undo(.undoRequested, "\(wish); \(plan.undo.summary)")
        }
        if hasRecovered { return success(status) }
        guard let deadline = status.verifyUntil, situation.now >= deadline else {
            return .wait("the signals may still recover", until: status.verifyUntil)
        }
        // Close to the limit nothing is proved in time, and each evaluation was good.
        if recoveredEvaluations ?? 0 >= Self.recoveredByCount { return success(status) }
        if isBlind(since: status.changedAt) { return decideBlindly(deadline) }
        let message = "the signals did not recover within \(verify.within)"
        guard plan.isReversible else {
            return DecisionOutcome(choice: .fail, message: "\(message); a person is needed")
        }
        return .undo(.notRecovered, "\(message); \(plan.undo.summary)")
    }

    private var hasRecovered: Bool {
        (recoveredEvaluations ?? 0) >= situation.policy.spec.recoveredNeeded(situation.rule)
            && isSureOfRecovery ?? true
    }

    /// Good evaluations in a row that are enough at the deadline.
    private static let recoveredByCount = 3

    private func success(_ status: RemediationStatus) -> DecisionOutcome {
        let evaluations = recoveredEvaluations ?? 0
        let kept = status.revert.map { "; kept until \($0.at)" } ?? ""
        let said = evaluations == 1 ? "recovered in 1 evaluation" : "recovered in \(evaluations) evaluations in a row"
        return DecisionOutcome(choice: .succeed, message: said + kept)
    }

    /// Too little is known of the time after the change: no evaluation, an old one, one without usable data, or fewer in a row than
    /// recovery would have needed.
    private func isBlind(since changedAt: Timestamp?) -> Bool {
        let (now, policy) = (situation.now, situation.policy)
        guard let evaluatedAt = situation.evaluatedAt, now - evaluatedAt <= policy.maximumObservationAge,
            evaluatedAt > changedAt ?? now,
            let since = situation.memory.dataSince
        else { return true }
        return now - since < Double(situation.policy.spec.recoveredNeeded(situation.rule) - 1)
            * policy.spec.interval.seconds
    }

    /// Without data nobody can say that it failed, and taking it back could bring the trouble back. It gets as much time
    /// again; then people are called and the change is left in place.
    private func decideBlindly(_ deadline: Timestamp) -> DecisionOutcome {
        let last = deadline + situation.rule.verify.within.seconds
        guard situation.now >= last else {
            return .wait("the signals have no data; they may still recover", until: last)
        }
        return DecisionOutcome(
            choice: .fail, reason: .notVerified,
            message: "could not be verified: the signals have no data; the change is kept")
    }

    func decideReturning() -> DecisionOutcome {
        guard let remediation = situation.remediation else { return Self.nothing }
        let plan = remediation.spec.plan
        guard remediation.mayBeReverted(at: situation.now) else { return Self.nothing }
        // The first evaluation after a start comes by itself; the rest may take long, and is told.
        guard situation.evaluatedAt != nil else { return .wait(Self.notEvaluated, until: nil) }
        if let reason = obstacleToUndo { return .hold(reason) }
        if let wish = remediation.undoWish { return .undo(.undoRequested, "\(wish); \(plan.undo.summary)") }
        if case .hold(_, let reason, let until) = plan.freezeOnReturn(situation.guardrails, at: situation.now) {
            return DecisionOutcome(
                choice: .keep, message: "the revert is due and waits: \(reason)", until: until)
        }
        return DecisionOutcome(choice: .revert, message: "the revert is due; \(plan.undo.summary)")
    }

    func decideSendingUndo() -> DecisionOutcome {
        obstacleToUndo.map(DecisionOutcome.hold)
            ?? DecisionOutcome(choice: .send, message: "nothing stands against it")
    }

    /// Why nothing may be undone now; `nil` where it may. Undoing is a change too: a pause and a mode that changes
    /// nothing stop it, and it goes on afterwards.
    private var obstacleToUndo: String? {
        guard situation.evaluatedAt != nil else { return Self.notEvaluated }
        if situation.remediation?.phase != .undoing, let other = situation.inFlight { return "\(other) is in flight" }
        for gate in [modeGate, suspensionGate] {
            switch gate(situation) {
            case .pass: continue
            case .hold(_, let message, _), .refuse(_, let message): return message
            }
        }
        return nil
    }

    func decideObserving() -> DecisionOutcome {
        situation.remediation.map { Self.observed(found, $0.spec.plan) } ?? Self.nothing
    }

    /// - Parameter found: `nil` where the object is gone.
    static func observed(_ found: FoundTarget?, _ plan: Plan) -> DecisionOutcome {
        guard let found else {
            return DecisionOutcome(
                choice: .leave, reason: .targetDeleted, message: "there is nothing to undo: the target is gone")
        }
        if found.fits(plan, .apply) {
            return DecisionOutcome(choice: .noticeUndo, message: "undone: \(plan.undo.summary)")
        }
        if found.uid == plan.object.uid, found.fits(plan, .revert) {
            return DecisionOutcome(choice: .send, message: "the change is still there")
        }
        return DecisionOutcome(
            choice: .leave, message: "somebody else changed the target since; it is left as it is")
    }

    private static let notEvaluated = "the target was not evaluated yet"
    private static let nothing = DecisionOutcome.wait("there is nothing to undo", until: nil)
}

extension DecisionOutcome {
    fileprivate static func undo(_ reason: TimelineReason, _ message: String) -> DecisionOutcome {
        DecisionOutcome(choice: .undo, reason: reason, message: message)
    }

    fileprivate static func hold(_ reason: String) -> DecisionOutcome {
        DecisionOutcome(choice: .hold, reason: .undoWaits, message: "undo waits: \(reason)")
    }

    fileprivate static func wait(_ message: String, until: Timestamp?) -> DecisionOutcome {
        DecisionOutcome(choice: .wait, message: message, until: until)
    }
}

extension Remediation {
    /// A person's word that the change is to be undone.
    var undoWish: String? {
        metadata.annotations?[EvenkeelAPIGroup.Annotation.undo].map { "a person asked for it: \($0.cut(to: 200))" }
    }

    /// After success, or a failure whose change was kept: at the time of a scheduled revert, or because a person asks for it.
    func mayBeReverted(at now: Timestamp) -> Bool {
        guard let status, status.changedAt != nil, spec.plan.isReversible else { return false }
        if let undo = status.intents.last, undo.purpose == .undo {
            // One that was refused is tried once more where a person asks for it.
            guard undoWish != nil, undo.outcome == .notDone, status.revert?.state != .keptByOthers,
                status.intents.count(where: { $0.purpose == .undo }) == 1
            else { return false }
        }
        return undoWish != nil || status.revert.map { $0.state == .scheduled && now >= $0.at } ?? false
    }
}

extension Plan {
    /// A scheduled revert is a change of its own, with a direction of risk: giving up replicas waits for the end of a freeze,
    /// getting them back may be allowed in it. What failed or what a person undoes is not kept by a freeze.
    func freezeOnReturn(_ guardrails: [Guardrail], at now: Timestamp) -> GateVerdict {
        let isRaising = (changes.first?.from?.integerValue ?? 0) > (changes.first?.to?.integerValue ?? 0)
        return freezeVerdict(guardrails, at: now) { isRaising && $0.allow.contains(.scaleUp) }
    }
}
