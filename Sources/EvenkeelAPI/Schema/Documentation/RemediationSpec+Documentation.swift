import KubernetesTypes

extension RemediationSpec: Documented {
    private static let sample = RemediationSpec(
        policyRef: PolicyReference(name: "", uid: ""), rule: "", mode: .shadow, owner: nil, serviceAccountName: nil,
        targetRef: TargetReference(name: ""), incidentStartedAt: Timestamp(microsecondsSince1970: 0),
        confidence: Percentage(fraction: 0), evidence: [], plan: Plan.sample)

    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "The decision with its evidence and plan. It is immutable.", example: sample,
            required: [
                "policyRef", "rule", "mode", "targetRef", "incidentStartedAt", "confidence", "evidence", "plan",
            ],
            rules: [MeaningRule(change: "self == oldSelf", message: "the spec of a Remediation is immutable")],
            [
                "policyRef": FieldDocumentation("The policy of the Remediation."),
                "rule": FieldDocumentation("The rule of the policy that triggered the Remediation.") {
                    $0.length(1...63)
                },
                "mode": FieldDocumentation("Mode of the policy when the plan was made."),
                "owner": FieldDocumentation("Owner of the policy when the plan was made.") { $0.length(0...253) },
                "serviceAccountName": FieldDocumentation("Service account that Evenkeel impersonates for the change.") {
                    $0.length(0...253)
                },
                "targetRef": FieldDocumentation("The target workload."),
                "targetBefore": FieldDocumentation(
                    "State of the target when the plan was made, used to detect later manual changes."),
                "incidentStartedAt": FieldDocumentation("Time at which the signals of this incident became unhealthy."),
                "firstBadSampleAt": FieldDocumentation(
                    "Time of the first sample that shows the incident, as the metric source reports it."),
                "confidence": FieldDocumentation("Confidence of the rule when the plan was made."),
                "evidence": FieldDocumentation("Results of the signals when the plan was made.") { $0.count(0...32) },
                "plan": FieldDocumentation("The exact change and its undo."),
            ])
    }
}

extension PolicyReference: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "Reference to a policy in the same namespace.", example: PolicyReference(name: "", uid: ""),
            required: ["name", "uid"],
            [
                "name": FieldDocumentation("Name of the policy.") { $0.length(1...253) },
                "uid": FieldDocumentation("UID of the policy.") { $0.length(0...64) },
            ])
    }
}

extension TargetState: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "State of a workload that manual changes affect.", example: TargetState(template: "", replicas: 0),
            required: ["template", "replicas"],
            [
                "template": FieldDocumentation(
                    "The first 16 hexadecimal digits of the SHA-256 digest of the pod template in canonical JSON."
                ) {
                    $0.length(0...64)
                },
                "replicas": FieldDocumentation("Number of replicas."),
            ])
    }
}
