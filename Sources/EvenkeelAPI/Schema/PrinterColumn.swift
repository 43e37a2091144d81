import JSONValue

/// A column of `kubectl get`.
struct PrinterColumn: Sendable {
    var name: String
    var path: String
    var type = "string"
    var description: String
    /// Shown only with `-o wide`.
    var isWide = false

    var openAPI: JSON {
        var json: JSON = [
            "name": .string(name), "jsonPath": .string(path), "type": .string(type),
            "description": .string(description),
        ]
        if isWide { json["priority"] = 1 }
        return json
    }

    static let age = PrinterColumn(
        name: "Age", path: ".metadata.creationTimestamp", type: "date",
        description: "Time since the object was created.")

    /// A part of a condition: `status`, `reason` or `message`.
    static func condition(
        _ name: String, _ type: String, _ part: String = "status", description: String, isWide: Bool = false
    ) -> PrinterColumn {
        PrinterColumn(
            name: name, path: ".status.conditions[?(@.type==\"\(type)\")].\(part)", description: description,
            isWide: isWide)
    }
}

/// The columns of each resource.
enum PrinterColumns {
    static let ready: [PrinterColumn] = [
        .condition("Ready", ConditionType.ready, description: "True if the object is valid and usable."),
        .condition(
            "Reason", ConditionType.ready, "reason", description: "Reason for the status of the condition Ready."),
        .condition(
            "Message", ConditionType.ready, "message", description: "Message of the condition Ready.", isWide: true),
    ]

    static let remediationPolicy: [PrinterColumn] =
        [
            PrinterColumn(name: "Mode", path: ".spec.mode", description: "Mode of the policy."),
            PrinterColumn(name: "Target", path: ".spec.targetRef.name", description: "The watched workload."),
            PrinterColumn(name: "Health", path: ".status.health", description: "Health of the target."),
        ] + ready + [
            PrinterColumn(
                name: "Grades", path: ".status.scorecard.summary",
                description: "Number of stored Remediations for each grade.", isWide: true),
            .age,
        ]

    static let remediation: [PrinterColumn] = [
        PrinterColumn(name: "Rule", path: ".spec.rule", description: "Rule that triggered the Remediation."),
        PrinterColumn(name: "Target", path: ".spec.targetRef.name", description: "Target workload."),
        PrinterColumn(name: "Action", path: ".spec.plan.action", description: "Action of the plan."),
        PrinterColumn(name: "Phase", path: ".status.phase", description: "Current or final phase."),
        PrinterColumn(
            name: "Confidence", path: ".spec.confidence", description: "Confidence of the rule when the plan was made."),
        PrinterColumn(
            name: "Summary", path: ".spec.plan.summary", description: "Description of the plan.", isWide: true),
        PrinterColumn(
            name: "Grade", path: ".status.grade", description: "Grade of the decision in hindsight.", isWide: true),
        PrinterColumn(
            name: "Digest", path: ".spec.plan.digest",
            description: "Digest of the plan. An approval contains at least its first 8 digits.",
            isWide: true),
        .age,
    ]

    static let metricSource: [PrinterColumn] =
        [PrinterColumn(name: "Address", path: ".spec.*.address", description: "Base URL of the source.")] + ready + [
            PrinterColumn(
                name: "Blind", path: ".status.blindPolicies", type: "integer",
                description: "Number of policies without usable data because the source is unreachable."),
            .age,
        ]

    static let guardrail: [PrinterColumn] = [
        PrinterColumn(
            name: "Paused", path: ".spec.paused", type: "boolean",
            description: "True if the guardrail stops all changes."),
        .condition(
            "CircuitBreaker", ConditionType.circuitBreaker,
            description: "True if the circuit breaker is open and stops all changes."),
        .condition("Frozen", ConditionType.frozen, description: "True if a freeze window is open."),
        .condition("Ready", ConditionType.ready, description: "True if the guardrail is valid and applied."),
        PrinterColumn(
            name: "In-flight", path: ".status.budgets.inFlight", type: "integer",
            description: "Number of remediations in progress.", isWide: true),
        PrinterColumn(
            name: "Last-hour", path: ".status.budgets.lastHour", type: "integer",
            description: "Number of remediations that started in the last 60 minutes.", isWide: true),
        .condition(
            "Message", ConditionType.circuitBreaker, "message",
            description: "Message of the condition CircuitBreaker.", isWide: true),
        .age,
    ]
}
