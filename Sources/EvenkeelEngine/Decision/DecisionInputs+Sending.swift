import EvenkeelAPI

// What stops a change even after it was decided; looked at last, just before it is sent.
extension DecisionInputs {
    func decideSending() -> DecisionOutcome {
        if let reason = situation.remediation?.rejection { return DecisionOutcome(choice: .hold, message: reason) }
        let gates = Gate.evaluate(situation, Gate.beforeSending)
        guard let first = gates.first(where: { $0.verdict != .pass }) else {
            return DecisionOutcome(choice: .send, message: "nothing stands against it", gates: gates)
        }
        return DecisionOutcome(choice: .hold, message: first.message, gates: gates)
    }
}
