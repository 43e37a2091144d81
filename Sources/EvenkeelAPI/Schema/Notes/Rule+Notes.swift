extension Rule: Noted {
    static var notes: Notes {
        Notes(
            "When the signals say so, with enough confidence and for long enough, this action.",
            example: Rule(name: "", when: When(), action: Action()), required: ["name", "when", "action"],
            [
                "name": Note("Unique in the policy; Remediations carry it.") { $0.label() },
                "when": Note("The signals that must be bad."),
                "consecutive": Note("Looks in a row that must say so, 1 to 100.") { $0.range(1...100) },
                "minimumConfidence": Note("The confidence that is needed, from 0% to below 100%.") {
                    $0.rule(.uncertain)
                },
                "action": Note("What is done; exactly one of \(Action.kinds.joined(separator: ", "))."),
                "approval": Note("When a person is asked first, in mode Automatic; Suggest always asks."),
                "verify": Note("What counts as helped; otherwise the change is undone."),
                "cooldown": Note("Time after a remediation of this rule has ended, before the next one."),
            ])
    }
}

extension When: Noted {
    static var notes: Notes {
        Notes(
            "Signals by name; exactly one of all and any is set.", example: When(),
            rules: [.exactlyOne(of: ["all", "any"])],
            [
                "all": names("All of these signals must be bad; their least confidence counts. 1 to 32 names."),
                "any": names("Any of these signals must be bad; the greatest confidence counts. 1 to 32 names."),
            ])
    }

    private static func names(_ description: String) -> Note {
        Note(description) { $0.count(1...32).unique().each { $0.length(1...63) } }
    }
}

extension Action: Noted {
    static let kinds = ["scale", "restart", "rollback"]

    static var notes: Notes {
        Notes(
            "What is done; exactly one of \(kinds.joined(separator: ", ")) is set.", example: Action(),
            rules: [.exactlyOne(of: kinds)],
            [
                "scale": Note("Raises (or lowers) the replica count for a while."),
                "restart": Note("Evicts pods, or restarts the workload as a rollout."),
                "rollback": Note(
                    "Returns a Deployment to an earlier revision that was seen serving healthily, aborts a Rollout, or "
                        + "sends a canary beside the target to zero."),
            ])
    }
}

extension ScaleAction: Noted {
    static var notes: Notes {
        Notes(
            "Raises (or lowers) the replica count for a while.",
            example: ScaleAction(by: SignedPercentage(fraction: 0), maximum: 1), required: ["by", "maximum"],
            rules: [
                MeaningRule(
                    ScaleAction.self, cel: "self.minimum <= self.maximum", message: "minimum must not exceed maximum"
                ) { $0.minimum <= $0.maximum }
            ],
            [
                "by": Note("Change of the present replica count, rounded away from it: 50% more, or -50% less.") {
                    $0.rule(.nonZeroChange)
                },
                "maximum": Note("Never more replicas than this, 1 to 100000.") { $0.range(1...100_000) },
                "minimum": Note("Never fewer replicas than this, 1 to 100000.") { $0.range(1...100_000) },
                "lease": Note("After this time the recorded count is restored, unless someone changed it meanwhile.") {
                    $0.rule(.lasting)
                },
            ])
    }
}

extension RestartAction: Noted {
    static var notes: Notes {
        Notes(
            "Evicts pods through the Eviction API, or restarts the workload as a rollout.", example: RestartAction(),
            [
                "pods": Note(
                    "Unhealthy: those that the rule's workload signals call bad. Outliers: those that differ from their "
                        + "siblings. All: a rolling restart by the workload's own controller."),
                "maximumUnavailable": Note("How many pods may be away at once, 1 to 10.") { $0.range(1...10) },
                "ordered": Note(
                    "true: the highest ordinal first, one pod at a time. A StatefulSet is restarted in no other way."),
            ])
    }
}

extension RollbackAction: Noted {
    static var notes: Notes {
        Notes(
            "Takes a release back.", example: RollbackAction(),
            [
                "to": Note(
                    "LastHealthy: the last revision that was seen serving healthily. Previous: the revision before this "
                        + "one, if it was seen serving healthily. For a Deployment without canary."),
                "canary": Note("A new release beside the target, which is the stable one: it is sent to zero."),
            ])
    }
}

extension Canary: Noted {
    static var notes: Notes {
        Notes(
            "A new release beside the stable one; exactly one of deployment and httpRoute is set.", example: Canary(),
            rules: [.exactlyOne(of: ["deployment", "httpRoute"])],
            [
                "deployment": Note("A Deployment of this name; its replicas go to zero.") { $0.subdomain() },
                "httpRoute": Note("A backend of an HTTPRoute; its weight goes to zero."),
            ])
    }
}

extension CanaryRoute: Noted {
    static var notes: Notes {
        Notes(
            "A backend of an HTTPRoute.", example: CanaryRoute(name: "", backend: ""), required: ["name", "backend"],
            [
                "name": Note("The HTTPRoute's name.") { $0.subdomain() },
                "backend": Note("The name of the canary's backend, mostly a Service.") { $0.subdomain() },
            ])
    }
}

extension ApprovalRequirement: Noted {
    static var notes: Notes {
        Notes(
            "When a person is asked first.", example: ApprovalRequirement(),
            rules: [
                MeaningRule(
                    ApprovalRequirement.self, cel: "self.mode != 'BelowConfidence' || has(self.confidence)",
                    message: "confidence is required with mode BelowConfidence"
                ) { $0.mode != .belowConfidence || $0.confidence != nil }
            ],
            [
                "mode": Note("Never, Always, or BelowConfidence: where the confidence is below the one given here."),
                "confidence": Note("For BelowConfidence: from this confidence on nobody is asked, 0% to 100%.") {
                    $0.rule(.share)
                },
                "expiresAfter": Note("After this time an approval counts no more, and a plan that waits for one ends.")
                {
                    $0.rule(.lasting)
                },
            ])
    }
}

extension Verification: Noted {
    static var notes: Notes {
        Notes(
            "What counts as helped: the same signals recovered for so many looks in a row, in time.",
            example: Verification(),
            [
                "within": Note("Time after the change in which the signals must recover.") { $0.rule(.lasting) },
                "recovered": Note("Looks in a row that must be good, 1 to 100.") { $0.range(1...100) },
            ])
    }
}
