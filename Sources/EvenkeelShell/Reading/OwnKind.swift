import EvenkeelAPI
public import EvenkeelEngine
public import KubernetesTypes

/// Evenkeel's own kinds, in the order in which the engine is given them at the start: a policy needs what it names.
public enum OwnKind: Sendable, Hashable, CaseIterable {
    case metricSource, guardrail, remediation, policy

    public var type: ResourceType {
        switch self {
        case .metricSource: MetricSource.resourceType
        case .guardrail: Guardrail.resourceType
        case .remediation: Remediation.resourceType
        case .policy: RemediationPolicy.resourceType
        }
    }

    /// The object as it is stored now.
    public func observation(of object: KubernetesObject) -> Observation {
        switch self {
        case .metricSource: .reading(metricSource: object)
        case .guardrail: .reading(guardrail: object)
        case .remediation: .reading(remediation: object)
        case .policy: .reading(policy: object)
        }
    }

    /// The object is gone.
    public func deletion(of key: ObjectKey) -> Observation {
        switch self {
        case .metricSource: .metricSourceDeleted(key.name)
        case .guardrail: .guardrailDeleted(key.name)
        case .remediation: .remediationDeleted(key)
        case .policy: .policyDeleted(key)
        }
    }
}
