import CommandTestSupport
import EvenkeelAPI
import FoundationEssentials
import JSONValue
import KubernetesClient
import KubernetesTypes

/// Approvals on a cluster: the shipped policies, and people with and without the right.
///
/// anna and bert may approve in the namespace; eve may write Remediations in every way, but has not the verb.
struct Approvers: Sendable {
    let cluster: ClusterUnderTest
    let namespace: String
    /// Whether the API server fills in names.
    let hasStamp: Bool

    static let digest = String(repeating: "3f", count: 32)

    static func prepare(_ cluster: ClusterUnderTest, _ namespace: String) async throws -> Approvers {
        let folder = "\(Repository.root)/Manifests"
        try await cluster.say("apply --server-side --force-conflicts -f \(folder)/admission/approvals.yaml")
        let stamp = try await cluster.kubectl.run(
            "apply --server-side --force-conflicts -f \(folder)/components/approval-stamp/approval-stamp.yaml")
        let approvers = Approvers(cluster: cluster, namespace: namespace, hasStamp: stamp.code == 0)
        try await approvers.bind()
        try await approvers.waitUntilInForce()
        return approvers
    }

    private func bind() async throws {
        try await cluster.say(
            "create role writer -n \(namespace) --verb=get,list,watch,create,update,patch,delete "
                + "--resource=remediations.evenkeel.dev")
        try await cluster.say("create rolebinding writers -n \(namespace) --role=writer --user=eve --user=anna")
        try await cluster.say(
            "create rolebinding approvers -n \(namespace) --clusterrole=\(ApproverRole.name) --user=anna --user=bert")
    }

    /// A policy takes a moment to be in force, and an approval counts on what was made 10 seconds later.
    private func waitUntilInForce() async throws {
        try await create("probe")
        try await eventually("the policies are in force") {
            let refused = try await annotate("probe", "evenkeel.dev/approve=\(Self.digest) --dry-run=server", by: "eve")
            guard refused.error.contains("may not approve") else { return false }
            guard hasStamp else { return true }
            let stamped = try await annotate(
                "probe", "evenkeel.dev/approve=\(Self.digest) --dry-run=server", by: "anna")
            return stamped.code == 0
        }
        for plural in ["validatingadmissionpolicy", "validatingadmissionpolicybinding"] {
            let made = try await cluster.say(
                "get \(plural) \(ApprovalPolicy.name) -o jsonpath={.metadata.creationTimestamp}")
            try await eventually("they count") { Timestamp(made).map { Timestamp(Date.now) - $0 > 11 } ?? false }
        }
    }

    func annotate(_ name: String, _ words: String, by user: String) async throws -> Evenkeel.Outcome {
        try await cluster.kubectl.run("annotate rem/\(name) -n \(namespace) --overwrite \(words) --as=\(user)")
    }

    func annotations(_ name: String) async throws -> [String: String] {
        let all = try await cluster.client.get(
            Remediation.resourceType, ObjectKey(namespace: namespace, name: name)
        ).annotations
        return all.filter { $0.key.hasPrefix("evenkeel.dev/") }
    }

    func create(_ name: String, by user: String? = nil, annotations: String = "{}") async throws {
        let outcome = try await tryToCreate(name, by: user, annotations: annotations)
        guard outcome.code == 0 else { throw NeverHappened(description: outcome.error) }
    }

    func tryToCreate(_ name: String, by user: String?, annotations: String = "{}") async throws -> Evenkeel.Outcome {
        let impersonation = user.map { " --as=\($0)" } ?? ""
        return try await cluster.kubectl.run("create -f -" + impersonation, input: manifest(name, annotations))
    }

    private func manifest(_ name: String, _ annotations: String) -> String {
        """
        apiVersion: evenkeel.dev/v1alpha1
        kind: Remediation
        metadata: {name: \(name), namespace: \(namespace), annotations: \(annotations)}
        spec:
          policyRef: {name: app, uid: "1"}
          rule: rule
          mode: Suggest
          targetRef: {apiVersion: apps/v1, kind: Deployment, name: app}
          incidentStartedAt: "2026-01-01T00:00:00Z"
          confidence: 99%
          evidence: []
          plan:
            action: Scale
            summary: scale app from 3 to 6 replicas
            object: {apiVersion: apps/v1, kind: Deployment, name: app, uid: "2"}
            changes: [{path: /spec/replicas, from: 3, to: 6}]
            undo: {summary: scale app back to 3 replicas}
            digest: "sha256:\(Self.digest)"
        """
    }

    /// A kubeconfig of the cluster's administrator who acts as somebody else.
    func kubeconfig(as user: String) async throws -> String {
        let text = try await cluster.say("config view --raw --flatten -o json")
        var config = try JSON(parsing: Array(text.utf8))
        let users = (config["users"]?.arrayValue ?? []).map { entry -> JSON in
            var entry = entry
            entry.set(.string(user), at: "user", "as")
            return entry
        }
        config["users"] = .array(users)
        return try cluster.folder.write("\(namespace).\(user).kubeconfig", config.serializedString)
    }
}
