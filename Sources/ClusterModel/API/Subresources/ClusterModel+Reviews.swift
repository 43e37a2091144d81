import JSONValue
import KubernetesTypes

/// Questions to the API that store nothing: who am I, may I.
extension ClusterModel {
    func review(_ context: RequestContext) throws(Status) -> APIResponse {
        var review = try context.decodedBody()
        let user = context.request.impersonatedUser ?? AuditRecord.administrator
        review["kind"] = .string(context.resource.kind)
        review["apiVersion"] = .string(context.definition.groupVersion)
        if review["metadata"] == nil { review["metadata"] = [:] }
        switch context.resource.kind {
        case "SelfSubjectReview":
            let isAdministrator = context.request.impersonatedUser == nil
            let groups = isAdministrator ? ["system:masters"] : context.request.impersonatedGroups
            let all = (groups + ["system:authenticated"]).map(JSON.string)
            review["status"] = ["userInfo": ["username": .string(user), "groups": .array(all)]]
        case "SelfSubjectRulesReview":
            let all: JSON = ["verbs": ["*"], "apiGroups": ["*"], "resources": ["*"]]
            review["status"] = [
                "resourceRules": [all], "nonResourceRules": [["verbs": ["*"], "nonResourceURLs": ["*"]]],
                "incomplete": false,
            ]
        default: review["status"] = ["allowed": true, "reason": "everything is allowed in this cluster"]
        }
        return .json(201, review)
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
