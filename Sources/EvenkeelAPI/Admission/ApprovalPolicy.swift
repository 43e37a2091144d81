public import JSONValue

/// What makes the API server vouch for who approves: a ValidatingAdmissionPolicy and its binding.
///
/// The operator compares what is installed with this, field by field: everything that the API server would fill in is
/// written out, so that a policy that was weakened in any way is seen to be another one.
public enum ApprovalPolicy {
    /// Of the policy and of its binding.
    public static let name = "evenkeel-approvals"

    public static let policy: JSON = [
        "apiVersion": .string(AdmissionObject.apiVersion), "kind": "ValidatingAdmissionPolicy",
        "metadata": ["name": .string(name)],
        "spec": [
            "failurePolicy": "Fail",
            "matchConstraints": AdmissionObject.remediations(["CREATE", "UPDATE"]),
            "variables": .array(variables),
            "validations": [
                writtenByEvenkeel, bornUnapproved, authorized, ownName, notUsed, ofThisPlan,
            ],
        ],
    ]

    public static let binding: JSON = [
        "apiVersion": .string(AdmissionObject.apiVersion), "kind": "ValidatingAdmissionPolicyBinding",
        "metadata": ["name": .string(name)],
        "spec": ["policyName": .string(name), "validationActions": ["Deny"]],
    ]

    private static let variables: [JSON] = [
        AdmissionObject.variable("now", "has(object.metadata.annotations) ? object.metadata.annotations : {}"),
        AdmissionObject.variable(
            "before",
            "oldObject != null && has(oldObject.metadata.annotations) ? oldObject.metadata.annotations : {}"),
        AdmissionObject.variable("approve", AdmissionObject.annotation(EvenkeelAPIGroup.Annotation.approve)),
        AdmissionObject.variable("approvedBy", AdmissionObject.annotation(EvenkeelAPIGroup.Annotation.approvedBy)),
        AdmissionObject.variable(
            "changesApproval",
            AdmissionObject.changes([EvenkeelAPIGroup.Annotation.approve, EvenkeelAPIGroup.Annotation.approvedBy])),
        AdmissionObject.variable(
            "speaks",
            "variables.changesApproval || "
                + AdmissionObject.changes([EvenkeelAPIGroup.Annotation.reject, EvenkeelAPIGroup.Annotation.undo])),
        AdmissionObject.variable(
            "phase",
            "oldObject != null && has(oldObject.status) && has(oldObject.status.phase) ? oldObject.status.phase : "
                + "'Proposed'"),
    ]

    /// Who could write a plan of his own could have it carried out.
    private static let writtenByEvenkeel = AdmissionObject.validation(
        "oldObject != null || authorizer.group('evenkeel.dev').resource('remediations').subresource('status')"
            + ".namespace(request.namespace).check('update').allowed()",
        message: "Remediations are written by Evenkeel itself; write a RemediationPolicy instead",
        reason: "Forbidden")

    private static let bornUnapproved = AdmissionObject.validation(
        "oldObject != null || !variables.speaks",
        message: "a new Remediation carries no approval, rejection or undo; annotate it when it is there",
        reason: "Forbidden")

    private static let authorized = AdmissionObject.validation(
        "!variables.speaks || authorizer.group('evenkeel.dev').resource('remediations')"
            + ".namespace(request.namespace).name(request.name).check('approve').allowed()",
        message: "the verb approve on remediations is missing; have the ClusterRole evenkeel-approver bound to you",
        expression: "'user \"' + request.userInfo.username + '\" may not approve, reject or undo in namespace ' + "
            + "request.namespace + ': the verb approve on remediations is missing; have the ClusterRole "
            + "evenkeel-approver bound there'",
        reason: "Forbidden")

    private static let ownName = AdmissionObject.validation(
        "!variables.changesApproval || (variables.approve == '' && variables.approvedBy == '') || "
            + "(variables.approve != '' && variables.approvedBy == request.userInfo.username)",
        message: "evenkeel.dev/approved-by must be your own name, and stand beside evenkeel.dev/approve",
        expression: "variables.approve == '' ? 'evenkeel.dev/approved-by stands without evenkeel.dev/approve; set or "
            + "remove both' : (variables.approvedBy == '' ? 'evenkeel.dev/approved-by is missing' : "
            + "'evenkeel.dev/approved-by names somebody else') + '; set it to your own name, \"' + "
            + "request.userInfo.username + '\", or use evenkeel approve'",
        reason: "Forbidden")

    /// An approval counts once, and what was approved stays on record.
    private static let notUsed = AdmissionObject.validation(
        "!variables.changesApproval || variables.phase in ['Proposed', 'Held', 'AwaitingApproval']",
        message: "the Remediation waits for no approval any more; an approval counts once",
        expression:
            "'the Remediation is ' + variables.phase + ' and waits for no approval any more; an approval counts "
            + "once, and stays on record'",
        reason: "Invalid")

    private static let ofThisPlan = AdmissionObject.validation(
        "!variables.changesApproval || variables.approve == '' || "
            + "(variables.approve.matches('^(sha256:)?[0-9a-f]{8,64}$') && object.spec.plan.digest.startsWith("
            + "variables.approve.startsWith('sha256:') ? variables.approve : 'sha256:' + variables.approve))",
        message: "evenkeel.dev/approve must hold 8 or more digits of the digest of this Remediation's plan",
        expression: "'evenkeel.dev/approve is not the digest of this plan, which is ' + object.spec.plan.digest + "
            + "'; read the plan, then approve it by 8 or more digits of its digest'",
        reason: "Invalid")
}
