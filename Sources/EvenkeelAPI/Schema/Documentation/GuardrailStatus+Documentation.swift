import KubernetesTypes

extension GuardrailStatus: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "Current state of the guardrail.", example: GuardrailStatus(),
            [
                "observedGeneration": StatusDocumentation.observedGeneration,
                "conditions": StatusDocumentation.conditions,
                "budgets": FieldDocumentation("Current use of the budgets. Absent if the guardrail sets no budget."),
                "freeze": FieldDocumentation("The open freeze window. Absent if none is open."),
                "circuitBreaker": FieldDocumentation(
                    "State of the open circuit breaker. Absent while the circuit breaker is closed."),
            ])
    }
}

extension BudgetUse: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "Current use of the budgets.", example: BudgetUse(inFlight: 0, lastHour: 0),
            required: ["inFlight", "lastHour"],
            [
                "inFlight": FieldDocumentation("Number of remediations in progress."),
                "lastHour": FieldDocumentation("Number of remediations that started in the last 60 minutes."),
            ])
    }
}

extension OpenFreeze: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "An open freeze window.",
            example: OpenFreeze(window: "", until: Timestamp(microsecondsSince1970: 0)),
            required: ["window", "until"],
            [
                "window": FieldDocumentation("Name of the window."),
                "until": FieldDocumentation("Time at which the window closes."),
            ])
    }
}

extension CircuitBreakerStatus: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "An open circuit breaker.",
            example: CircuitBreakerStatus(
                unhealthy: Percentage(fraction: 0), openedAt: Timestamp(microsecondsSince1970: 0),
                until: Timestamp(microsecondsSince1970: 0)),
            required: ["unhealthy", "openedAt", "until"],
            [
                "unhealthy": FieldDocumentation(
                    "Largest share of the guarded targets that was unhealthy at the same time."),
                "openedAt": FieldDocumentation("Time at which the circuit breaker opened."),
                "until": FieldDocumentation(
                    "Time at which the circuit breaker closes if the share stays at or below the limit. Updated about "
                        + "once a minute."),
            ])
    }
}
