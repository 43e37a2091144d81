import EvenkeelAPI
import JSONValue
import KubernetesTypes

// Before anything is changed: held, waiting for approval, or only shown.
extension RemediationMachine {
    mutating func decideWaiting(_ context: RemediationContext) {
        guard let (policy, rule) = context.origin(remediation) else {
            return transition(to: .superseded, .policyDeleted, "the policy or its rule is gone", context)
        }
        // Nothing may be concluded before this process has evaluated the policy itself.
        guard policy.evaluation != nil, policy.rules[rule.name]?.finding != nil,
            let record = context.record(.waiting, self)
        else { return }
        carryOut(record, context)
    }

    private mutating func carryOut(_ record: DecisionRecord, _ context: RemediationContext) {
        let (reason, message, gates) = (record.outcome.reason, record.outcome.message, record.outcome.gates)
        func end(
            _ machine: inout RemediationMachine, _ phase: Phase, _ change: (inout RemediationStatus) -> Void = { _ in }
        ) {
            machine.transition(to: phase, reason, message, record: record, context, change)
        }
        switch record.outcome.choice {
        case .noticeChange: changed(.changeFound, "changed", record, context)
        case .reject: end(&self, .rejected)
        case .recover: end(&self, .recovered) { $0.incidentEndedAt = context.now }
        case .supersede: end(&self, .superseded)
        case .tryDry: beginDryRun(record, context)
        case .shadow: end(&self, .shadowed) { $0.gates = gates }
        case .execute: execute(record, context)
        case .expire: end(&self, .expired) { $0.gates = gates }
        case .awaitApproval: hold(in: .awaitingApproval, record, context)
        default: hold(in: .held, record, context)
        }
    }

    private mutating func hold(in phase: Phase, _ record: DecisionRecord, _ context: RemediationContext) {
        let (gates, approval) = (record.outcome.gates, record.outcome.approval)
        if let until = gates.compactMap(\.until).filter({ $0 > context.now }).min() { wait(until: until) }
        // Who approved, and when, is kept from the moment that it is seen; a faulty approval is reported.
        let isNew =
            status.phase != phase || status.gates.verdicts != gates.verdicts || status.approval != approval
            || approvalMessageChanged(gates)
        guard isNew || remediation.status == nil else { return }
        transition(to: phase, record.outcome.reason, record.outcome.message, record: record, context) { draft in
            draft.gates = gates
            draft.approval = approval
        }
    }

    /// An approval that does not count, or could not, for another reason than before.
    private func approvalMessageChanged(_ gates: [GateStatus]) -> Bool {
        guard let gate = gates.first(where: { $0.name == .approval }), gate.verdict != .pass else { return false }
        return status.gates.first { $0.name == .approval }?.message != gate.message
    }

    private mutating func execute(_ record: DecisionRecord, _ context: RemediationContext) {
        let plan = remediation.spec.plan
        transition(to: .executing, .executing, record.outcome.message, record: record, context) { draft in
            draft.gates = record.outcome.gates
            draft.approval = record.outcome.approval
            if plan.pods == nil { draft.intents.append(Intent(purpose: .change, at: context.now)) }
        }
    }
}

// The dry run: the very change, checked by the API server and not stored.
extension RemediationMachine {
    private mutating func beginDryRun(_ record: DecisionRecord, _ context: RemediationContext) {
        guard case .idle(let wait) = state, let write = firstWrite(context) else { return }
        state = .tryingDryRun(wait)
        dryRunAt = context.now
        let change = change(write, .change, isDryRun: true)
        auditSending(change, record, context)
        actions.append(.tryDryRun(change))
    }

    private func firstWrite(_ context: RemediationContext) -> ClusterChange.Write? {
        guard let pods = remediation.spec.plan.pods else { return patchWrite(.apply, context) }
        return pods.first.map {
            .evict(ObjectKey(namespace: remediation.metadata.namespace, name: $0.name), uid: $0.uid)
        }
    }

    mutating func dryRunAnswered(_ outcome: Outcome, _ wait: Wait, _ context: RemediationContext) {
        state = .idle(wait)
        auditAnswer(outcome, isDryRun: true, context)
        var draft = status
        switch outcome {
        case .done: draft.dryRun = DryRun(accepted: true, message: "the API server accepted a dry run of the change")
        case .refused(let status) where status.code == 429:
            draft.dryRun = DryRun(accepted: true, message: "the API server would make it wait: \(status.message)")
        case .refused(let status):
            draft.dryRun = DryRun(accepted: false, message: "the API server refuses the change: \(status.message)")
        case .notSent(let reason), .unknown(let reason):
            // Not an answer; asked again.
            dryRunAt = nil
            state = .idle(.time(context.now + 10))
            failures += 1
            guard failures > context.attempts else { return }
            draft.dryRun = DryRun(accepted: false, message: "the API server could not be asked: \(reason)")
        }
        guard draft.dryRun != status.dryRun else { return }
        write(draft, context)
    }
}

extension [GateStatus] {
    fileprivate var verdicts: [String] { map { "\($0.name)=\($0.verdict)" } }
}
