import EvenkeelAPI

// What stops a change even after it was decided; evaluated last, just before it is sent.
extension DecisionInputs {
    func decideSending() -> DecisionOutcome {
        // Before anything else: a request that counted as lost was only slow, and somebody may have put the fields back
        // since, so that the same change would apply once more.
        if let remediation = situation.remediation, situation.arrivedLate(remediation) {
            return DecisionOutcome(choice: .noticeChange, message: "the change took place after all")
        }
        if let reason = situation.remediation?.rejection { return DecisionOutcome(choice: .hold, message: reason) }
        let gates = Gate.evaluate(situation, Gate.beforeSending)
        guard let first = gates.first(where: { $0.verdict != .pass }) else {
            if let objection = objectionToRollback {
                return DecisionOutcome(choice: .hold, message: objection, gates: gates)
            }
            return DecisionOutcome(choice: .send, message: "nothing stands against it", gates: gates)
        }
        return DecisionOutcome(choice: .hold, message: first.message, gates: gates)
    }

    /// A rollback changes a part of a template: what else was changed in it meanwhile would be carried to a release that
    /// nobody has seen. `nil` where the plan is still what would be planned.
    private var objectionToRollback: String? {
        guard let plan = situation.remediation?.spec.plan else { return nil }
        return refusalOfRollback(plan)?.message ?? replanned(plan)
    }
}
