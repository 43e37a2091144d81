import EvenkeelAPI
import EvenkeelEngine
import JSONValue
import KubernetesClient
import KubernetesTypes

/// Checks before each write that this replica may still act.
public protocol Fence: Sendable {
    /// `nil` while it may; otherwise why not.
    func objection() async -> String?
}

/// Leads because nobody else can: for a single process that runs without election.
public struct OpenFence: Fence {
    public init() {}
    public func objection() async -> String? { nil }
}

/// Sends the engine's changes: the only place in which somebody else's objects are written.
struct ChangeExecutor: Sendable {
    let client: KubernetesClient
    let fence: any Fence

    func perform(_ change: ClusterChange) async -> Outcome {
        if !change.isDryRun, let objection = await fence.objection() { return .notSent(objection) }
        let options = options(change)
        do throws(KubernetesError) {
            switch change.write {
            case .patch(let reference, let patch):
                guard let type = try await resourceType(reference) else {
                    return .notSent("the API server does not serve \(reference.kind) of \(reference.apiVersion)")
                }
                return .done(try await client.patch(type, reference.key, .json(patch), options: options))
            case .patchStatus(let reference, let patch):
                guard let type = try await resourceType(reference) else {
                    return .notSent("the API server does not serve \(reference.kind) of \(reference.apiVersion)")
                }
                return .done(
                    try await client.patch(type, reference.key, .json(patch), subresource: .status, options: options))
            case .evict(let pod, let uid):
                try await client.evict(pod: pod, uid: uid, options: options)
                return .done(nil)
            }
        } catch {
            return Outcome(error)
        }
    }

    private func options(_ change: ClusterChange) -> RequestOptions {
        var options = RequestOptions()
        options.isDryRun = change.isDryRun
        options.fieldManager = EvenkeelAPIGroup.fieldManager
        if let account = change.serviceAccountName, let namespace = change.remediation.namespace {
            options.impersonate = .serviceAccount(account, in: namespace)
        }
        return options
    }

    func resourceType(_ reference: ObjectReference) async throws(KubernetesError) -> ResourceType? {
        if let known = Self.known[reference.kind], known.apiVersion == reference.apiVersion { return known }
        return try await client.resourceType(apiVersion: reference.apiVersion, kind: reference.kind)
    }

    private static let known: [String: ResourceType] = Dictionary(
        uniqueKeysWithValues: [
            ResourceType.deployments, .statefulSets, .pods, .horizontalPodAutoscalers, Remediation.resourceType,
            RemediationPolicy.resourceType,
        ].map { ($0.kind, $0) })
}
