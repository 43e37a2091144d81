import JSONValue
import KubernetesTypes

/// The admission policies that Evenkeel ships for approvals, in Swift: in force where objects of their names are there.
///
/// No other policy is evaluated, and what these say is not read. The sentences are theirs; the conformance tests compare
/// both with a real API server.
struct ApprovalAdmission: Sendable {
    private static let policyName = "evenkeel-approvals"
    private static let stampName = "evenkeel-approval-stamp"
    private static let approve = "evenkeel.dev/approve"
    private static let approvedBy = "evenkeel.dev/approved-by"
    private static let words = ["evenkeel.dev/reject", "evenkeel.dev/undo"]

    private let now: JSON
    private let before: JSON?
    private let requester: Requester
    private let context: RequestContext
    private let store: ObjectStore

    /// `nil` for everything but a Remediation itself; its status is a resource of its own.
    init?(_ now: JSON, before: JSON?, _ context: RequestContext, _ store: ObjectStore) {
        guard context.resource.group == "evenkeel.dev", context.resource.plural == "remediations",
            context.path.subresource == nil
        else { return nil }
        self.now = now
        self.before = before
        self.context = context
        self.store = store
        requester = Requester(context.request, store)
    }

    /// The object with the approver's name, where the request gives none.
    func stamped() -> JSON {
        guard isInForce("Mutating", Self.stampName), before != nil, changes(Self.approve) else { return now }
        if text(Self.approvedBy) != "", changes(Self.approvedBy) { return now }
        var object = now
        let name: JSON? = text(Self.approve).isEmpty ? nil : .string(requester.name)
        object.set(name, at: "metadata", "annotations", Self.approvedBy)
        return object
    }

    /// - Throws: 403 or 422 with the policy's own sentence.
    func check() throws(Status) {
        guard isInForce("Validating", Self.policyName) else { return }
        if let denial = denial() { throw refusal(denial) }
    }

    private struct Denial {
        var reason: String
        var message: String
    }

    private func denial() -> Denial? {
        guard before != nil else { return denialOfCreation() }
        let changesApproval = changes(Self.approve) || changes(Self.approvedBy)
        guard changesApproval || Self.words.contains(where: changes) else { return nil }
        guard may("approve") else {
            return Denial(
                reason: "Forbidden",
                message: "user \"\(requester.name)\" may not approve, reject or undo in namespace "
                    + "\(context.path.namespace ?? ""): the verb approve on remediations is missing; ask for a "
                    + "binding of the ClusterRole evenkeel-approver")
        }
        return changesApproval ? denialOfName() ?? denialOfMoment() ?? denialOfDigest() : nil
    }

    private func denialOfCreation() -> Denial? {
        guard may("update", subresource: "status") else {
            return Denial(
                reason: "Forbidden",
                message: "only Evenkeel creates Remediations; create a RemediationPolicy instead")
        }
        guard ([Self.approve, Self.approvedBy] + Self.words).contains(where: changes) else { return nil }
        return Denial(
            reason: "Forbidden",
            message: "a new Remediation must not have an approval, rejection or undo; annotate it after its creation")
    }

    private func denialOfName() -> Denial? {
        let (approve, name) = (text(Self.approve), text(Self.approvedBy))
        if approve.isEmpty {
            guard !name.isEmpty else { return nil }
            return Denial(
                reason: "Forbidden",
                message: "\(Self.approvedBy) requires \(Self.approve); set or remove both")
        }
        guard name != requester.name else { return nil }
        return Denial(
            reason: "Forbidden",
            message:
                "\(Self.approvedBy) \(name.isEmpty ? "is missing" : "is the name of another user"); set it to your own name, "
                + "\"\(requester.name)\", or use evenkeel approve")
    }

    private func denialOfMoment() -> Denial? {
        let phase = before?.at("status", "phase")?.stringValue ?? "Proposed"
        guard !["Proposed", "Held", "AwaitingApproval"].contains(phase) else { return nil }
        return Denial(
            reason: "Invalid",
            message:
                "the Remediation is \(phase) and does not wait for approval any more; the approval cannot be "
                + "changed")
    }

    private func denialOfDigest() -> Denial? {
        let approve = text(Self.approve)
        let digits = approve.hasPrefix("sha256:") ? approve.dropFirst("sha256:".count) : approve[...]
        let digest = now.at("spec", "plan", "digest")?.stringValue ?? ""
        let isWellFormed = (8...64).contains(digits.count) && digits.allSatisfy { "0123456789abcdef".contains($0) }
        guard !approve.isEmpty, !isWellFormed || !digest.hasPrefix("sha256:" + digits) else { return nil }
        return Denial(
            reason: "Invalid",
            message:
                "\(Self.approve) is not the digest of this plan, which is \(digest); read the plan, then approve it "
                + "with at least the first 8 digits of its digest")
    }

    private func may(_ verb: String, subresource: String? = nil) -> Bool {
        RoleRules(store: store).allow(
            requester,
            AccessQuestion(
                verb: verb, group: context.resource.group, resource: context.resource.plural, subresource: subresource,
                namespace: context.path.namespace, name: context.path.name))
    }

    private func text(_ key: String) -> String { now.at("metadata", "annotations", key)?.stringValue ?? "" }

    private func changes(_ key: String) -> Bool {
        now.at("metadata", "annotations", key) != before?.at("metadata", "annotations", key)
    }

    private func isInForce(_ kind: String, _ name: String) -> Bool {
        ["Policy", "PolicyBinding"].allSatisfy { suffix in
            let plural = "\(kind.lowercased())admission" + (suffix == "Policy" ? "policies" : "policybindings")
            let type = ResourceType(
                group: "admissionregistration.k8s.io", version: "v1", kind: "\(kind)Admission\(suffix)", plural: plural,
                isNamespaced: false)
            return store.get(type, ObjectKey(name: name)) != nil
        }
    }

    private func refusal(_ denial: Denial) -> Status {
        let sentence =
            "ValidatingAdmissionPolicy '\(Self.policyName)' with binding '\(Self.policyName)' denied request: "
            + denial.message
        var status = Status.forbidden(context.resource, name: KubernetesObject(now).name, sentence)
        status.reason = denial.reason
        status.code = denial.reason == "Invalid" ? 422 : 403
        status.details?["causes"] = [["message": .string(sentence)]]
        return status
    }
}
