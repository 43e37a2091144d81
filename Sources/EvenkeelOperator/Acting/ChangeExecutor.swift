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
        do throws(KubernetesError) {
            switch change.write {
            case .patch(let reference, let patch): return try await send(patch, to: reference, nil, change)
            case .patchStatus(let reference, let patch): return try await send(patch, to: reference, .status, change)
            case .evict(let pod, let uid):
                if let objection = await objection(to: change) { return .notSent(objection) }
                try await client.evict(pod: pod, uid: uid, options: options(change))
                return .done(nil)
            }
        } catch {
            return Outcome(error)
        }
    }

    /// What is served may take long to learn, and the lease may end meanwhile: the fence is asked last.
    private func send(
        _ patch: JSONPatch, to reference: ObjectReference, _ subresource: Subresource?, _ change: ClusterChange
    ) async throws(KubernetesError) -> Outcome {
        guard let type = try await resourceType(reference) else {
            return .notSent("the API server does not serve \(reference.kind) of \(reference.apiVersion)")
        }
        if let objection = await objection(to: change) { return .notSent(objection) }
        return .done(
            try await client.patch(
                type, reference.key, .json(patch), subresource: subresource, options: options(change)))
    }

    private func objection(to change: ClusterChange) async -> String? {
        change.isDryRun ? nil : await fence.objection()
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
