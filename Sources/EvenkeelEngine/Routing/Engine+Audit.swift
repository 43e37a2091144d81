import EvenkeelAPI
import JSONValue
import KubernetesTypes

// Everything that is decided or done leaves a line. A shell that keeps no audit log drops them.
extension Engine {
    /// Whether a rule's verdict or that of a gate is not what was last said.
    func isNews(_ status: RuleStatus, _ policy: PolicyMachine) -> Bool {
        let known = policy.judged[status.name] ?? policy.written?.rules.first { $0.name == status.name }?.verdicts
        return known != status.verdicts
    }

    /// What a rule makes of its signals.
    mutating func auditVerdict(
        _ policy: PolicyMachine, _ status: RuleStatus, _ record: DecisionRecord, now: Timestamp
    ) {
        let verdicts = status.verdicts
        policies[policy.key]?.judged[status.name] = verdicts
        var details: JSON = [
            "verdict": .string(status.verdict.rawValue), "mode": .string(policy.policy.spec.mode.rawValue),
        ]
        details["choice"] = .string(record.choice)
        details["confidence"] = status.confidence.map { .string("\($0)") }
        if !status.gates.isEmpty { details["gates"] = status.gates.auditJSON }
        let evidence = policy.rules[status.name]?.finding?.evidence ?? []
        details["evidence"] = (try? JSON(encoding: evidence)) ?? []
        effects.append(
            .audit(
                AuditEntry(
                    at: now, event: .judged,
                    decision: DecisionID.make(policy.uid, "\(status.name)/\(verdicts)", at: now), policy: policy.key,
                    rule: status.name, message: status.message, details: details, record: record)))
    }
}

extension RuleStatus {
    /// What has to change for it to be news.
    var verdicts: String {
        verdict.rawValue + gates.map { " \($0.name)=\($0.verdict.rawValue)" }.joined()
    }
}
