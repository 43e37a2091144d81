import KubernetesTypes

extension RemediationSpec: Documented {
    private static let sample = RemediationSpec(
        policyRef: PolicyReference(name: "", uid: ""), rule: "", mode: .shadow, owner: nil, serviceAccountName: nil,
        targetRef: TargetReference(name: ""), incidentStartedAt: Timestamp(microsecondsSince1970: 0),
        confidence: Percentage(fraction: 0), evidence: [], plan: Plan.sample)

    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "The decision, with its evidence and plan; it never changes.", example: sample,
            required: [
                "policyRef", "rule", "mode", "targetRef", "incidentStartedAt", "confidence", "evidence", "plan",
            ],
            rules: [MeaningRule(change: "self == oldSelf", message: "the spec of a Remediation never changes")],
            [
                "policyRef": FieldDocumentation("The policy that made it."),
                "rule": FieldDocumentation("The rule of the policy that made it.") { $0.length(1...63) },
                "mode": FieldDocumentation("The policy's mode when the plan was made."),
                "owner": FieldDocumentation("Who answers for the policy.") { $0.length(0...253) },
                "serviceAccountName": FieldDocumentation("The service account that the change is made as.") {
                    $0.length(0...253)
                },
                "targetRef": FieldDocumentation("The workload that is to be helped."),
                "targetBefore": FieldDocumentation(
                    "What it was when the plan was made, to tell what people change afterwards."),
                "incidentStartedAt": FieldDocumentation("When the signals of this incident were first seen bad."),
                "confidence": FieldDocumentation("The rule's confidence when the plan was made."),
                "evidence": FieldDocumentation("What the signals showed when the plan was made.") { $0.count(0...32) },
                "plan": FieldDocumentation("The exact change, with its undo."),
            ])
    }
}

extension PolicyReference: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "A policy in the same namespace.", example: PolicyReference(name: "", uid: ""), required: ["name", "uid"],
            [
                "name": FieldDocumentation("The policy's name.") { $0.length(1...253) },
                "uid": FieldDocumentation("The policy's uid.") { $0.length(0...64) },
            ])
    }
}

extension TargetState: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "What of a workload people change.", example: TargetState(template: "", replicas: 0),
            required: ["template", "replicas"],
            [
                "template": FieldDocumentation("A digest of the pod template: 16 hexadecimal digits.") {
                    $0.length(0...64)
                },
                "replicas": FieldDocumentation("The replica count."),
            ])
    }
}
