import EvenkeelAPI
import JSONValue
import KubernetesTypes

// Everything that is decided or done leaves a line. A shell that keeps no audit log drops them.
extension RemediationMachine {
    mutating func audit(
        _ event: AuditEntry.Event, _ message: String, decision: String? = nil, details: JSON = [:],
        record: DecisionRecord? = nil, _ context: RemediationContext
    ) {
        actions.append(
            .audit(
                AuditEntry(
                    event, of: self, message, decision: decision, details: details, record: record, at: context.now)))
    }

    /// Whatever is to become of a Remediation, with what the gates said of it.
    mutating func auditDecision(
        _ draft: RemediationStatus, _ message: String, _ record: DecisionRecord?, _ context: RemediationContext
    ) {
        let mode = context.origin(remediation)?.policy.policy.spec.mode ?? remediation.spec.mode
        var details: JSON = [
            "phase": .string(draft.phase.rawValue), "plan": .string(remediation.spec.plan.digest),
            "mode": .string(mode.rawValue),
        ]
        if draft.gates != status.gates { details["gates"] = draft.gates.auditJSON }
        if let approval = draft.approval { details["approvedBy"] = .string(approval.by) }
        details["choice"] = record.map { .string($0.choice) }
        audit(.decided, message, decision: draft.decision, details: details, record: record, context)
    }

    mutating func auditSending(_ change: ClusterChange, _ record: DecisionRecord?, _ context: RemediationContext) {
        let plan = remediation.spec.plan
        var details: JSON = ["purpose": .string(change.purpose.rawValue)]
        details["as"] = change.serviceAccountName.map(JSON.string)
        switch change.write {
        case .patch(let reference, _), .patchStatus(let reference, _):
            details["object"] = .string("\(reference.kind) \(reference.key)")
            details["plan"] = .string(plan.digest)
        case .evict(let pod, let uid):
            details["object"] = .string("Pod \(pod)")
            details["uid"] = .string(uid)
        case .create(let reference, _):
            details["object"] = .string("\(reference.kind) \(reference.key)")
            details["plan"] = .string(plan.digest)
        case .delete(let reference, let uid):
            details["object"] = .string("\(reference.kind) \(reference.key)")
            details["plan"] = .string(plan.digest)
            details["uid"] = .string(uid)
        }
        details["choice"] = record.map { .string($0.choice) }
        audit(
            change.isDryRun ? .tried : .sent, change.purpose == .undo ? plan.undo.summary : plan.summary,
            details: details, record: record, context)
    }

    mutating func auditAnswer(_ outcome: Outcome, isDryRun: Bool, _ context: RemediationContext) {
        var details: JSON = ["outcome": .string(outcome.name), "dryRun": .bool(isDryRun)]
        if !isDryRun { details["purpose"] = (status.intents.last?.purpose.rawValue).map(JSON.string) }
        audit(.answered, outcome.sentence, details: details, context)
    }

    /// A person's annotation, when it is first seen or says something else.
    mutating func auditPerson(before: [String: String]?, _ context: RemediationContext) {
        for entry in personEntries(before: before, at: context.now) { actions.append(.audit(entry)) }
    }

    /// What persons have said in annotations that were not there before.
    func personEntries(before: [String: String]?, at now: Timestamp) -> [AuditEntry] {
        let annotations = remediation.metadata.annotations ?? [:]
        return [
            EvenkeelAPIGroup.Annotation.approve, EvenkeelAPIGroup.Annotation.reject, EvenkeelAPIGroup.Annotation.undo,
        ].compactMap { key in
            guard let text = annotations[key], text != before?[key] else { return nil }
            var details: JSON = ["annotation": .string(key), "text": .string(text.cut(to: 200))]
            // The API server authenticates the name of who approves, and nobody else's.
            if key == EvenkeelAPIGroup.Annotation.approve {
                details["by"] = annotations[EvenkeelAPIGroup.Annotation.approvedBy].map { .string($0.cut(to: 253)) }
            }
            return AuditEntry(.personSaid, of: self, "\(key): \(text.cut(to: 200))", details: details, at: now)
        }
    }
}

extension AuditEntry {
    init(
        _ event: Event, of machine: RemediationMachine, _ message: String, decision: String? = nil,
        details: JSON = [:], record: DecisionRecord? = nil, at now: Timestamp
    ) {
        let remediation = machine.remediation
        self.init(
            at: now, event: event, decision: decision ?? machine.decision ?? machine.status.decision,
            policy: remediation.policyKey, rule: remediation.spec.rule, remediation: machine.key,
            remediationUID: machine.uid, message: message, details: details, record: record)
    }
}

extension [GateStatus] {
    var auditJSON: JSON { (try? JSON(encoding: self)) ?? [] }
}

extension Outcome {
    /// Part of the audit log's schema.
    var name: String {
        switch self {
        case .done: "Done"
        case .refused: "Refused"
        case .notSent: "NotSent"
        case .unknown: "Unknown"
        }
    }

    var sentence: String {
        switch self {
        case .done: "it took place"
        case .refused(let status): "refused with \(status.code): \(status.message)"
        case .notSent(let reason): "not sent: \(reason)"
        case .unknown(let reason): "it may have taken place: \(reason)"
        }
    }
}
