extension Rule: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "An action, and the signals that trigger it.",
            example: Rule(name: "", when: When(), action: Action()), required: ["name", "when", "action"],
            [
                "name": FieldDocumentation("Name of the rule, unique in the policy. Remediations contain it.") {
                    $0.label()
                },
                "when": FieldDocumentation("The signals that must be unhealthy."),
                "consecutive": FieldDocumentation(
                    "The number of consecutive unhealthy evaluations with new data that trigger the action, 1 to 100. It "
                        + "delays the action, and does not replace minimumConfidence."
                ) {
                    $0.range(1...100)
                },
                "minimumConfidence": FieldDocumentation(
                    "Minimum confidence that the signals are unhealthy, 0% to below 100%. At 99.9%, a healthy signal "
                        + "triggers at most once in 1000 evaluations on average."
                ) {
                    $0.rule(.uncertain)
                },
                "action": FieldDocumentation(
                    "The action. Exactly one of \(Action.kinds.joined(separator: ", ")) must be set."),
                "approval": FieldDocumentation(
                    "Approval of plans in mode Automatic. Mode Suggest always requires an approval."),
                "verify": FieldDocumentation(
                    "Verification of the change. If the signals do not recover, Evenkeel undoes the change."),
                "cooldown": FieldDocumentation(
                    "Minimum time between the end of a remediation of this rule and the next one."),
            ])
    }
}

extension When: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "Names of signals. Exactly one of all and any must be set.", example: When(),
            rules: [.exactlyOne(of: ["all", "any"])],
            [
                "all": names("All of these signals must be unhealthy; the lowest confidence applies. 1 to 32 names."),
                "any": names("Any of these signals must be unhealthy; the highest confidence applies. 1 to 32 names."),
            ])
    }

    private static func names(_ description: String) -> FieldDocumentation {
        FieldDocumentation(description) { $0.count(1...32).unique().each { $0.length(1...63) } }
    }
}

extension Action: Documented {
    static let kinds = CodingKeys.allCases.map(\.rawValue)

    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "The action. Exactly one of \(kinds.joined(separator: ", ")) must be set.", example: Action(),
            rules: [.exactlyOne(of: kinds)],
            [
                "scale": FieldDocumentation("Increases or decreases the number of replicas temporarily."),
                "restart": FieldDocumentation("Evicts pods, or restarts all pods of the workload with a rollout."),
                "rollback": FieldDocumentation(
                    "Rolls a Deployment back to an earlier healthy revision, aborts a Rollout, or stops a canary "
                        + "release."
                ),
            ])
    }
}

extension ScaleAction: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "Increases or decreases the number of replicas temporarily.",
            example: ScaleAction(by: SignedPercentage(fraction: 0), maximum: 1), required: ["by", "maximum"],
            rules: [
                MeaningRule(
                    ScaleAction.self, cel: "self.minimum <= self.maximum", message: "minimum must not exceed maximum"
                ) { $0.minimum <= $0.maximum }
            ],
            [
                "by": FieldDocumentation(
                    "Change relative to the current number of replicas, such as 50% or -50%. The result is rounded "
                        + "away from the current number."
                ) {
                    $0.rule(.nonZeroChange)
                },
                "maximum": FieldDocumentation("Maximum number of replicas, 1 to 100000.") { $0.range(1...100_000) },
                "minimum": FieldDocumentation("Minimum number of replicas, 1 to 100000.") { $0.range(1...100_000) },
                "revertAfter": FieldDocumentation(
                    "Evenkeel restores the previous number of replicas after this time, unless another client changed "
                        + "it."
                ) {
                    $0.rule(.lasting)
                },
            ])
    }
}

extension RestartAction: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "Evicts pods with the Eviction API, or restarts all pods of the workload with a rollout.",
            example: RestartAction(),
            [
                "pods": FieldDocumentation(
                    "Unhealthy: evicts the pods that the workload signals of the rule report. Outliers: evicts the "
                        + "pods that the outlier signals of the rule report. All: restarts all pods with a rollout of "
                        + "the workload."),
                "maximumUnavailable": FieldDocumentation(
                    "Maximum number of pods that are unavailable at the same time, 1 to 10."
                ) {
                    $0.range(1...10)
                },
                "ordered": FieldDocumentation(
                    "If true, Evenkeel evicts one pod at a time and starts with the highest ordinal. Required for a "
                        + "StatefulSet."
                ),
            ])
    }
}

extension RollbackAction: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "Rolls back a release.", example: RollbackAction(),
            [
                "to": FieldDocumentation(
                    "Destination of the rollback of a Deployment without canary. LastHealthy: the last healthy "
                        + "revision. Previous: the previous revision, if it was healthy."),
                "canary": FieldDocumentation(
                    "The canary to stop. The target of the policy is the stable version."),
            ])
    }
}

extension Canary: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "A canary release. Exactly one of deployment and httpRoute must be set.", example: Canary(),
            rules: [.exactlyOne(of: ["deployment", "httpRoute"])],
            [
                "deployment": FieldDocumentation("Name of the Deployment of the canary. Evenkeel scales it to 0.") {
                    $0.subdomain()
                },
                "httpRoute": FieldDocumentation("Backend of an HTTPRoute. Evenkeel sets its weight to 0."),
            ])
    }
}

extension CanaryRoute: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "Backend of an HTTPRoute (Gateway API v1) in the namespace of the policy.",
            example: CanaryRoute(name: "", backend: ""), required: ["name", "backend"],
            [
                "name": FieldDocumentation("Name of the HTTPRoute.") { $0.subdomain() },
                "backend": FieldDocumentation("Name of the backend of the canary, usually a Service.") {
                    $0.subdomain()
                },
            ])
    }
}

extension ApprovalRequirement: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "Approval of plans.", example: ApprovalRequirement(),
            rules: [
                MeaningRule(
                    ApprovalRequirement.self, cel: "self.mode != 'BelowConfidence' || has(self.confidence)",
                    message: "confidence is required with mode BelowConfidence"
                ) { $0.mode != .belowConfidence || $0.confidence != nil }
            ],
            [
                "mode": FieldDocumentation(
                    "Never: no approval is required. Always: every plan requires an approval. BelowConfidence: a plan "
                        + "requires an approval if its confidence is below confidence."),
                "confidence": FieldDocumentation(
                    "Confidence from which no approval is required, 0% to 100%. Required if mode is BelowConfidence."
                ) {
                    $0.rule(.share)
                },
                "expiresAfter": FieldDocumentation(
                    "An approval, or a plan that waits for one, expires after this time."
                ) {
                    $0.rule(.lasting)
                },
            ])
    }
}

extension Verification: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "Verification of a change. It succeeds if the signals that triggered the rule recover in time.",
            example: Verification(),
            [
                "within": FieldDocumentation("Time after the change within which the signals must recover.") {
                    $0.rule(.lasting)
                },
                "recovered": FieldDocumentation(
                    "The number of consecutive healthy evaluations that count as recovery, 1 to 100. If absent: error "
                        + "rates that are read from counters must be below the limit with 99% confidence, and other "
                        + "signals must be healthy in 3 consecutive evaluations."
                ) {
                    $0.range(1...100)
                },
            ])
    }
}
