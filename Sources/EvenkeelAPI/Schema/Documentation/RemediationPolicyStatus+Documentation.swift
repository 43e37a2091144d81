import KubernetesTypes

extension RemediationPolicyStatus: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "Result of the last evaluations. Updated if a verdict changes, and on request: if the value of the "
                + "annotation evenkeel.dev/refresh changes.",
            example: RemediationPolicyStatus(),
            [
                "observedGeneration": StatusDocumentation.observedGeneration,
                "conditions": StatusDocumentation.conditions,
                "health": FieldDocumentation("Health of the target, from all signals."),
                "signals": FieldDocumentation("Result of the last evaluation of each signal.") { $0.count(0...32) },
                "rules": FieldDocumentation("Result of the last evaluation of each rule.") { $0.count(0...16) },
                "revisions": FieldDocumentation("Observed revisions of the target, newest last; at most 10.") {
                    $0.count(0...10)
                },
                "scorecard": FieldDocumentation("Number of stored Remediations for each grade."),
                "refreshed": FieldDocumentation(
                    "Value of the annotation evenkeel.dev/refresh at the last update on request."),
            ])
    }
}

extension RuleStatus: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "Result of the last evaluation of a rule.", example: RuleStatus(name: "", verdict: .unknown, message: ""),
            required: ["name", "verdict", "message"],
            [
                "name": FieldDocumentation("Name of the rule."),
                "verdict": FieldDocumentation(
                    "Quiet: the signals are healthy. Unknown: the data is not sufficient. Watching: the signals are "
                        + "unhealthy, but the confidence or the number of evaluations is still too low. Triggered: a "
                        + "Remediation exists, or a gate blocks it; see gates."),
                "confidence": FieldDocumentation(
                    "Confidence that the signals of the rule are unhealthy, 0% to below 100%."),
                "message": FieldDocumentation("Explanation of the verdict."),
                "gates": StatusDocumentation.gates("Verdict of each gate."),
            ])
    }
}

extension RevisionEvidence: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "Health of a revision of the target.",
            example: RevisionEvidence(revision: 0, templateHash: ""), required: ["revision", "templateHash"],
            [
                "revision": FieldDocumentation("Number of the revision."),
                "templateHash": FieldDocumentation(
                    "Value of the label pod-template-hash of the ReplicaSet of the revision."),
                "healthySince": FieldDocumentation(
                    "Start of the current period in which the revision is healthy and no other revision is active."),
                "healthyUntil": FieldDocumentation("Time at which the health of the revision was last recorded."),
            ])
    }
}

extension Scorecard: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "Number of stored Remediations for each grade.", example: Scorecard(),
            [
                "remedied": FieldDocumentation("The signals recovered after the change and stayed healthy."),
                "selfHealed": FieldDocumentation("The signals recovered without a change."),
                "persisted": FieldDocumentation("The signals stayed unhealthy for the whole gradeWithin."),
                "worsened": FieldDocumentation("The signals stayed unhealthy and became at least twice as bad."),
                "personDidTheSame": FieldDocumentation("A person made the planned change."),
                "personDidOther": FieldDocumentation("A person made a different change."),
                "summary": FieldDocumentation("All counts except zeros, as text."),
            ])
    }
}
