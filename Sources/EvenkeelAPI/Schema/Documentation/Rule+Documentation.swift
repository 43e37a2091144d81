extension Rule: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "When the signals say so, with enough confidence and for long enough, this action.",
            example: Rule(name: "", when: When(), action: Action()), required: ["name", "when", "action"],
            [
                "name": FieldDocumentation("Unique in the policy; Remediations carry it.") { $0.label() },
                "when": FieldDocumentation("The signals that must be bad."),
                "consecutive": FieldDocumentation("Evaluations in a row that must say so, 1 to 100.") {
                    $0.range(1...100)
                },
                "minimumConfidence": FieldDocumentation("The confidence that is needed, from 0% to below 100%.") {
                    $0.rule(.uncertain)
                },
                "action": FieldDocumentation("What is done; exactly one of \(Action.kinds.joined(separator: ", "))."),
                "approval": FieldDocumentation("When a person is asked first, in mode Automatic; Suggest always asks."),
                "verify": FieldDocumentation("What counts as helped; otherwise the change is undone."),
                "cooldown": FieldDocumentation("Time after a remediation of this rule has ended, before the next one."),
            ])
    }
}

extension When: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "Signals by name; exactly one of all and any is set.", example: When(),
            rules: [.exactlyOne(of: ["all", "any"])],
            [
                "all": names("All of these signals must be bad; their least confidence counts. 1 to 32 names."),
                "any": names("Any of these signals must be bad; the greatest confidence counts. 1 to 32 names."),
            ])
    }

    private static func names(_ description: String) -> FieldDocumentation {
        FieldDocumentation(description) { $0.count(1...32).unique().each { $0.length(1...63) } }
    }
}

extension Action: Documented {
    static let kinds = ["scale", "restart", "rollback"]

    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "What is done; exactly one of \(kinds.joined(separator: ", ")) is set.", example: Action(),
            rules: [.exactlyOne(of: kinds)],
            [
                "scale": FieldDocumentation("Raises (or lowers) the replica count for a while."),
                "restart": FieldDocumentation("Evicts pods, or restarts the workload as a rollout."),
                "rollback": FieldDocumentation(
                    "Returns a Deployment to an earlier revision that was seen serving healthily, aborts a Rollout, or "
                        + "sends a canary beside the target to zero."),
            ])
    }
}

extension ScaleAction: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "Raises (or lowers) the replica count for a while.",
            example: ScaleAction(by: SignedPercentage(fraction: 0), maximum: 1), required: ["by", "maximum"],
            rules: [
                MeaningRule(
                    ScaleAction.self, cel: "self.minimum <= self.maximum", message: "minimum must not exceed maximum"
                ) { $0.minimum <= $0.maximum }
            ],
            [
                "by": FieldDocumentation(
                    "Change of the present replica count, rounded away from it: 50% more, or -50% less."
                ) {
                    $0.rule(.nonZeroChange)
                },
                "maximum": FieldDocumentation("Never more replicas than this, 1 to 100000.") { $0.range(1...100_000) },
                "minimum": FieldDocumentation("Never fewer replicas than this, 1 to 100000.") { $0.range(1...100_000) },
                "revertAfter": FieldDocumentation(
                    "After this time the recorded count is restored, unless someone changed it meanwhile."
                ) {
                    $0.rule(.lasting)
                },
            ])
    }
}

extension RestartAction: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "Evicts pods through the Eviction API, or restarts the workload as a rollout.", example: RestartAction(),
            [
                "pods": FieldDocumentation(
                    "Unhealthy: those that the rule's workload signals call bad. Outliers: those that differ from their "
                        + "siblings. All: a rolling restart by the workload's own controller."),
                "maximumUnavailable": FieldDocumentation("How many pods may be away at once, 1 to 10.") {
                    $0.range(1...10)
                },
                "ordered": FieldDocumentation(
                    "true: the highest ordinal first, one pod at a time. A StatefulSet is restarted in no other way."),
            ])
    }
}

extension RollbackAction: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "Takes a release back.", example: RollbackAction(),
            [
                "to": FieldDocumentation(
                    "LastHealthy: the last revision that was seen serving healthily. Previous: the revision before this "
                        + "one, if it was seen serving healthily. For a Deployment without canary."),
                "canary": FieldDocumentation(
                    "A new release beside the target, which is the stable one: it is sent to zero."),
            ])
    }
}

extension Canary: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "A new release beside the stable one; exactly one of deployment and httpRoute is set.", example: Canary(),
            rules: [.exactlyOne(of: ["deployment", "httpRoute"])],
            [
                "deployment": FieldDocumentation("A Deployment of this name; its replicas go to zero.") {
                    $0.subdomain()
                },
                "httpRoute": FieldDocumentation("A backend of an HTTPRoute; its weight goes to zero."),
            ])
    }
}

extension CanaryRoute: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "A backend of an HTTPRoute.", example: CanaryRoute(name: "", backend: ""), required: ["name", "backend"],
            [
                "name": FieldDocumentation("The HTTPRoute's name.") { $0.subdomain() },
                "backend": FieldDocumentation("The name of the canary's backend, mostly a Service.") { $0.subdomain() },
            ])
    }
}

extension ApprovalRequirement: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "When a person is asked first.", example: ApprovalRequirement(),
            rules: [
                MeaningRule(
                    ApprovalRequirement.self, cel: "self.mode != 'BelowConfidence' || has(self.confidence)",
                    message: "confidence is required with mode BelowConfidence"
                ) { $0.mode != .belowConfidence || $0.confidence != nil }
            ],
            [
                "mode": FieldDocumentation(
                    "Never, Always, or BelowConfidence: where the confidence is below the one given here."),
                "confidence": FieldDocumentation(
                    "For BelowConfidence: from this confidence on nobody is asked, 0% to 100%."
                ) {
                    $0.rule(.share)
                },
                "expiresAfter": FieldDocumentation(
                    "After this time an approval counts no more, and a plan that waits for one ends."
                ) {
                    $0.rule(.lasting)
                },
            ])
    }
}

extension Verification: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "What counts as helped: the same signals recovered for so many evaluations in a row, in time.",
            example: Verification(),
            [
                "within": FieldDocumentation("Time after the change in which the signals must recover.") {
                    $0.rule(.lasting)
                },
                "recovered": FieldDocumentation("Evaluations in a row that must be good, 1 to 100.") {
                    $0.range(1...100)
                },
            ])
    }
}
