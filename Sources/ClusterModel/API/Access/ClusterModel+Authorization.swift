import KubernetesTypes

// RBAC, asked before anything else is evaluated.
extension ClusterModel {
    /// - Throws: 401 and 403 in the API server's words.
    func authorize(_ context: RequestContext) throws(Status) {
        guard isAuthorizing else { return }
        guard Requester.isAuthentic(context.request, store, now: context.now) else {
            throw Status(code: 401, reason: "Unauthorized", message: "Unauthorized")
        }
        let requester = Requester(context.request, store)
        if context.request.impersonatedUser != nil { try authorizeImpersonation(context.request) }
        let question = AccessQuestion(context)
        guard !RoleRules(store: store).allow(requester, question), !question.isAboutOneself else { return }
        throw .forbidden(requester, question)
    }

    private func authorizeImpersonation(_ request: APIRequest) throws(Status) {
        let requester = Requester(authenticating: request, store)
        guard let user = request.impersonatedUser, !requester.isAdministrator else { return }
        var questions = request.impersonatedGroups.map {
            AccessQuestion(verb: "impersonate", group: "", resource: "groups", name: $0)
        }
        if let account = Requester.serviceAccount(user) {
            // Its own groups come with it.
            questions.removeAll { $0.name?.hasPrefix("system:serviceaccounts") == true }
            questions.append(
                AccessQuestion(
                    verb: "impersonate", group: "", resource: "serviceaccounts", namespace: account.namespace,
                    name: account.name))
        } else {
            questions.append(AccessQuestion(verb: "impersonate", group: "", resource: "users", name: user))
        }
        for question in questions where !RoleRules(store: store).allow(requester, question) {
            throw .forbidden(requester, question)
        }
    }
}

extension AccessQuestion {
    init(_ context: RequestContext) {
        let (request, path) = (context.request, context.path)
        let isCollection = path.name == nil
        // A field selector by name asks for one object.
        let selected = request.query("fieldSelector").flatMap { selector -> String? in
            let parts = selector.split(separator: "=").map(String.init)
            return parts.count == 2 && parts[0] == "metadata.name" ? parts[1] : nil
        }
        let verb =
            switch request.method {
            case "GET": request.flag("watch") ? "watch" : isCollection ? "list" : "get"
            case "POST": "create"
            case "PUT": "update"
            case "PATCH": "patch"
            case "DELETE": isCollection ? "deletecollection" : "delete"
            default: request.method.lowercased()
            }
        self.init(
            verb: verb, group: path.group, resource: path.plural, subresource: path.subresource,
            namespace: context.resource == .namespaces ? path.name : path.namespace,
            name: path.name ?? (request.method == "POST" ? nil : selected))
    }

    /// What the role `system:basic-user` gives to everybody.
    var isAboutOneself: Bool {
        verb == "create" && ["authorization.k8s.io", "authentication.k8s.io"].contains(group)
            && ["selfsubjectaccessreviews", "selfsubjectrulesreviews", "selfsubjectreviews"].contains(resource)
    }
}

extension Status {
    static func forbidden(_ requester: Requester, _ question: AccessQuestion) -> Status {
        let resource = [question.resource, question.subresource].compactMap(\.self).joined(separator: "/")
        let qualified = question.group.isEmpty ? question.resource : "\(question.resource).\(question.group)"
        let place = question.namespace.map { "in the namespace \"\($0)\"" } ?? "at the cluster scope"
        let name = question.name.map { " \"\($0)\"" } ?? ""
        return Status(
            code: 403, reason: "Forbidden",
            message: "\(qualified)\(name) is forbidden: User \"\(requester.name)\" cannot \(question.verb) resource "
                + "\"\(resource)\" in API group \"\(question.group)\" \(place)")
    }
}
