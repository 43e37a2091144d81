public import JSONValue

/// Where the API server serves MutatingAdmissionPolicy (v1 since Kubernetes 1.36): the name of who approves is filled in,
/// so that a plain `kubectl annotate` is enough. A name that somebody gives is left alone; `ApprovalPolicy` judges it.
public enum ApprovalStamp {
    /// Of the policy and of its binding.
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

    /// The name goes with an approval that is withdrawn.
    private static let stamp = """
        !variables.isNew || variables.isNamed ? [] : (variables.approve != '' ? \
        [JSONPatch{op: 'add', path: '/metadata/annotations/evenkeel.dev~1approved-by', \
        value: request.userInfo.username}] : (variables.approvedBy != '' ? \
        [JSONPatch{op: 'remove', path: '/metadata/annotations/evenkeel.dev~1approved-by'}] : []))
        """
}
