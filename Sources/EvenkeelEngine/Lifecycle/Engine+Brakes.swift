import EvenkeelAPI
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
            let (unhealthy, total) = countTargets(under: guardrail)
            memory.take(unhealthy: unhealthy, of: total, brake, at: now)
            brakes[name] = memory
            if !wasEngaged, let engaged = memory.engaged(guardrail, at: now) { callPeople(guardrail, engaged) }
        }
    }

    /// Several policies of one target count once.
    private func countTargets(under guardrail: Guardrail) -> (unhealthy: Int, total: Int) {
        var isUnhealthy: [TargetKey: Bool] = [:]
        for track in policies.values {
            guard track.look != nil, track.invalidReasons.isEmpty else { continue }
            let namespace = track.policy.metadata.namespace ?? ""
            guard guardrail.spec.covers(namespace, labels: namespaceLabels[namespace]) else { continue }
            let target = track.policy.spec.targetRef
            let key = TargetKey(namespace: namespace, kind: target.kind, name: target.name)
            isUnhealthy[key] = (isUnhealthy[key] ?? false) || track.findings.values.contains(where: \.isBad)
        }
        return (isUnhealthy.values.count(where: \.self), isUnhealthy.count)
    }

    private struct TargetKey: Hashable {
        var namespace: String
        var kind: WorkloadKind
        var name: String
    }

    private mutating func callPeople(_ guardrail: Guardrail, _ engaged: EngagedBrake) {
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
