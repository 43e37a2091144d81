import EvenkeelAPI
import EvenkeelEngine
import KubernetesTypes

/// What a process was given, as the world knows it: what it must have known when it wanted something.
struct DeliveredState: Sendable {
    var policies: [ObjectKey: RemediationPolicy] = [:]
    /// Those whose newest version cannot be read.
    var invalid: Set<ObjectKey> = []
    var guardrails: [String: Guardrail] = [:]
    /// Those that are there and cannot be read.
    var unreadableGuardrails: Set<String> = []
    var sources: [String: MetricSource] = [:]
    var remediations: [ObjectKey: Remediation] = [:]
    /// The newest evaluations of each policy, oldest first.
    var evaluations: [ObjectKey: [EvaluationTruth]] = [:]
    /// Evaluations in progress, by their policy, with the time that each is of.
    var asked: [ObjectKey: Timestamp] = [:]
    static let evaluationsKept = 40

    /// A guardrail as it is stored; `nil` where it is gone.
    mutating func take(guardrail object: KubernetesObject?, named name: String) {
        let isUnreadable = object.map { (try? Guardrail(json: $0.json)) == nil } ?? false
        if isUnreadable { unreadableGuardrails.insert(name) } else { unreadableGuardrails.remove(name) }
    }

    mutating func take(_ observation: Observation) {
        switch observation {
        case .policyChanged(let policy):
            policies[policy.key] = policy
            invalid.remove(policy.key)
        case .policyInvalid(let key, _, _, _, _): invalid.insert(key)
        case .policyDeleted(let key):
            policies[key] = nil
            invalid.remove(key)
            evaluations[key] = nil
        case .guardrailChanged(let guardrail): guardrails[guardrail.metadata.name ?? ""] = guardrail
        case .guardrailDeleted(let name): guardrails[name] = nil
        case .metricSourceChanged(let source): sources[source.metadata.name ?? ""] = source
        case .metricSourceDeleted(let name): sources[name] = nil
        case .remediationChanged(let remediation): remediations[remediation.key] = remediation
        case .remediationDeleted(let key): remediations[key] = nil
        default: break
        }
    }

    mutating func take(_ evaluation: EvaluationTruth, of policy: ObjectKey) {
        evaluations[policy, default: []].append(evaluation)
        if evaluations[policy, default: []].count > 2 * Self.evaluationsKept {
            evaluations[policy]?.removeFirst(Self.evaluationsKept)
        }
    }
}
