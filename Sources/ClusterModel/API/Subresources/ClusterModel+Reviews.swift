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
            let namespace = review.at("spec", "namespace")?.stringValue
            let rules =
                isAuthorizing && !requester.isAdministrator
                ? RoleRules(store: store).rules(of: requester, in: namespace) : [all]
            review["status"] = [
                "resourceRules": .array(rules), "nonResourceRules": [["verbs": ["*"], "nonResourceURLs": ["*"]]],
                "incomplete": false,
            ]
        case "SelfSubjectAccessReview": review["status"] = ["allowed": .bool(mayDo(requester, review))]
        default: review["status"] = ["allowed": .bool(mayDo(Requester(reviewed: review), review))]
        }
        return .json(201, review)
    }

    private func mayDo(_ requester: Requester, _ review: JSON) -> Bool {
        guard let attributes = review.at("spec", "resourceAttributes") else { return true }
        func word(_ key: String) -> String? {
            attributes[key]?.stringValue.flatMap { $0.isEmpty ? nil : $0 }
        }
        let question = AccessQuestion(
            verb: word("verb") ?? "", group: word("group") ?? "", resource: word("resource") ?? "",
            subresource: word("subresource"), namespace: word("namespace"), name: word("name"))
        // Approval is a right of its own everywhere; see `ApprovalAdmission`.
        guard isAuthorizing || question.verb == "approve" else { return true }
        return question.isAboutOneself || RoleRules(store: store).allow(requester, question)
    }

    /// A token of this API alone, good until its end; see `Requester`.
    func requestToken(_ context: RequestContext) throws(Status) -> APIResponse {
        let account = try stored(context)
        var request =
            context.request.body.isEmpty
            ? JSON.object([:]) : try context.decodedBody(as: "authentication.v1.TokenRequest")
        let seconds = request.at("spec", "expirationSeconds")?.integerValue ?? 3600
        request["kind"] = "TokenRequest"
        request["apiVersion"] = "authentication.k8s.io/v1"
        request["status"] = [
            "token": .string(ServiceAccountToken(uid: account.uid, issued: context.now, seconds: seconds).text),
            "expirationTimestamp": .string("\(context.now + Double(seconds))"),
        ]
        return .json(201, request)
    }
}
