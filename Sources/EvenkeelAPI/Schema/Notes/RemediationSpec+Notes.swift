import KubernetesTypes

extension RemediationSpec: Noted {
    private static let sample = RemediationSpec(
        policyRef: PolicyReference(name: "", uid: ""), rule: "", mode: .shadow, owner: nil, serviceAccountName: nil,
        targetRef: TargetReference(name: ""), incidentStartedAt: Timestamp(microsecondsSince1970: 0),
        confidence: Percentage(fraction: 0), evidence: [], plan: Plan.sample)

    static var notes: Notes {
        Notes(
            "The decision, with its evidence and plan; it never changes.", example: sample,
            required: [
                "policyRef", "rule", "mode", "targetRef", "incidentStartedAt", "confidence", "evidence", "plan",
            ],
            rules: [MeaningRule(change: "self == oldSelf", message: "the spec of a Remediation never changes")],
            [
                "policyRef": Note("The policy that made it."),
                "rule": Note("The rule of the policy that made it.") { $0.length(1...63) },
                "mode": Note("The policy's mode when the plan was made."),
                "owner": Note("Who answers for the policy.") { $0.length(0...253) },
                "serviceAccountName": Note("The service account that the change is made as.") { $0.length(0...253) },
                "targetRef": Note("The workload that is to be helped."),
                "targetBefore": Note("What it was when the plan was made, to tell what people change afterwards."),
                "incidentStartedAt": Note("When the signals of this incident were first seen bad."),
                "confidence": Note("The rule's confidence when the plan was made."),
                "evidence": Note("What the signals showed when the plan was made.") { $0.count(0...32) },
                "plan": Note("The exact change, with its undo."),
            ])
    }
}

extension PolicyReference: Noted {
    static var notes: Notes {
        Notes(
            "A policy in the same namespace.", example: PolicyReference(name: "", uid: ""), required: ["name", "uid"],
            [
                "name": Note("The policy's name.") { $0.length(1...253) },
                "uid": Note("The policy's uid.") { $0.length(0...64) },
            ])
    }
}

extension TargetState: Noted {
    static var notes: Notes {
        Notes(
            "What of a workload people change.", example: TargetState(template: "", replicas: 0),
            required: ["template", "replicas"],
            [
                "template": Note("A digest of the pod template: 16 hexadecimal digits.") { $0.length(0...64) },
                "replicas": Note("The replica count."),
            ])
    }
}
