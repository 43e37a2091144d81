import EvenkeelAPI
public import EvenkeelEngine
import JSONValue
import KubernetesTypes

extension Effect {
    /// The request that carries the effect out; `nil` for an effect that needs none.
    public func request() throws(UnwritableObject) -> ClusterRequest? {
        switch self {
        case .evaluate, .recordEvent, .audit: nil
        case .createRemediation(_, let remediation, _):
            ClusterRequest(
                .create(try json(remediation)), .known(Remediation.resourceType), remediation.key)
        case .writeRemediationStatus(_, let remediation):
            ClusterRequest(
                .update(try json(remediation)), .known(Remediation.resourceType), remediation.key,
                subresource: "status")
        case .deleteRemediation(let key, let uid):
            ClusterRequest(.delete(uid: uid), .known(Remediation.resourceType), key)
        case .writePolicyStatus(_, let key, _, let status):
            try statusRequest(RemediationPolicy.resourceType, key, status)
        case .writeMetricSourceStatus(_, let name, _, let status):
            try statusRequest(MetricSource.resourceType, ObjectKey(name: name), status)
        case .writeGuardrailStatus(_, let name, _, let status):
            try statusRequest(Guardrail.resourceType, ObjectKey(name: name), status)
        case .change(_, let change): change.request
        case .read(_, let reference): ClusterRequest(.get, .init(reference), reference.key)
        }
    }

    /// The whole status, whoever wrote it before.
    private func statusRequest(
        _ type: ResourceType, _ key: ObjectKey, _ status: some Encodable
    ) throws(UnwritableObject) -> ClusterRequest {
        let patch = JSONPatch([.add(JSONPointer(["status"]), try json(status))])
        return ClusterRequest(.patch(patch), .known(type), key, subresource: "status")
    }

    private func json(_ value: some Encodable) throws(UnwritableObject) -> JSON {
        do {
            return try JSON(encoding: value)
        } catch {
            throw UnwritableObject(description: "the object cannot be written as JSON: \(error)")
        }
    }
}

extension ClusterChange {
    /// The request that makes the change.
    public var request: ClusterRequest {
        var request =
            switch write {
            case .patch(let reference, let patch):
                ClusterRequest(.patch(patch), .init(reference), reference.key)
            case .patchStatus(let reference, let patch):
                ClusterRequest(.patch(patch), .init(reference), reference.key, subresource: "status")
            case .evict(let pod, let uid): ClusterRequest(.evict(uid: uid), .known(.pods), pod)
            case .create(let reference, let content):
                ClusterRequest(.create(reference.object(content).json), .init(reference), reference.key)
            case .delete(let reference, let uid):
                ClusterRequest(.delete(uid: uid), .init(reference), reference.key)
            }
        request.isDryRun = isDryRun
        if let serviceAccountName, let namespace = remediation.namespace {
            request.account = .init(namespace: namespace, name: serviceAccountName)
        }
        return request
    }
}

/// An object that has no form in JSON, so that nothing is sent.
public struct UnwritableObject: Error, Sendable, Hashable, CustomStringConvertible {
    public var description: String
}
