import EvenkeelAPI
import JSONValue
import KubernetesTypes

extension Engine {
    /// Counts the guarded targets anew.
    mutating func updateBrakes(now: Timestamp) {
        for (name, guardrail) in guardrails.sorted(by: { $0.key < $1.key }) {
            guard let brake = guardrail.spec.systemicBrake else {
                brakes[name] = nil
                continue
            }
            var memory = brakes[name] ?? BrakeMemory()
            let wasEngaged = memory.isEngaged(brake, at: now)
            let (unhealthy, total) = policies.census.count { namespace in
                guardrail.spec.covers(namespace, labels: namespaceLabels[namespace])
            }
            memory.take(unhealthy: unhealthy, of: total, brake, at: now)
            brakes[name] = memory
            if !wasEngaged, let engaged = memory.engaged(guardrail, at: now) {
                callPeople(guardrail, engaged, now: now)
            }
        }
    }

    private mutating func callPeople(_ guardrail: Guardrail, _ engaged: EngagedBrake, now: Timestamp) {
        let name = guardrail.metadata.name ?? ""
        effects.append(
            .audit(
                AuditEntry(
                    at: now, event: .braked,
                    decision: DecisionID.make(guardrail.metadata.uid ?? "", name, at: now), message: engaged.message,
                    details: ["guardrail": .string(name)])))
        effects.append(
            .recordEvent(
                EventRecord(
                    kind: .warning, reason: "SystemicBrakeEngaged", message: engaged.message, action: "Brake",
                    regarding: ObjectReference(
                        apiVersion: Guardrail.apiVersion, kind: Guardrail.kind,
                        key: ObjectKey(name: guardrail.metadata.name ?? "")),
                    regardingUID: guardrail.metadata.uid ?? "")))
    }

    func engagedBrakes(at now: Timestamp) -> [String: EngagedBrake] {
        var engaged: [String: EngagedBrake] = [:]
        for (name, memory) in brakes {
            guard let guardrail = guardrails[name], let brake = memory.engaged(guardrail, at: now) else { continue }
            engaged[name] = brake
        }
        return engaged
    }
}
