import EvenkeelAPI
import EvenkeelOperator
import JSONValue
import KubernetesClient
import KubernetesTypes

/// A Role with exactly what is needed, and its binding to one account, in the policy's namespace.
struct Grant {
    var name: String
    var namespace: String
    var account: ServiceAccountName
    var rules: [PermissionRule]

    /// One for the policy's account, one for the operator; none where nothing is needed.
    static func all(
        for needed: [NeededPermission], of policy: RemediationPolicy, account: ServiceAccountName?,
        operator: ServiceAccountName
    ) -> [Grant] {
        let namespace = policy.metadata.namespace ?? "default"
        let name = policy.metadata.name ?? ""
        let subjects: [(NeededPermission.Subject, ServiceAccountName?, String)] = [
            (.policyAccount, account, "evenkeel-\(name)"), (.operator, `operator`, "evenkeel-\(name)-operator"),
        ]
        return subjects.compactMap { subject, account, role in
            let rules = rules(needed.filter { $0.subject == subject }.map(\.request))
            guard let account, !rules.isEmpty else { return nil }
            return Grant(name: role, namespace: namespace, account: account, rules: rules)
        }
    }

    /// Requests of the same verbs on resources of one group become one rule.
    private static func rules(_ requests: [PermissionRequest]) -> [PermissionRule] {
        var verbs: [(key: PermissionRequest, verbs: [String])] = []
        for request in requests {
            var key = request
            key.verb = ""
            if let index = verbs.firstIndex(where: { $0.key == key }) {
                verbs[index].verbs.append(request.verb)
            } else {
                verbs.append((key, [request.verb]))
            }
        }
        return verbs.reduce(into: []) { rules, next in
            let (names, group) = (next.key.name.map { [$0] } ?? [], next.key.group)
            if let index = rules.firstIndex(where: {
                $0.group == group && $0.verbs == next.verbs && $0.names == names
            }) {
                rules[index].resources.append(next.key.resource)
            } else {
                rules.append(
                    PermissionRule(group: group, resources: [next.key.resource], verbs: next.verbs, names: names))
            }
        }
    }

    var commands: [String] {
        let apply = "--dry-run=client -o yaml | kubectl auth reconcile -f -"
        return rules.map { rule in
            let resources = rule.resources.map {
                PermissionRequest(verb: "", group: rule.group, resource: $0).qualifiedResource
            }
            let names = rule.names.map { " --resource-name=\($0)" }.joined()
            return "kubectl create role \(name) -n \(namespace) --verb=\(rule.verbs.joined(separator: ",")) "
                + "--resource=\(resources.joined(separator: ","))\(names) \(apply)"
        } + [
            "kubectl create rolebinding \(name) -n \(namespace) --role=\(name) "
                + "--serviceaccount=\(account.namespace):\(account.name) \(apply)"
        ]
    }

    var documents: [JSON] {
        let metadata: JSON = ["name": .string(name), "namespace": .string(namespace)]
        let api: JSON = "rbac.authorization.k8s.io/v1"
        return [
            ["apiVersion": api, "kind": "Role", "metadata": metadata, "rules": .array(rules.map(\.json))],
            [
                "apiVersion": api, "kind": "RoleBinding", "metadata": metadata,
                "roleRef": ["apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": .string(name)],
                "subjects": [
                    [
                        "kind": "ServiceAccount", "name": .string(account.name),
                        "namespace": .string(account.namespace),
                    ]
                ],
            ],
        ]
    }

    /// The objects that a namespace owner applies for a policy: the account, its permissions, and the permission of the
    /// What the operator reads is granted where it is installed.
    static func documents(for policy: RemediationPolicy, operator: ServiceAccountName) -> [JSON] {
        guard let name = policy.spec.serviceAccountName else { return [] }
        let account = ServiceAccountName(namespace: policy.metadata.namespace ?? "default", name: name)
        let needed = PolicyPermissions(policy).all.filter {
            $0.subject == .policyAccount || $0.request.verb == "impersonate"
        }
        let own: JSON = [
            "apiVersion": "v1", "kind": "ServiceAccount",
            "metadata": ["name": .string(account.name), "namespace": .string(account.namespace)],
            "automountServiceAccountToken": false,
        ]
        return [own] + all(for: needed, of: policy, account: account, operator: `operator`).flatMap(\.documents)
    }
}

struct ServiceAccountName: Hashable, CustomStringConvertible {
    var namespace: String
    var name: String

    var description: String { "\(namespace)/\(name)" }

    /// With the groups that the API server gives to every service account; a review gets no others.
    var user: ImpersonatedUser {
        var user = ImpersonatedUser.serviceAccount(name, in: namespace)
        user.groups = ["system:serviceaccounts", "system:serviceaccounts:\(namespace)", "system:authenticated"]
        return user
    }
}
