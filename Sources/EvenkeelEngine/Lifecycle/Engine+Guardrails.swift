import EvenkeelAPI
import KubernetesTypes

extension Engine {
    /// Whether what the guardrail asks for has changed, and not only its status.
    mutating func guardrailChanged(_ guardrail: Guardrail, now: Timestamp) -> Bool {
        let name = guardrail.metadata.name ?? ""
        let old = guardrails[name]
        guard !guardrail.metadata.isOlder(than: old?.metadata) else { return false }
        guardrails[name] = guardrail
        if circuitBreakers[name] == nil, let breaker = guardrail.spec.circuitBreaker,
            let stored = guardrail.status?.circuitBreaker
        {
            // What a predecessor saw counts until its time is over.
            circuitBreakers[name] = CircuitBreakerState(stored, breaker)
        }
        guard old?.spec != guardrail.spec else { return false }
        guardrailsDueAt = now
        return true
    }

    /// Brings the guardrails' statuses up to date: about once a minute, and where something may have changed.
    mutating func reportGuardrails(now: Timestamp) {
        guard guardrailsDueAt.map({ $0 <= now }) ?? true else { return }
        guardrailsDueAt = now + 60
        let (circuitBreakers, counted) = (openCircuitBreakers(at: now), remediations.counted(now: now).map(\.effective))
        for (name, guardrail) in guardrails.sorted(by: { $0.key < $1.key }) {
            guard guardrailWrites[name] == nil, let uid = guardrail.metadata.uid else { continue }
            let covered = counted.filter { remediation in
                let namespace = remediation.metadata.namespace ?? ""
                return guardrail.spec.covers(namespace, labels: namespaceLabels[namespace])
            }
            let stored = guardrail.spec.circuitBreaker.flatMap { self.circuitBreakers[name]?.status($0, at: now) }
            let status = GuardrailReport(
                guardrail: guardrail, breaker: stored, open: circuitBreakers[name],
                use: BudgetUse(of: covered, at: now),
                now: now
            ).status()
            guard status.saysMore(than: guardrail.status) else { continue }
            guardrailWrites[name] = status
            let id = makeEffectID(.guardrailStatus(name))
            effects.append(.writeGuardrailStatus(id, name, uid: uid, status))
        }
    }

    mutating func guardrailStatusWritten(_ name: String, _ outcome: Outcome) {
        let written = guardrailWrites.removeValue(forKey: name)
        if case .done = outcome { guardrails[name]?.status = written }
    }
}
