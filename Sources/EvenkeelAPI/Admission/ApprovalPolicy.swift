public import JSONValue

/// The ValidatingAdmissionPolicy that authenticates approvers, and its binding.
///
/// The operator compares the installed policy with this one, field by field. It contains all defaults of the API
/// server, so that any change that weakens the policy is detected.
public enum ApprovalPolicy {
    /// The name of the policy and of its binding.
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
            "decides",
            "variables.changesApproval || "
                + AdmissionObject.changes([EvenkeelAPIGroup.Annotation.reject, EvenkeelAPIGroup.Annotation.undo])),
        AdmissionObject.variable(
            "phase",
            "oldObject != null && has(oldObject.status) && has(oldObject.status.phase) ? oldObject.status.phase : "
                + "'Proposed'"),
    ]

    /// A user who can create a Remediation can have any plan executed.
    private static let writtenByEvenkeel = AdmissionObject.validation(
        "oldObject != null || authorizer.group('evenkeel.dev').resource('remediations').subresource('status')"
            + ".namespace(request.namespace).check('update').allowed()",
        message: "only Evenkeel creates Remediations; create a RemediationPolicy instead",
        reason: "Forbidden")

    private static let bornUnapproved = AdmissionObject.validation(
        "oldObject != null || !variables.decides",
        message: "a new Remediation must not have an approval, rejection or undo; annotate it after its creation",
        reason: "Forbidden")

    private static let authorized = AdmissionObject.validation(
        "!variables.decides || authorizer.group('evenkeel.dev').resource('remediations')"
            + ".namespace(request.namespace).name(request.name).check('approve').allowed()",
        message: "the verb approve on remediations is missing; ask for a binding of the ClusterRole evenkeel-approver",
        expression: "'user \"' + request.userInfo.username + '\" may not approve, reject or undo in namespace ' + "
            + "request.namespace + ': the verb approve on remediations is missing; ask for a binding of the "
            + "ClusterRole evenkeel-approver'",
        reason: "Forbidden")

    private static let ownName = AdmissionObject.validation(
        "!variables.changesApproval || (variables.approve == '' && variables.approvedBy == '') || "
            + "(variables.approve != '' && variables.approvedBy == request.userInfo.username)",
        message: "evenkeel.dev/approved-by must be your own name, and requires evenkeel.dev/approve",
        expression: "variables.approve == '' ? 'evenkeel.dev/approved-by requires evenkeel.dev/approve; set or "
            + "remove both' : (variables.approvedBy == '' ? 'evenkeel.dev/approved-by is missing' : "
            + "'evenkeel.dev/approved-by is the name of another user') + '; set it to your own name, \"' + "
            + "request.userInfo.username + '\", or use evenkeel approve'",
        reason: "Forbidden")

    /// An approval cannot be changed after its use, so that the approved plan stays on record.
    private static let notUsed = AdmissionObject.validation(
        "!variables.changesApproval || variables.phase in ['Proposed', 'Held', 'AwaitingApproval']",
        message: "the Remediation does not wait for approval any more",
        expression:
            "'the Remediation is ' + variables.phase + ' and does not wait for approval any more; the approval cannot "
            + "be changed'",
        reason: "Invalid")

    private static let ofThisPlan = AdmissionObject.validation(
        "!variables.changesApproval || variables.approve == '' || "
            + "(variables.approve.matches('^(sha256:)?[0-9a-f]{8,64}$') && object.spec.plan.digest.startsWith("
            + "variables.approve.startsWith('sha256:') ? variables.approve : 'sha256:' + variables.approve))",
        message: "evenkeel.dev/approve must be at least the first 8 digits of the digest of the plan",
        expression: "'evenkeel.dev/approve is not the digest of this plan, which is ' + object.spec.plan.digest + "
            + "'; read the plan, then approve it with at least the first 8 digits of its digest'",
        reason: "Invalid")
}
