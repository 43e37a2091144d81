import KubernetesTypes

extension RemediationPolicyStatus: Noted {
    static var notes: Notes {
        Notes(
            "What Evenkeel last saw of the policy. Written when a verdict changes, or when the annotation "
                + "evenkeel.dev/refresh asks.",
            example: RemediationPolicyStatus(),
            [
                "observedGeneration": StatusNotes.observedGeneration,
                "conditions": StatusNotes.conditions,
                "health": Note("What the signals say of the target, all together."),
                "signals": Note("What the last look at each signal found.") { $0.count(0...32) },
                "rules": Note("What each rule makes of the signals.") { $0.count(0...16) },
                "revisions": Note("Revisions of the target that were seen, newest last; at most 10.") {
                    $0.count(0...10)
                },
                "scorecard": Note("How the decisions of the kept Remediations look in hindsight."),
                "refreshed": Note("The value of the annotation evenkeel.dev/refresh that these numbers answer."),
            ])
    }
}

extension RuleStatus: Noted {
    static var notes: Notes {
        Notes(
            "What one rule makes of the signals.", example: RuleStatus(name: "", verdict: .unknown, message: ""),
            required: ["name", "verdict", "message"],
            [
                "name": Note("The rule's name."),
                "verdict": Note(
                    "Quiet: the data says that all is well. Unknown: the data does not say. Watching: bad, but not yet "
                        + "sure or lasting enough. Triggered: there is a Remediation, or a reason why not."),
                "confidence": Note("The rule's confidence that its signals are bad."),
                "message": Note("Why, for people."),
                "gates": StatusNotes.gates("What each gate said."),
            ])
    }
}

extension RevisionEvidence: Noted {
    static var notes: Notes {
        Notes(
            "How long a revision of the target was seen serving healthily.",
            example: RevisionEvidence(revision: 0, templateHash: ""), required: ["revision", "templateHash"],
            [
                "revision": Note("The revision's number."),
                "templateHash": Note("The pod-template-hash of the revision's ReplicaSet."),
                "healthySince": Note("Since when it serves healthily, without another in between."),
                "healthyUntil": Note("When its health was last written down."),
            ])
    }
}

extension Scorecard: Noted {
    static var notes: Notes {
        Notes(
            "Counts by grade, over the Remediations that are kept.", example: Scorecard(),
            [
                "remedied": Note("The signals recovered after Evenkeel's own change, and stayed well."),
                "selfHealed": Note("The trouble went away by itself."),
                "persisted": Note("The trouble went on for as long as gradeWithin."),
                "worsened": Note("The trouble went on and became at least twice as bad."),
                "personDidTheSame": Note("A person made the very change of the plan."),
                "personDidOther": Note("A person changed something else."),
                "summary": Note("All of it in words."),
            ])
    }
}
