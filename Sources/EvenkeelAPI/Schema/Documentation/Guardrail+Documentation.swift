extension GuardrailSpec: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "What holds for all policies in the selected namespaces.", example: GuardrailSpec(),
            [
                "namespaceSelector": FieldDocumentation("Which namespaces it guards; absent means all."),
                "paused": FieldDocumentation("true stops every change that was not yet sent, approved ones included."),
                "budgets": FieldDocumentation(
                    "How many remediations there may be at once and per hour; absent means no limit."),
                "circuitBreaker": FieldDocumentation(
                    "When much of the fleet looks bad at once, it is infrastructure: nothing is changed and people are "
                        + "called. Absent means no circuit breaker."),
                "freezeWindows": FieldDocumentation(
                    "Times in which nothing is changed but what is allowed; at most 32."
                ) {
                    $0.count(0...32).keyed(by: "name")
                },
                "silences": FieldDocumentation(
                    "An Alertmanager whose silences hold changes of the workloads that they cover; absent means none."),
            ])
    }
}

extension SilenceFreeze: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "An active silence holds all changes of a workload if all its matchers hold for the workload's labels: "
                + "namespace; the workload's name as deployment or statefulset, workload, app, app_kubernetes_io_name, "
                + "service and container; and the labels below. A silence of one alert by its alertname covers no "
                + "workload. What cannot be read holds too.",
            example: SilenceFreeze(source: ""), required: ["source"],
            [
                "source": FieldDocumentation("The name of a MetricSource that is an Alertmanager.") { $0.subdomain() },
                "labels": FieldDocumentation("What else is true of all guarded workloads, such as cluster: prod-1.") {
                    $0.count(0...32).each { $0.length(0...1024) }
                },
            ])
    }
}

extension NamespaceSelector: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "Namespaces by their labels.", example: NamespaceSelector(),
            [
                "matchLabels": FieldDocumentation(
                    "Labels that a namespace must have, all of them; empty means any namespace."
                ) {
                    $0.count(0...32).each { $0.length(0...63) }
                }
            ])
    }
}

extension Budgets: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "Limits counted from stored Remediations, so that a restart forgets nothing.", example: Budgets(),
            [
                "concurrent": FieldDocumentation("Remediations in flight at most, 1 to 1000.") { $0.range(1...1000) },
                "perHour": FieldDocumentation("Remediations begun in the last sixty minutes at most, 1 to 10000.") {
                    $0.range(1...10_000)
                },
            ])
    }
}

extension CircuitBreaker: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "Stops every change while a large share of the guarded targets is unhealthy.", example: CircuitBreaker(),
            [
                "unhealthyTargets": FieldDocumentation(
                    "Above this share of the guarded targets the circuit breaker opens, 0% to 100%. A target that was bad and "
                        + "cannot be seen since counts as bad for a quarter of an hour."
                ) { $0.rule(.share) },
                "minimumTargets": FieldDocumentation("With fewer guarded targets than this the share says nothing.") {
                    $0.range(1...100_000)
                },
                "resetAfter": FieldDocumentation("Quiet time before the circuit breaker closes."),
            ])
    }
}

extension FreezeWindow: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "A time, again and again, in which nothing is changed but what is allowed.",
            example: FreezeWindow(name: "", schedule: "", duration: .hours(1)),
            required: ["name", "schedule", "duration"],
            [
                "name": FieldDocumentation("Unique in the guardrail.") { $0.label() },
                "schedule": FieldDocumentation(
                    "When the window starts, as cron with five fields: minute, hour, day of month, month, day of week."
                ) { $0.length(9...256).rule(.cron) },
                "duration": FieldDocumentation("How long the window lasts.") { $0.rule(.lasting) },
                "timeZone": FieldDocumentation("The schedule's time zone by its IANA name, such as Europe/Berlin.") {
                    $0.length(1...64).pattern(
                        "^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){0,2}$", advice: "write a name such as Europe/Berlin"
                    )
                },
                "allow": FieldDocumentation("Actions that may go on because they lower the risk.") {
                    $0.count(0...3).unique()
                },
            ])
    }
}
