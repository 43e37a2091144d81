internal import HTTPTransport
internal import JSONValue
public import KubernetesTypes

/// What somebody may want to do.
public struct AccessQuestion: Sendable, Hashable {
    public var verb: String
    public var group: String
    public var resource: String
    public var subresource: String?
    /// `nil` asks about all namespaces, or about a kind that has none.
    public var namespace: String?
    public var name: String?

    public init(
        verb: String, type: ResourceType, subresource: Subresource? = nil, namespace: String? = nil,
        name: String? = nil
    ) {
        self.verb = verb
        group = type.group
        resource = type.plural
        self.subresource = subresource?.rawValue
        self.namespace = namespace
        self.name = name
    }

    var json: JSON {
        var json: JSON = ["verb": .string(verb), "group": .string(group), "resource": .string(resource)]
        json["subresource"] = subresource.map(JSON.string)
        json["namespace"] = namespace.map(JSON.string)
        json["name"] = name.map(JSON.string)
        return json
    }
}

public struct AccessAnswer: Sendable, Hashable {
    public var isAllowed: Bool
    /// The authorizer's words; often empty.
    public var reason: String
}

extension KubernetesClient {
    /// Whether the caller, or whom it impersonates, may do something. This changes nothing.
    public func selfSubjectAccessReview(
        _ question: AccessQuestion, options: RequestOptions = RequestOptions()
    ) async throws(KubernetesError) -> AccessAnswer {
        try await review("SelfSubjectAccessReview", ["resourceAttributes": question.json], options)
    }

    /// Whether somebody else may do something. Needs `create` on `subjectaccessreviews`. This changes nothing.
    public func subjectAccessReview(
        _ question: AccessQuestion, of user: ImpersonatedUser, options: RequestOptions = RequestOptions()
    ) async throws(KubernetesError) -> AccessAnswer {
        let groups = JSON.array(user.groups.map(JSON.string))
        return try await review(
            "SubjectAccessReview",
            ["user": .string(user.name), "groups": groups, "resourceAttributes": question.json], options)
    }

    private func review(
        _ kind: String, _ spec: JSON, _ options: RequestOptions
    ) async throws(KubernetesError) -> AccessAnswer {
        let plural = kind.lowercased() + "s"
        var request = APIRequest(
            operation: .init(verb: "check", resource: "\(plural).authorization.k8s.io"),
            path: "/apis/authorization.k8s.io/v1/\(plural)")
        request.method = .post
        request.options = options
        request.setBody(["apiVersion": "authorization.k8s.io/v1", "kind": .string(kind), "spec": spec])
        let answer = try await object(request)
        guard let isAllowed = answer.json.at("status", "allowed")?.boolValue else {
            throw request.decoding("status.allowed is missing")
        }
        return AccessAnswer(
            isAllowed: isAllowed, reason: answer.json.at("status", "reason")?.stringValue ?? "")
    }

    /// The caller's name, or that of whom it impersonates, as the API server knows it (Kubernetes 1.28 or later).
    public func ownName(options: RequestOptions = RequestOptions()) async throws(KubernetesError) -> String {
        var request = APIRequest(
            operation: .init(verb: "check", resource: "selfsubjectreviews.authentication.k8s.io"),
            path: "/apis/authentication.k8s.io/v1/selfsubjectreviews")
        request.method = .post
        request.options = options
        request.setBody(["apiVersion": "authentication.k8s.io/v1", "kind": "SelfSubjectReview"])
        let answer = try await object(request)
        guard let name = answer.json.at("status", "userInfo", "username")?.stringValue, !name.isEmpty else {
            throw request.decoding("status.userInfo.username is missing")
        }
        return name
    }
}
