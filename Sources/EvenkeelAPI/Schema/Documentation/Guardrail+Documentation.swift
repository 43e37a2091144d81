extension GuardrailSpec: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "Limits for the remediations of all policies in the selected namespaces.", example: GuardrailSpec(),
            [
                "namespaceSelector": FieldDocumentation(
                    "Selects the guarded namespaces. If absent, the guardrail applies to all namespaces."),
                "paused": FieldDocumentation(
                    "If true, Evenkeel sends no changes in the guarded namespaces, including approved changes."),
                "budgets": FieldDocumentation(
                    "Maximum number of remediations at the same time and per hour. If absent, there is no limit."),
                "circuitBreaker": FieldDocumentation(
                    "Stops all changes while a large share of the guarded targets is unhealthy, which usually "
                        + "indicates an infrastructure or monitoring failure. If absent, there is no circuit breaker."),
                "freezeWindows": FieldDocumentation(
                    "Recurring times in which only the allowed actions run; at most 32 windows."
                ) {
                    $0.count(0...32).keyed(by: "name")
                },
                "silences": FieldDocumentation(
                    "An Alertmanager whose active silences hold changes of the workloads that they cover. If absent, "
                        + "silences hold no changes."),
            ])
    }
}

extension SilenceFreeze: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "An active silence holds all changes of a workload if all matchers of the silence match the labels of the "
                + "workload. These labels are: namespace; the name of the workload as deployment or statefulset, "
                + "workload, app, app_kubernetes_io_name, service and container; and the labels below. Every other "
                + "label is empty, as in Alertmanager: a silence of one alert by its alertname covers no workload. If "
                + "the silences cannot be read, all changes are held.",
            example: SilenceFreeze(source: ""), required: ["source"],
            [
                "source": FieldDocumentation("Name of a MetricSource of type alertmanager.") { $0.subdomain() },
                "labels": FieldDocumentation(
                    "Additional labels of all guarded workloads, such as cluster: prod-1; at most 32."
                ) {
                    $0.count(0...32).each { $0.length(0...1024) }
                },
            ])
    }
}

extension NamespaceSelector: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "Selects namespaces by their labels.", example: NamespaceSelector(),
            [
                "matchLabels": FieldDocumentation(
                    "Labels that a namespace must have, at most 32. If empty, all namespaces are selected."
                ) {
                    $0.count(0...32).each { $0.length(0...63) }
                }
            ])
    }
}

extension Budgets: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "Limits on the number of remediations. They are counted from stored Remediations, so that a restart of "
                + "Evenkeel does not reset them.",
            example: Budgets(),
            [
                "concurrent": FieldDocumentation("Maximum number of remediations in progress, 1 to 1000.") {
                    $0.range(1...1000)
                },
                "perHour": FieldDocumentation(
                    "Maximum number of remediations that start within 60 minutes, 1 to 10000."
                ) {
                    $0.range(1...10_000)
                },
            ])
    }
}

extension CircuitBreaker: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "Stops all changes while a large share of the guarded targets is unhealthy.", example: CircuitBreaker(),
            [
                "unhealthyTargets": FieldDocumentation(
                    "The circuit breaker opens above this share of unhealthy targets, 0% to 100%. An unhealthy target "
                        + "that stops reporting data counts as unhealthy for 15 more minutes."
                ) { $0.rule(.share) },
                "minimumTargets": FieldDocumentation(
                    "Minimum number of guarded targets, 1 to 100000. With fewer targets the circuit breaker does not "
                        + "open."
                ) {
                    $0.range(1...100_000)
                },
                "resetAfter": FieldDocumentation(
                    "The circuit breaker closes after the share has been at or below the limit for this time."),
            ])
    }
}

extension FreezeWindow: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "A recurring time in which only the allowed actions run.",
            example: FreezeWindow(name: "", schedule: "", duration: .hours(1)),
            required: ["name", "schedule", "duration"],
            [
                "name": FieldDocumentation("Name of the window, unique in the guardrail.") { $0.label() },
                "schedule": FieldDocumentation(
                    "Start times of the window, as a cron schedule with five fields: minute, hour, day of month, "
                        + "month, day of week."
                ) { $0.length(9...256).rule(.cron) },
                "duration": FieldDocumentation("Length of the window.") { $0.rule(.lasting) },
                "timeZone": FieldDocumentation("IANA name of the time zone of the schedule, such as Europe/Berlin.") {
                    $0.length(1...64).pattern(
                        "^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){0,2}$", advice: "write a name such as Europe/Berlin"
                    )
                },
                "allow": FieldDocumentation("Actions that are allowed while the window is open.") {
                    $0.count(0...3).unique()
                },
            ])
    }
}
