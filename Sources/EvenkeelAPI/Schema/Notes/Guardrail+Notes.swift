extension GuardrailSpec: Noted {
    static var notes: Notes {
        Notes(
            "What holds for all policies in the selected namespaces.", example: GuardrailSpec(),
            [
                "namespaceSelector": Note("Which namespaces it guards; absent means all."),
                "paused": Note("true stops every change that was not yet sent, approved ones included."),
                "budgets": Note("How many remediations there may be at once and per hour; absent means no limit."),
                "systemicBrake": Note(
                    "When much of the fleet looks bad at once, it is infrastructure: nothing is changed and people are "
                        + "called. Absent means no brake."),
                "freezeWindows": Note("Times in which nothing is changed but what is allowed; at most 32.") {
                    $0.count(0...32).keyed(by: "name")
                },
                "silences": Note(
                    "An Alertmanager whose silences hold changes of the workloads that they cover; absent means none."),
            ])
    }
}

extension SilenceFreeze: Noted {
    static var notes: Notes {
        Notes(
            "An active silence holds all changes of a workload if all its matchers hold for the workload's labels: "
                + "namespace; the workload's name as deployment or statefulset, workload, app, app_kubernetes_io_name, "
                + "service and container; and the labels below. A silence of one alert by its alertname covers no "
                + "workload. What cannot be read holds too.",
            example: SilenceFreeze(source: ""), required: ["source"],
            [
                "source": Note("The name of a MetricSource that is an Alertmanager.") { $0.subdomain() },
                "labels": Note("What else is true of all guarded workloads, such as cluster: prod-1.") {
                    $0.count(0...32).each { $0.length(0...1024) }
                },
            ])
    }
}

extension NamespaceSelector: Noted {
    static var notes: Notes {
        Notes(
            "Namespaces by their labels.", example: NamespaceSelector(),
            [
                "matchLabels": Note("Labels that a namespace must have, all of them; empty means any namespace.") {
                    $0.count(0...32).each { $0.length(0...63) }
                }
            ])
    }
}

extension Budgets: Noted {
    static var notes: Notes {
        Notes(
            "Limits counted from stored Remediations, so that a restart forgets nothing.", example: Budgets(),
            [
                "concurrent": Note("Remediations in flight at most, 1 to 1000.") { $0.range(1...1000) },
                "perHour": Note("Remediations begun in the last sixty minutes at most, 1 to 10000.") {
                    $0.range(1...10_000)
                },
            ])
    }
}

extension SystemicBrake: Noted {
    static var notes: Notes {
        Notes(
            "Stops every change while a large share of the guarded targets is unhealthy.", example: SystemicBrake(),
            [
                "unhealthyTargets": Note(
                    "Above this share of the guarded targets the brake is on, 0% to 100%. A target that was bad and "
                        + "cannot be seen since counts as bad for a quarter of an hour."
                ) { $0.rule(.share) },
                "minimumTargets": Note("With fewer guarded targets than this the share says nothing.") {
                    $0.range(1...100_000)
                },
                "releaseAfter": Note("Quiet time before the brake lets go."),
            ])
    }
}

extension FreezeWindow: Noted {
    static var notes: Notes {
        Notes(
            "A time, again and again, in which nothing is changed but what is allowed.",
            example: FreezeWindow(name: "", schedule: "", duration: .hours(1)),
            required: ["name", "schedule", "duration"],
            [
                "name": Note("Unique in the guardrail.") { $0.label() },
                "schedule": Note(
                    "When the window starts, as cron with five fields: minute, hour, day of month, month, day of week."
                ) { $0.length(9...256).rule(.cron) },
                "duration": Note("How long the window lasts.") { $0.rule(.lasting) },
                "timeZone": Note("The schedule's time zone by its IANA name, such as Europe/Berlin.") {
                    $0.length(1...64).pattern(
                        "^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){0,2}$", advice: "write a name such as Europe/Berlin"
                    )
                },
                "allow": Note("Actions that may go on because they lower the risk.") { $0.count(0...3).unique() },
            ])
    }
}
