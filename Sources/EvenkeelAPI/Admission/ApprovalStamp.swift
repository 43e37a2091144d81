public import JSONValue

/// The MutatingAdmissionPolicy (v1 since Kubernetes 1.36) that sets the name of the approver, so that a plain
/// `kubectl annotate` is enough. It does not change an existing name, which `ApprovalPolicy` checks.
public enum ApprovalStamp {
    /// The name of the policy and of its binding.
    public static let name = "evenkeel-approval-stamp"

    public static let policy: JSON = [
        "apiVersion": .string(AdmissionObject.apiVersion), "kind": "MutatingAdmissionPolicy",
        "metadata": ["name": .string(name)],
        "spec": [
            "failurePolicy": "Fail", "reinvocationPolicy": "Never",
            "matchConstraints": AdmissionObject.remediations(["UPDATE"]),
            "variables": [
                AdmissionObject.variable("now", "has(object.metadata.annotations) ? object.metadata.annotations : {}"),
                AdmissionObject.variable(
                    "before", "has(oldObject.metadata.annotations) ? oldObject.metadata.annotations : {}"),
                AdmissionObject.variable("approve", AdmissionObject.annotation(EvenkeelAPIGroup.Annotation.approve)),
                AdmissionObject.variable(
                    "approvedBy", AdmissionObject.annotation(EvenkeelAPIGroup.Annotation.approvedBy)),
                AdmissionObject.variable(
                    "isNew", AdmissionObject.changes([EvenkeelAPIGroup.Annotation.approve])),
                AdmissionObject.variable(
                    "isNamed",
                    "variables.approvedBy != '' && "
                        + AdmissionObject.changes([EvenkeelAPIGroup.Annotation.approvedBy])),
            ],
            "mutations": [["patchType": "JSONPatch", "jsonPatch": ["expression": .string(stamp)]]],
        ],
    ]

    public static let binding: JSON = [
        "apiVersion": .string(AdmissionObject.apiVersion), "kind": "MutatingAdmissionPolicyBinding",
        "metadata": ["name": .string(name)],
        "spec": ["policyName": .string(name)],
    ]

    /// The name is removed together with the approval.
    private static let stamp = """
        !variables.isNew || variables.isNamed ? [] : (variables.approve != '' ? \
        [JSONPatch{op: 'add', path: '/metadata/annotations/evenkeel.dev~1approved-by', \
        value: request.userInfo.username}] : (variables.approvedBy != '' ? \
        [JSONPatch{op: 'remove', path: '/metadata/annotations/evenkeel.dev~1approved-by'}] : []))
        """
}
