public import EvenkeelAPI
public import EvenkeelEngine
import JSONValue
public import KubernetesTypes

// One of Evenkeel's own objects as the API server has it, as the engine takes it.
extension Observation {
    public static func reading(policy object: KubernetesObject) -> Observation {
        reading(policy: object) { object throws(InvalidDocument) in try RemediationPolicy(json: object.json) }
    }

    /// - Parameter read: reads the object as a policy.
    public static func reading(
        policy object: KubernetesObject, by read: (KubernetesObject) throws(InvalidDocument) -> RemediationPolicy
    ) -> Observation {
        do throws(InvalidDocument) {
            var policy = try read(object)
            policy.metadata.forgetAppliedConfiguration()
            return .policyChanged(policy)
        } catch {
            return .policyInvalid(
                object.key, uid: object.uid, generation: object.generation,
                status: object.json["status"].flatMap { try? $0.decoded() }, reasons: ["\(error)"])
        }
    }

    public static func reading(remediation object: KubernetesObject) -> Observation {
        guard let remediation = try? Remediation(json: object.json) else { return .remediationDeleted(object.key) }
        return .remediationChanged(remediation)
    }

    public static func reading(guardrail object: KubernetesObject) -> Observation {
        do throws(InvalidDocument) {
            return .guardrailChanged(try Guardrail(json: object.json))
        } catch {
            // What cannot be read must not be what lets a change through: it pauses until it can.
            return .guardrailChanged(
                Guardrail(metadata: ObjectMeta(name: object.name), spec: GuardrailSpec(paused: true)))
        }
    }

    public static func reading(metricSource object: KubernetesObject) -> Observation {
        guard let source = try? MetricSource(json: object.json) else { return .metricSourceDeleted(object.name) }
        return .metricSourceChanged(source)
    }
}

extension ObjectMeta {
    /// `kubectl apply` keeps the whole object a second time in an annotation.
    fileprivate mutating func forgetAppliedConfiguration() {
        annotations?["kubectl.kubernetes.io/last-applied-configuration"] = nil
    }
}
