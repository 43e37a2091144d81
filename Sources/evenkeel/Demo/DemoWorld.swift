import EvenkeelAPI
import FoundationEssentials
import JSONValue
import KubernetesClient
import KubernetesTypes

/// What the stories read and act on: the cluster as a person sees it.
struct DemoWorld: Sendable {
    let client: KubernetesClient
    let kubectl: Kubectl
    let manifests: DemoManifests
    let narrator: Narrator

    var namespace: String { manifests.namespace }

    func key(_ name: String) -> ObjectKey { ObjectKey(namespace: namespace, name: name) }

    func deployment(_ name: String) async throws -> KubernetesObject { try await client.get(.deployments, key(name)) }

    func image(_ name: String) async throws -> String? {
        try await deployment(name).json.at("spec", "template", "spec")?["containers"]?[0]?["image"]?.stringValue
    }

    func pods(_ app: String) async throws -> [KubernetesObject] {
        let query = ListQuery(labelSelector: LabelSelector(matchLabels: ["app": app]))
        return try await client.list(.pods, namespace: namespace, query: query).items
    }

    func policy(_ name: String) async throws -> RemediationPolicy {
        try await decode(client.get(RemediationPolicy.resourceType, key(name)))
    }

    /// The policy's remediations, oldest first.
    func remediations(_ policy: String) async throws -> [Remediation] {
        try await client.list(Remediation.resourceType, namespace: namespace).items.map { try decode($0) }
            .filter { $0.spec.policyRef.name == policy }
            .sorted {
                ($0.metadata.creationTimestamp?.description ?? "") < ($1.metadata.creationTimestamp?.description ?? "")
            }
    }

    private func decode<Resource: EvenkeelResource>(_ object: KubernetesObject) throws -> Resource {
        try object.json.decoded(as: Resource.self)
    }

    /// Waits until `ask` returns an answer.
    func eventually<Answer: Sendable>(
        _ what: String, within seconds: Double = 60, _ ask: () async throws -> Answer?
    ) async throws -> Answer {
        let deadline = ContinuousClock.now + .seconds(seconds)
        while ContinuousClock.now < deadline {
            // A failed request is repeated until the deadline.
            if let answer = try? await ask() { return answer }
            try await Task.sleep(for: .milliseconds(250))
        }
        throw StoryFailure(message: "timeout after \(Int(seconds)) s: \(what)")
    }

    func waitUntilReady(_ name: String) async throws {
        _ = try await eventually("\(name) becomes ready") {
            let object = try await deployment(name)
            let wanted = object.json.at("spec", "replicas")?.integerValue ?? 1
            let status = object.json["status"]
            let isSeen = status?["observedGeneration"]?.integerValue == object.generation
            return isSeen && status?["readyReplicas"]?.integerValue == wanted
                && status?["replicas"]?.integerValue == wanted ? true : nil
        }
    }

    /// Waits until the policy has a healthy revision of its target for a rollback.
    func waitUntilTrusted(_ name: String) async throws {
        _ = try await eventually("\(name) is healthy and has a healthy revision") {
            let status = try await policy(name).status
            return status?.health == .healthy && status?.revisions.isEmpty == false ? true : nil
        }
    }
}

struct StoryFailure: Error { var message: String }
