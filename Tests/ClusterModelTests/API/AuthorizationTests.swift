import ClusterModel
import JSONValue
import KubernetesTypes
import Testing

/// Messages as Kubernetes 1.36 says them.
@Suite struct AuthorizationTests {
    private static let pods = "/api/v1/namespaces/default/pods"

    /// The account `worker` may list pods and impersonate the account `actor`, which may change one deployment.
    private static func cluster() -> (ClusterFixture, token: String) {
        var cluster = ClusterFixture(isAuthorizing: true)
        let rbac = "/apis/rbac.authorization.k8s.io/v1/namespaces/default"
        for name in ["worker", "actor"] {
            _ = cluster.request(
                "POST", "/api/v1/namespaces/default/serviceaccounts",
                ["apiVersion": "v1", "kind": "ServiceAccount", "metadata": ["name": .string(name)]])
        }
        let rules: [(String, JSON)] = [
            (
                "worker",
                [
                    ["apiGroups": [""], "resources": ["pods"], "verbs": ["list", "watch"]],
                    [
                        "apiGroups": [""], "resources": ["serviceaccounts"], "resourceNames": ["actor"],
                        "verbs": ["impersonate"],
                    ],
                ]
            ),
            (
                "actor",
                [["apiGroups": ["apps"], "resources": ["deployments"], "resourceNames": ["web"], "verbs": ["get"]]]
            ),
        ]
        for (name, rules) in rules {
            _ = cluster.request(
                "POST", "\(rbac)/roles",
                [
                    "apiVersion": "rbac.authorization.k8s.io/v1", "kind": "Role", "metadata": ["name": .string(name)],
                    "rules": rules,
                ])
            _ = cluster.request(
                "POST", "\(rbac)/rolebindings",
                [
                    "apiVersion": "rbac.authorization.k8s.io/v1", "kind": "RoleBinding",
                    "metadata": ["name": .string(name)],
                    "roleRef": [
                        "apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": .string(name),
                    ],
                    "subjects": [["kind": "ServiceAccount", "name": .string(name), "namespace": "default"]],
                ])
        }
        let token = cluster.request(
            "POST", "/api/v1/namespaces/default/serviceaccounts/worker/token",
            ["apiVersion": "authentication.k8s.io/v1", "kind": "TokenRequest", "spec": [:]])
        return (cluster, token.body.at("status", "token")?.stringValue ?? "")
    }

    @Test("an account does what its roles say, and is told who it is where they say nothing")
    func account() {
        var (cluster, token) = Self.cluster()
        #expect(cluster.request("GET", Self.pods, token: token).status == 200)
        let refused = cluster.request("GET", "\(Self.pods)/web", token: token)
        #expect(refused.status == 403)
        #expect(
            refused.message == #"pods "web" is forbidden: User "system:serviceaccount:default:worker" cannot get "#
                + #"resource "pods" in API group "" in the namespace "default""#)
        let everywhere = cluster.request("GET", "/apis/apps/v1/deployments", token: token)
        #expect(
            everywhere.message == #"deployments.apps is forbidden: User "system:serviceaccount:default:worker" cannot "#
                + #"list resource "deployments" in API group "apps" at the cluster scope"#)
    }

    @Test("whoever shows no token is the owner, and may do everything")
    func owner() {
        var (cluster, _) = Self.cluster()
        #expect(cluster.request("GET", "/api/v1/secrets").status == 200)
        #expect(cluster.request("GET", Self.pods, user: "eve").status == 403)
    }

    @Test("impersonation is a right of its own, and gives the rights of the other and none besides")
    func impersonation() {
        var (cluster, token) = Self.cluster()
        let actor = "system:serviceaccount:default:actor"
        let web = "\(ClusterFixture.deployments)/web"
        #expect(cluster.request("GET", web, user: actor, token: token).status == 404)
        #expect(cluster.request("GET", Self.pods, user: actor, token: token).status == 403)
        let refused = cluster.request("GET", web, user: "system:serviceaccount:default:default", token: token)
        #expect(
            refused.message == #"serviceaccounts "default" is forbidden: User "system:serviceaccount:default:worker" "#
                + #"cannot impersonate resource "serviceaccounts" in API group "" in the namespace "default""#)
        let person = cluster.request("GET", web, user: "anna", token: token)
        #expect(
            person.message == #"users "anna" is forbidden: User "system:serviceaccount:default:worker" cannot "#
                + #"impersonate resource "users" in API group "" at the cluster scope"#)
    }

    @Test("a token is good until its end, and only while its account is there")
    func token() {
        var (cluster, token) = Self.cluster()
        let stale = cluster.request("GET", Self.pods, token: token)
        #expect(stale.status == 200)
        cluster.now = cluster.now + 3601.0
        let expired = cluster.request("GET", Self.pods, token: token)
        #expect((expired.status, expired.reason) == (401, "Unauthorized"))
        cluster.now = cluster.now + -3601.0
        _ = cluster.request("DELETE", "/api/v1/namespaces/default/serviceaccounts/worker")
        #expect(cluster.request("GET", Self.pods, token: token).status == 401)
    }

    @Test("a role that names an object covers a list by that name", arguments: ["web", "api"])
    func selected(name: String) {
        var (cluster, _) = Self.cluster()
        let rbac = "/apis/rbac.authorization.k8s.io/v1/namespaces/default/roles/actor"
        _ = cluster.request(
            "PATCH", rbac, [["op": "replace", "path": "/rules/0/verbs", "value": ["list"]]],
            type: "application/json-patch+json")
        let answer = cluster.request(
            "GET", ClusterFixture.deployments, query: ["fieldSelector": "metadata.name=\(name)"],
            user: "system:serviceaccount:default:actor")
        #expect(answer.status == (name == "web" ? 200 : 403))
    }

    @Test("everybody may ask what he may do, and is told the truth", arguments: [("list", true), ("delete", false)])
    func review(verb: String, isAllowed: Bool) {
        var (cluster, token) = Self.cluster()
        let answer = cluster.request(
            "POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
            [
                "apiVersion": "authorization.k8s.io/v1", "kind": "SelfSubjectAccessReview",
                "spec": [
                    "resourceAttributes": ["verb": .string(verb), "resource": "pods", "namespace": "default"]
                ],
            ], token: token)
        #expect(answer.status == 201)
        #expect(answer.body.at("status", "allowed") == .bool(isAllowed))
    }
}
