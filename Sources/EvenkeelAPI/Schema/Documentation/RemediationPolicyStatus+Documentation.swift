import KubernetesTypes

extension RemediationPolicyStatus: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "What Evenkeel last saw of the policy. Written when a verdict changes, or when the annotation "
                + "evenkeel.dev/refresh asks.",
            example: RemediationPolicyStatus(),
            [
                "observedGeneration": StatusDocumentation.observedGeneration,
                "conditions": StatusDocumentation.conditions,
                "health": FieldDocumentation("What the signals say of the target, all together."),
                "signals": FieldDocumentation("What the last evaluation at each signal found.") { $0.count(0...32) },
                "rules": FieldDocumentation("What each rule makes of the signals.") { $0.count(0...16) },
                "revisions": FieldDocumentation("Revisions of the target that were seen, newest last; at most 10.") {
                    $0.count(0...10)
                },
                "scorecard": FieldDocumentation("How the decisions of the kept Remediations look in hindsight."),
                "refreshed": FieldDocumentation(
                    "The value of the annotation evenkeel.dev/refresh that these numbers answer."),
            ])
    }
}

extension RuleStatus: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "What one rule makes of the signals.", example: RuleStatus(name: "", verdict: .unknown, message: ""),
            required: ["name", "verdict", "message"],
            [
                "name": FieldDocumentation("The rule's name."),
                "verdict": FieldDocumentation(
                    "Quiet: the data says that all is well. Unknown: the data does not say. Watching: bad, but not yet "
                        + "sure or lasting enough. Triggered: there is a Remediation, or a reason why not."),
                "confidence": FieldDocumentation("The rule's confidence that its signals are bad."),
                "message": FieldDocumentation("Why, for people."),
                "gates": StatusDocumentation.gates("What each gate said."),
            ])
    }
}

extension RevisionEvidence: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "How long a revision of the target was seen serving healthily.",
            example: RevisionEvidence(revision: 0, templateHash: ""), required: ["revision", "templateHash"],
            [
                "revision": FieldDocumentation("The revision's number."),
                "templateHash": FieldDocumentation("The pod-template-hash of the revision's ReplicaSet."),
                "healthySince": FieldDocumentation("Since when it serves healthily, without another in between."),
                "healthyUntil": FieldDocumentation("When its health was last written down."),
            ])
    }
}

extension Scorecard: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "Counts by grade, over the Remediations that are kept.", example: Scorecard(),
            [
                "remedied": FieldDocumentation("The signals recovered after Evenkeel's own change, and stayed well."),
                "selfHealed": FieldDocumentation("The trouble went away by itself."),
                "persisted": FieldDocumentation("The trouble went on for as long as gradeWithin."),
                "worsened": FieldDocumentation("The trouble went on and became at least twice as bad."),
                "personDidTheSame": FieldDocumentation("A person made the very change of the plan."),
                "personDidOther": FieldDocumentation("A person changed something else."),
                "summary": FieldDocumentation("All of it in words."),
            ])
    }
}
