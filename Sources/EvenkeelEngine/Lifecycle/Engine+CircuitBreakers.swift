import EvenkeelAPI
import JSONValue
import KubernetesTypes

extension Engine {
    /// Counts the guarded targets anew.
    mutating func updateCircuitBreakers(now: Timestamp) {
        for (name, guardrail) in guardrails.sorted(by: { $0.key < $1.key }) {
            guard let breaker = guardrail.spec.circuitBreaker else {
                circuitBreakers[name] = nil
                continue
            }
            var memory = circuitBreakers[name] ?? CircuitBreakerState()
            let wasOpen = memory.isOpen(breaker, at: now)
            let (unhealthy, total) = policies.census.count { namespace in
                guardrail.spec.covers(namespace, labels: namespaceLabels[namespace])
            }
            memory.take(unhealthy: unhealthy, of: total, breaker, at: now)
            circuitBreakers[name] = memory
            guard !wasOpen, let open = memory.open(guardrail, at: now) else { continue }
            callPeople(guardrail, open, now: now)
            guardrailsDueAt = now
        }
    }

    private mutating func callPeople(_ guardrail: Guardrail, _ open: OpenCircuitBreaker, now: Timestamp) {
        let name = guardrail.metadata.name ?? ""
        effects.append(
            .audit(
                AuditEntry(
                    at: now, event: .circuitBreakerOpened,
                    decision: DecisionID.make(guardrail.metadata.uid ?? "", name, at: now), message: open.message,
                    details: ["guardrail": .string(name)])))
        effects.append(
            .recordEvent(
                EventRecord(
                    kind: .warning, reason: "CircuitBreakerOpen", message: open.message, action: "StopChanges",
                    regarding: ObjectReference(
                        apiVersion: Guardrail.apiVersion, kind: Guardrail.kind,
                        key: ObjectKey(name: guardrail.metadata.name ?? "")),
                    regardingUID: guardrail.metadata.uid ?? "")))
    }

    func openCircuitBreakers(at now: Timestamp) -> [String: OpenCircuitBreaker] {
        var open: [String: OpenCircuitBreaker] = [:]
        for (name, memory) in circuitBreakers {
            guard let guardrail = guardrails[name], let breaker = memory.open(guardrail, at: now) else { continue }
            open[name] = breaker
        }
        for (name, guardrail) in guardrails where !unseen.isEmpty && open[name] == nil {
            open[name] = undecided(guardrail)
        }
        return open
    }

    /// After a start nothing is changed before everything was evaluated once: the first to be evaluated must not act while
    /// nobody knows how many others are in trouble as well.
    private func undecided(_ guardrail: Guardrail) -> OpenCircuitBreaker? {
        guard let breaker = guardrail.spec.circuitBreaker else { return nil }
        let waiting = count(unseen, guardedBy: guardrail)
        guard waiting > 0 else { return nil }
        let guarded = count(policies.keys, guardedBy: guardrail)
        guard guarded >= breaker.minimumTargets else { return nil }
        return OpenCircuitBreaker(
            message: "the circuit breaker of guardrail \(guardrail.metadata.name ?? "") cannot be told yet: "
                + "\(waiting) of \(guarded) guarded policies were not evaluated since the start")
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
