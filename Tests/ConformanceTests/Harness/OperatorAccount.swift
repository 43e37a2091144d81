import CommandTestSupport
import EvenkeelAPI

/// The service account that an operator runs as in a scenario: the shipped roles, in one namespace, and nothing else.
///
/// On a cluster that asks who may do what, a scenario so shows that the roles are enough.
enum OperatorAccount {
    static func prepare(_ cluster: ClusterUnderTest, in namespace: String) async throws {
        try await cluster.apply(bindings(namespace))
        try await renewToken(cluster, in: namespace)
    }

    /// As a kubelet does long before a token's end.
    static func renewToken(_ cluster: ClusterUnderTest, in namespace: String) async throws {
        let token = try await cluster.say("create token evenkeel -n \(namespace) --duration 3h")
        _ = try cluster.folder.write("\(namespace).token", token)
    }

    static func tokenFile(_ folder: TemporaryFolder, _ namespace: String) -> String {
        "\(folder.path)/\(namespace).token"
    }

    /// What has no namespace does not go with the scenario's.
    static func remove(_ cluster: ClusterUnderTest, in namespace: String) async {
        _ = try? await cluster.kubectl.run(
            "delete clusterrolebinding \(namespace) --ignore-not-found --wait=false")
        _ = try? await cluster.kubectl.run(
            "delete rolebinding \(namespace) -n default --ignore-not-found --wait=false")
    }

    /// Once for each cluster.
    static func installRoles(_ cluster: ClusterUnderTest) async throws {
        let folder = "\(Repository.root)/Manifests"
        for file in ["reader", "operator", "impersonator"] {
            try await cluster.say("apply --server-side --force-conflicts -f \(folder)/rbac/\(file).yaml")
        }
        let events = try documents("overlays/single-namespace/bindings.yaml").filter { $0.contains("kind: Role\n") }
        for role in events { try await cluster.say("apply --server-side --force-conflicts -f -", input: role) }
    }

    private static func documents(_ path: String) throws -> [String] {
        try Repository.read("Manifests/\(path)").split(separator: "\n---\n").map(String.init)
    }

    private static func bindings(_ namespace: String) throws -> String {
        let own = try Repository.read("Manifests/rbac/own-namespace.yaml")
            .replacing("namespace: evenkeel\n", with: "namespace: \(namespace)\n")
        let account = "{kind: ServiceAccount, name: evenkeel, namespace: \(namespace)}"
        func binding(_ kind: String, _ name: String, in place: String?, to roleKind: String, _ role: String) -> String {
            """
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: \(kind)
            metadata: {name: \(name)\(place.map { ", namespace: \($0)" } ?? "")}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: \(roleKind), name: \(role)}
            subjects: [\(account)]

            """
        }
        return """
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: evenkeel, namespace: \(namespace)}
            ---
            \(own)
            \(binding("RoleBinding", "own-namespace", in: namespace, to: "Role", "evenkeel-own-namespace"))
            \(binding("RoleBinding", "operator", in: namespace, to: "ClusterRole", "evenkeel-operator"))
            \(binding("RoleBinding", "impersonator", in: namespace, to: "ClusterRole", "evenkeel-impersonator"))
            \(binding("ClusterRoleBinding", namespace, in: nil, to: "ClusterRole", "evenkeel-reader"))
            \(binding("RoleBinding", namespace, in: "default", to: "Role", "evenkeel-events"))
            """
    }
}
