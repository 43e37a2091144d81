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
            guard !wasEngaged, let engaged = memory.engaged(guardrail, at: now) else { continue }
            callPeople(guardrail, engaged, now: now)
            guardrailsDueAt = now
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
        for (name, guardrail) in guardrails where !unseen.isEmpty && engaged[name] == nil {
            engaged[name] = undecided(guardrail)
        }
        return engaged
    }

    /// After a start nothing is changed before everything was looked at once: the first to be looked at must not act while
    /// nobody knows how many others are in trouble as well.
    private func undecided(_ guardrail: Guardrail) -> EngagedBrake? {
        guard let brake = guardrail.spec.systemicBrake else { return nil }
        let waiting = count(unseen, guardedBy: guardrail)
        guard waiting > 0 else { return nil }
        let guarded = count(policies.keys, guardedBy: guardrail)
        guard guarded >= brake.minimumTargets else { return nil }
        return EngagedBrake(
            message: "the systemic brake of guardrail \(guardrail.metadata.name ?? "") cannot be told yet: "
                + "\(waiting) of \(guarded) guarded policies were not looked at since the start")
    }

    private func count(_ policies: some Sequence<ObjectKey>, guardedBy guardrail: Guardrail) -> Int {
        var covered: [String: Bool] = [:]
        return policies.count { key in
            let namespace = key.namespace ?? ""
            if let known = covered[namespace] { return known }
            let isCovered = guardrail.spec.covers(namespace, labels: namespaceLabels[namespace])
            covered[namespace] = isCovered
            return isCovered
        }
    }
}
