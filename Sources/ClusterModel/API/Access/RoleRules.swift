import JSONValue
import KubernetesTypes

/// What a request wants to do, as RBAC sees it.
struct AccessQuestion: Sendable, Hashable {
    var verb: String
    var group: String
    var resource: String
    var subresource: String?
    var namespace: String?
    var name: String?
}

/// RBAC over the stored roles and bindings.
struct RoleRules: Sendable {
    let store: ObjectStore

    func allow(_ requester: Requester, _ question: AccessQuestion) -> Bool {
        if requester.isAdministrator { return true }
        let everywhere = store.list(.clusterRoleBindings).contains { grants($0, requester, question) }
        guard !everywhere, let namespace = question.namespace else { return everywhere }
        return store.list(.roleBindings, namespace: namespace).contains { grants($0, requester, question) }
    }

    /// Everything that bindings give to somebody, cluster-wide and in the namespace.
    func rules(of requester: Requester, in namespace: String?) -> [JSON] {
        let bindings =
            store.list(.clusterRoleBindings) + (namespace.map { store.list(.roleBindings, namespace: $0) } ?? [])
        return bindings.flatMap { rules($0, requester) }
    }

    private func grants(_ binding: KubernetesObject, _ requester: Requester, _ question: AccessQuestion) -> Bool {
        rules(binding, requester).contains { Self.covers($0, question) }
    }

    private func rules(_ binding: KubernetesObject, _ requester: Requester) -> [JSON] {
        let subjects = binding.json["subjects"]?.arrayValue ?? []
        guard subjects.contains(where: { matches($0, requester) }),
            let name = binding.json.at("roleRef", "name")?.stringValue
        else { return [] }
        let isClusterRole = binding.json.at("roleRef", "kind")?.stringValue == "ClusterRole"
        let role =
            isClusterRole
            ? store.get(.clusterRoles, ObjectKey(name: name))
            : store.get(.roles, ObjectKey(namespace: binding.namespace, name: name))
        return role?.json["rules"]?.arrayValue ?? []
    }

    private func matches(_ subject: JSON, _ requester: Requester) -> Bool {
        let name = subject["name"]?.stringValue ?? ""
        switch subject["kind"]?.stringValue {
        case "User": return name == requester.name
        case "Group": return requester.groups.contains(name)
        case "ServiceAccount":
            return requester.name == "system:serviceaccount:\(subject["namespace"]?.stringValue ?? ""):\(name)"
        default: return false
        }
    }

    private static func covers(_ rule: JSON, _ question: AccessQuestion) -> Bool {
        let resource = [question.resource, question.subresource].compactMap(\.self).joined(separator: "/")
        let names = rule["resourceNames"]?.arrayValue ?? []
        return holds(rule["verbs"], question.verb) && holds(rule["apiGroups"], question.group)
            && holds(rule["resources"], resource)
            && (names.isEmpty || question.name.map { names.contains(.string($0)) } == true)
    }

    private static func holds(_ list: JSON?, _ word: String) -> Bool {
        list?.arrayValue?.contains { $0 == "*" || $0 == .string(word) } == true
    }
}

extension ResourceType {
    static let clusterRoles = rbac("ClusterRole", "clusterroles", isNamespaced: false)
    static let clusterRoleBindings = rbac("ClusterRoleBinding", "clusterrolebindings", isNamespaced: false)
    static let roles = rbac("Role", "roles", isNamespaced: true)
    static let roleBindings = rbac("RoleBinding", "rolebindings", isNamespaced: true)

    private static func rbac(_ kind: String, _ plural: String, isNamespaced: Bool) -> ResourceType {
        ResourceType(
            group: "rbac.authorization.k8s.io", version: "v1", kind: kind, plural: plural, isNamespaced: isNamespaced)
    }
}
