import JSONValue

/// A column of `kubectl get`.
struct PrinterColumn: Sendable {
    var name: String
    var path: String
    var type = "string"
    var description: String
    /// Shown with `-o wide` only.
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
        name: "Age", path: ".metadata.creationTimestamp", type: "date", description: "Time since it was created.")

    /// A part of a condition: `status`, `reason` or `message`.
    static func condition(
        _ name: String, _ type: String, _ part: String = "status", description: String, isWide: Bool = false
    ) -> PrinterColumn {
        PrinterColumn(
            name: name, path: ".status.conditions[?(@.type==\"\(type)\")].\(part)", description: description,
            isWide: isWide)
    }
}

/// "Is it fine, and if not, why?"
enum PrinterColumns {
    static let ready: [PrinterColumn] = [
        .condition("Ready", ConditionType.ready, description: "Whether it is valid and can be used."),
        .condition("Reason", ConditionType.ready, "reason", description: "Why it is ready or not."),
        .condition("Message", ConditionType.ready, "message", description: "Why, in words.", isWide: true),
    ]

    static let remediationPolicy: [PrinterColumn] =
        [
            PrinterColumn(name: "Mode", path: ".spec.mode", description: "How far Evenkeel may go."),
            PrinterColumn(name: "Target", path: ".spec.targetRef.name", description: "The workload that is watched."),
            PrinterColumn(name: "Health", path: ".status.health", description: "What the signals say of the target."),
        ] + ready + [
            PrinterColumn(
                name: "Grades", path: ".status.scorecard.summary",
                description: "How the decisions of the kept Remediations look in hindsight.", isWide: true),
            .age,
        ]

    static let remediation: [PrinterColumn] = [
        PrinterColumn(name: "Rule", path: ".spec.rule", description: "The rule that made it."),
        PrinterColumn(name: "Target", path: ".spec.targetRef.name", description: "The workload that is to be helped."),
        PrinterColumn(name: "Action", path: ".spec.plan.action", description: "What is done."),
        PrinterColumn(name: "Phase", path: ".status.phase", description: "Where it is, or how it ended."),
        PrinterColumn(name: "Confidence", path: ".spec.confidence", description: "How sure the rule was."),
        PrinterColumn(name: "Summary", path: ".spec.plan.summary", description: "The plan in words.", isWide: true),
        PrinterColumn(
            name: "Grade", path: ".status.grade", description: "How the decision looks in hindsight.", isWide: true),
        PrinterColumn(
            name: "Digest", path: ".spec.plan.digest", description: "What an approval names, 8 digits or more of it.",
            isWide: true),
        .age,
    ]

    static let metricSource: [PrinterColumn] =
        [PrinterColumn(name: "Address", path: ".spec.*.address", description: "The URL that is asked.")] + ready + [
            PrinterColumn(
                name: "Blind", path: ".status.blindPolicies", type: "integer",
                description: "Policies that see nothing because of it."),
            .age,
        ]

    static let guardrail: [PrinterColumn] = [
        PrinterColumn(
            name: "Paused", path: ".spec.paused", type: "boolean", description: "Whether it stops every change."),
        .condition(
            "CircuitBreaker", ConditionType.circuitBreaker,
            description: "Whether the circuit breaker stops every change."),
        .condition("Frozen", ConditionType.frozen, description: "Whether a freeze window is open."),
        .condition("Ready", ConditionType.ready, description: "Whether it is valid and in force."),
        PrinterColumn(
            name: "In-flight", path: ".status.budgets.inFlight", type: "integer",
            description: "Remediations in flight.", isWide: true),
        PrinterColumn(
            name: "Last-hour", path: ".status.budgets.lastHour", type: "integer",
            description: "Remediations begun in the last sixty minutes.", isWide: true),
        .condition(
            "Message", ConditionType.circuitBreaker, "message",
            description: "Why the circuit breaker is open or closed.", isWide: true),
        .age,
    ]
}
