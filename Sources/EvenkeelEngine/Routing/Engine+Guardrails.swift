import EvenkeelAPI
import JSONValue
import KubernetesTypes

// Routes events to the guardrails' machines.
extension Engine {
    mutating func guardrailChanged(_ guardrail: Guardrail, now: Timestamp) {
        let name = guardrail.metadata.name ?? ""
        guard guardrails[name] == nil else { return send(.stored(guardrail), toGuardrail: name, now: now) }
        guardrails[name] = GuardrailMachine(guardrail)
        guardrailsDueAt = now
        sendToAll(.contextChanged, now: now)
    }

    mutating func guardrailDeleted(_ name: String, now: Timestamp) {
        guardrails[name] = nil
        sendToAll(.contextChanged, now: now)
    }

    mutating func send(_ event: GuardrailMachine.Event, toGuardrail name: String, now: Timestamp) {
        guard let actions = guardrails[name]?.handle(event, now: now) else { return }
        for action in actions {
            switch action {
            case .decideAgain:
                guardrailsDueAt = now
                sendToAll(.contextChanged, now: now)
            case .circuitBreakerOpened(let open): circuitBreakerOpened(open, of: name, now: now)
            case .write(let status, let uid):
                let id = makeEffectID(.guardrailStatus(name))
                effects.append(.writeGuardrailStatus(id, name, uid: uid, status))
            }
        }
    }

    /// Brings the guardrails' statuses up to date: about once a minute, and when something may have changed.
    mutating func reportGuardrails(now: Timestamp) {
        guard guardrailsDueAt.map({ $0 <= now }) ?? true else { return }
        guardrailsDueAt = now + 60
        let (open, counted) = (openCircuitBreakers(at: now), remediations.counted(now: now).map(\.effective))
        for (name, machine) in guardrails.sorted(by: { $0.key < $1.key }) where machine.state == .idle {
            let covered = counted.filter { covers(machine.guardrail, $0.metadata.namespace ?? "") }
            let report = GuardrailReport(
                guardrail: machine.guardrail, breaker: machine.circuitBreakerStatus(at: now), open: open[name],
                use: BudgetUse(of: covered, at: now), now: now)
            send(.reported(report.status()), toGuardrail: name, now: now)
        }
    }

    func covers(_ guardrail: Guardrail, _ namespace: String) -> Bool {
        guardrail.spec.covers(namespace, labels: namespaceLabels[namespace])
    }
}

// Circuit breakers: when much of the fleet is unhealthy at once, nothing is changed.
extension Engine {
    /// Counts the guarded targets anew.
    mutating func updateCircuitBreakers(now: Timestamp) {
        for (name, machine) in guardrails.sorted(by: { $0.key < $1.key }) {
            let (unhealthy, total) =
                machine.guardrail.spec.circuitBreaker == nil
                ? (0, 0) : policies.census.count { covers(machine.guardrail, $0) }
            send(.counted(unhealthy: unhealthy, of: total), toGuardrail: name, now: now)
        }
    }

    private mutating func circuitBreakerOpened(_ open: OpenCircuitBreaker, of name: String, now: Timestamp) {
        let uid = guardrails[name]?.guardrail.metadata.uid ?? ""
        effects.append(
            .audit(
                AuditEntry(
                    at: now, event: .circuitBreakerOpened, decision: DecisionID.make(uid, name, at: now),
                    message: open.message, details: ["guardrail": .string(name)])))
        effects.append(
            .recordEvent(
                EventRecord(
                    kind: .warning, reason: "CircuitBreakerOpen", message: open.message, action: "StopChanges",
                    regarding: ObjectReference(
                        apiVersion: Guardrail.apiVersion, kind: Guardrail.kind, key: ObjectKey(name: name)),
                    regardingUID: uid)))
        guardrailsDueAt = now
    }

    func openCircuitBreakers(at now: Timestamp) -> [String: OpenCircuitBreaker] {
        var open = guardrails.compactMapValues { $0.openCircuitBreaker(at: now) }
        for (name, machine) in guardrails where !unseen.isEmpty && open[name] == nil {
            open[name] = undecided(machine.guardrail)
        }
        return open
    }

    /// After a start nothing is changed before everything was evaluated once: the first to be evaluated must not act while
    /// nobody knows how many others are unhealthy as well.
    private func undecided(_ guardrail: Guardrail) -> OpenCircuitBreaker? {
        guard let breaker = guardrail.spec.circuitBreaker else { return nil }
        let waiting = count(unseen, guardedBy: guardrail)
        guard waiting > 0 else { return nil }
        let guarded = count(policies.keys, guardedBy: guardrail)
        guard guarded >= breaker.minimumTargets else { return nil }
        return OpenCircuitBreaker(
            reason: .fleetNotEvaluated,
            message: "the circuit breaker of guardrail \(guardrail.metadata.name ?? "") is not known yet: "
                + "\(waiting) of \(guarded) guarded policies were not evaluated since the start")
    }

    private func count(_ policies: some Sequence<ObjectKey>, guardedBy guardrail: Guardrail) -> Int {
        var covered: [String: Bool] = [:]
        return policies.count { key in
            let namespace = key.namespace ?? ""
            if let known = covered[namespace] { return known }
            let isCovered = covers(guardrail, namespace)
            covered[namespace] = isCovered
            return isCovered
        }
    }
}
