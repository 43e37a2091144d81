import KubernetesTypes

extension GuardrailStatus: Noted {
    static var notes: Notes {
        Notes(
            "What the guardrail does at present.", example: GuardrailStatus(),
            [
                "observedGeneration": StatusNotes.observedGeneration, "conditions": StatusNotes.conditions,
                "budgets": Note("How much of the budgets is used; absent where none is set."),
                "freeze": Note("The freeze window that is open; absent while none is."),
                "brake": Note("Why the systemic brake is engaged; absent while it is not."),
            ])
    }
}

extension BudgetUse: Noted {
    static var notes: Notes {
        Notes(
            "How much of the budgets is used.", example: BudgetUse(inFlight: 0, lastHour: 0),
            required: ["inFlight", "lastHour"],
            [
                "inFlight": Note("Remediations in flight."),
                "lastHour": Note("Remediations begun in the last sixty minutes."),
            ])
    }
}

extension OpenFreeze: Noted {
    static var notes: Notes {
        Notes(
            "A freeze window that is open.",
            example: OpenFreeze(window: "", until: Timestamp(microsecondsSince1970: 0)),
            required: ["window", "until"],
            ["window": Note("The window's name."), "until": Note("When it closes.")])
    }
}

extension BrakeStatus: Noted {
    static var notes: Notes {
        Notes(
            "An engaged systemic brake.",
            example: BrakeStatus(
                unhealthy: Percentage(fraction: 0), engagedAt: Timestamp(microsecondsSince1970: 0),
                until: Timestamp(microsecondsSince1970: 0)),
            required: ["unhealthy", "engagedAt", "until"],
            [
                "unhealthy": Note("The largest share of the guarded targets that was unhealthy at once."),
                "engagedAt": Note("Since when it has been engaged."),
                "until": Note("When it lets go if nothing more happens, brought up to date about once a minute."),
            ])
    }
}
