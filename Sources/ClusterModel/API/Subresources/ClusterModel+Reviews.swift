import JSONValue
import KubernetesTypes

/// Questions to the API that store nothing: who am I, may I.
extension ClusterModel {
    func review(_ context: RequestContext) throws(Status) -> APIResponse {
        var review = try context.decodedBody()
        let requester = Requester(context.request, store)
        review["kind"] = .string(context.resource.kind)
        review["apiVersion"] = .string(context.definition.groupVersion)
        if review["metadata"] == nil { review["metadata"] = [:] }
        switch context.resource.kind {
        case "SelfSubjectReview":
            let groups = requester.groups.sorted().map(JSON.string)
            review["status"] = ["userInfo": ["username": .string(requester.name), "groups": .array(groups)]]
        case "SelfSubjectRulesReview":
            let all: JSON = ["verbs": ["*"], "apiGroups": ["*"], "resources": ["*"]]
            review["status"] = [
                "resourceRules": [all], "nonResourceRules": [["verbs": ["*"], "nonResourceURLs": ["*"]]],
                "incomplete": false,
            ]
        case "SelfSubjectAccessReview" where isAboutApproval(review):
            review["status"] = ["allowed": .bool(mayApprove(requester, review.at("spec", "resourceAttributes") ?? [:]))]
        default: review["status"] = ["allowed": true, "reason": "everything is allowed in this cluster"]
        }
        return .json(201, review)
    }

    /// The one right that this API knows; see `ApprovalAdmission`.
    private func isAboutApproval(_ review: JSON) -> Bool {
        review.at("spec", "resourceAttributes", "verb") == "approve"
    }

    private func mayApprove(_ requester: Requester, _ attributes: JSON) -> Bool {
        RoleRules(store: store).allow(
            requester,
            AccessQuestion(
                verb: "approve", group: attributes["group"]?.stringValue ?? "",
                resource: attributes["resource"]?.stringValue ?? "", namespace: attributes["namespace"]?.stringValue,
                name: attributes["name"]?.stringValue))
    }

    /// A token that nothing checks: this API takes any.
    func requestToken(_ context: RequestContext) throws(Status) -> APIResponse {
        let account = try stored(context)
        var request =
            context.request.body.isEmpty
            ? JSON.object([:]) : try context.decodedBody(as: "authentication.v1.TokenRequest")
        let seconds = request.at("spec", "expirationSeconds")?.integerValue ?? 3600
        request["kind"] = "TokenRequest"
        request["apiVersion"] = "authentication.k8s.io/v1"
        request["status"] = [
            "token": .string("sandbox.\(account.uid)"),
            "expirationTimestamp": .string("\(context.now + Double(seconds))"),
        ]
        return .json(201, request)
    }
}
