import KubernetesTypes

extension GuardrailStatus: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "What the guardrail does at present.", example: GuardrailStatus(),
            [
                "observedGeneration": StatusDocumentation.observedGeneration,
                "conditions": StatusDocumentation.conditions,
                "budgets": FieldDocumentation("How much of the budgets is used; absent where none is set."),
                "freeze": FieldDocumentation("The freeze window that is open; absent while none is."),
                "circuitBreaker": FieldDocumentation("Why the circuit breaker is open; absent while it is not."),
            ])
    }
}

extension BudgetUse: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "How much of the budgets is used.", example: BudgetUse(inFlight: 0, lastHour: 0),
            required: ["inFlight", "lastHour"],
            [
                "inFlight": FieldDocumentation("Remediations in flight."),
                "lastHour": FieldDocumentation("Remediations begun in the last sixty minutes."),
            ])
    }
}

extension OpenFreeze: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "A freeze window that is open.",
            example: OpenFreeze(window: "", until: Timestamp(microsecondsSince1970: 0)),
            required: ["window", "until"],
            ["window": FieldDocumentation("The window's name."), "until": FieldDocumentation("When it closes.")])
    }
}

extension CircuitBreakerStatus: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "A circuit breaker that is open.",
            example: CircuitBreakerStatus(
                unhealthy: Percentage(fraction: 0), openedAt: Timestamp(microsecondsSince1970: 0),
                until: Timestamp(microsecondsSince1970: 0)),
            required: ["unhealthy", "openedAt", "until"],
            [
                "unhealthy": FieldDocumentation("The largest share of the guarded targets that was unhealthy at once."),
                "openedAt": FieldDocumentation("Since when it has been open."),
                "until": FieldDocumentation(
                    "When it lets go if nothing more happens, brought up to date about once a minute."),
            ])
    }
}
