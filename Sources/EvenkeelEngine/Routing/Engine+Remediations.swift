import EvenkeelAPI
import KubernetesTypes

// Routes events to the Remediations' machines, and what they want to wherever it belongs.
extension Engine {
    /// - Parameter isWatched: the watch shows it, and will show its end; otherwise it is an answer.
    mutating func remediationChanged(_ remediation: Remediation, isWatched: Bool, now: Timestamp) {
        let key = remediation.key
        if let known = remediations[key], known.uid == remediation.metadata.uid ?? "" {
            return send(.stored(remediation, isWatched: isWatched), to: key, now: now)
        }
        let machine = RemediationMachine(remediation, isWatched: isWatched, now: now)
        remediations[key] = machine
        // What was said before this process began was audited then.
        if hasStarted { effects += machine.personEntries(before: nil, at: now).map(Effect.audit) }
        restoreIncident(of: remediation)
        send(.contextChanged, to: key, now: now)
    }

    private mutating func restoreIncident(of remediation: Remediation) {
        let key = remediation.policyKey
        guard policies[key]?.uid == remediation.spec.policyRef.uid else { return }
        policies[key]?.restoreIncidents(from: [remediation])
    }

    mutating func send(_ event: RemediationEvent, to key: ObjectKey, now: Timestamp) {
        guard var machine = remediations[key] else { return }
        let actions = machine.handle(event, RemediationContext(self, now: now))
        remediations[key] = machine
        for action in actions { perform(action, of: machine, now: now) }
    }

    /// To each of which something may still come, in the order of their names.
    mutating func sendToAll(_ event: RemediationEvent, now: Timestamp) {
        for key in remediations.open.sorted() { send(event, to: key, now: now) }
    }

    mutating func send(_ event: RemediationEvent, toAllOf policyUID: String, now: Timestamp) {
        for machine in remediations.of(policy: policyUID) { send(event, to: machine.key, now: now) }
    }

    private mutating func perform(_ action: RemediationAction, of machine: RemediationMachine, now: Timestamp) {
        let (key, policy) = (machine.key, machine.remediation.policyKey)
        switch action {
        case .audit(let entry): effects.append(.audit(entry))
        case .record(let event): effects.append(.recordEvent(event))
        case .write(let remediation):
            effects.append(.writeRemediationStatus(makeEffectID(.remediation(key, .statusWritten)), remediation))
        case .readRemediation:
            effects.append(.read(makeEffectID(.remediation(key, .remediationRead)), .remediation(key)))
        case .tryDryRun(let change): effects.append(.change(makeEffectID(.remediation(key, .dryRun)), change))
        case .change(let change): effects.append(.change(makeEffectID(.remediation(key, .change)), change))
        case .readTarget(let reference):
            effects.append(.read(makeEffectID(.remediation(key, .targetRead)), reference))
        case .evaluatePolicy:
            send(.evaluationWanted, toPolicy: policy, now: now)
        case .endIncident: policies[policy]?.rules[machine.remediation.spec.rule]?.endIncident()
        case .reportGuardrails: guardrailsDueAt = now
        case .forget: remediations[key] = nil
        case .replace(let remediation): remediationChanged(remediation, isWatched: false, now: now)
        }
    }
}

extension Engine: RemediationSurroundings {
    var attempts: Int { limits.attempts }
    var timelineLength: Int { limits.timeline }

    func origin(_ remediation: Remediation) -> (policy: PolicyMachine, rule: Rule)? {
        guard let policy = policies[remediation.policyKey], policy.uid == remediation.spec.policyRef.uid,
            let rule = policy.policy.spec.rules.first(where: { $0.name == remediation.spec.rule })
        else { return nil }
        return (policy, rule)
    }

    func unreadablePolicy(of remediation: Remediation) -> String? {
        let key = remediation.policyKey
        guard policies[key] == nil, let problem = invalid[key], problem.uid == remediation.spec.policyRef.uid else {
            return nil
        }
        return problem.reasons.first ?? "it cannot be read"
    }

    func inputs(_ stage: DecisionInputs.Stage, _ machine: RemediationMachine, now: Timestamp) -> DecisionInputs? {
        origin(machine.remediation).map { inputs(stage, $0.policy, $0.rule, machine, now: now) }
    }

    func inFlight(beside machine: RemediationMachine) -> String? { remediations.inFlight(beside: machine) }

    func others(_ policy: RemediationPolicy, except key: ObjectKey, now: Timestamp) -> [RemediationMachine] {
        remediations.concerning(policy, except: key, now: now)
    }
}
