public import EvenkeelAPI
import JSONValue
public import KubernetesTypes

/// Reads policies, and checks a spec only if it differs from the one before: most changes are of the status, and checking
/// a spec takes as long as ten evaluations.
public struct PolicyReader: Sendable {
    private var known: [ObjectKey: (spec: JSON, policy: RemediationPolicy)] = [:]

    public init() {}

    public mutating func read(_ object: KubernetesObject) throws(InvalidDocument) -> RemediationPolicy {
        if let (spec, policy) = known[object.key], spec == object.json["spec"], let again = again(policy, object) {
            return again
        }
        known[object.key] = nil
        let policy = try RemediationPolicy(json: object.json)
        if let spec = object.json["spec"] { known[object.key] = (spec, policy) }
        return policy
    }

    private func again(_ policy: RemediationPolicy, _ object: KubernetesObject) -> RemediationPolicy? {
        var json = object.json["metadata"] ?? [:]
        json["managedFields"] = nil
        guard let metadata: ObjectMeta = try? json.decoded() else { return nil }
        var policy = policy
        policy.metadata = metadata
        policy.status = nil
        guard let status = object.json["status"] else { return policy }
        guard let read: RemediationPolicyStatus = try? status.decoded() else { return nil }
        policy.status = read
        return policy
    }
}
