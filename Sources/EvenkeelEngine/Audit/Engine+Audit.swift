import EvenkeelAPI
import JSONValue
import KubernetesTypes

// Everything that is decided or done leaves a line. A shell that keeps no audit log drops them.
extension Engine {
    mutating func audit(
        _ event: AuditEntry.Event, _ track: RemediationTrack, _ message: String, decision: String? = nil,
        details: JSON = [:], record: DecisionRecord? = nil, now: Timestamp
    ) {
        let remediation = track.remediation
        effects.append(
            .audit(
                AuditEntry(
                    at: now, event: event, decision: decision ?? track.decision ?? track.status.decision,
                    policy: ObjectKey(
                        namespace: remediation.metadata.namespace, name: remediation.spec.policyRef.name),
                    rule: remediation.spec.rule, remediation: track.key, remediationUID: track.uid, message: message,
                    details: details, record: record)))
    }

    /// Whatever is to become of a Remediation, with what the gates said of it.
    mutating func auditDecision(
        _ track: RemediationTrack, _ draft: RemediationStatus, _ message: String, _ record: DecisionRecord?,
        now: Timestamp
    ) {
        var details: JSON = [
            "phase": .string(draft.phase.rawValue), "plan": .string(track.remediation.spec.plan.digest),
            "mode": .string((origin(track)?.0.policy.spec.mode ?? track.remediation.spec.mode).rawValue),
        ]
        if draft.gates != track.status.gates { details["gates"] = draft.gates.auditJSON }
        if let approval = draft.approval { details["approvedBy"] = .string(approval.by) }
        details["choice"] = record.map { .string($0.choice) }
        audit(.decided, track, message, decision: draft.decision, details: details, record: record, now: now)
    }

    mutating func auditSending(
        _ track: RemediationTrack, _ change: ClusterChange, _ record: DecisionRecord?, now: Timestamp
    ) {
        var details: JSON = ["purpose": .string(change.purpose.rawValue)]
        details["as"] = change.serviceAccountName.map(JSON.string)
        switch change.write {
        case .patch(let reference, _), .patchStatus(let reference, _):
            details["object"] = .string("\(reference.kind) \(reference.key)")
            details["plan"] = .string(track.remediation.spec.plan.digest)
        case .evict(let pod, let uid):
            details["object"] = .string("Pod \(pod)")
            details["uid"] = .string(uid)
        }
        let plan = track.remediation.spec.plan
        let message = change.purpose == .undo ? plan.undo.summary : plan.summary
        details["choice"] = record.map { .string($0.choice) }
        audit(change.isDryRun ? .tried : .sent, track, message, details: details, record: record, now: now)
    }

    mutating func auditAnswer(_ track: RemediationTrack, _ outcome: Outcome, isDryRun: Bool, now: Timestamp) {
        var details: JSON = ["outcome": .string(outcome.name), "dryRun": .bool(isDryRun)]
        if !isDryRun { details["purpose"] = (track.status.intents.last?.purpose.rawValue).map(JSON.string) }
        audit(.answered, track, outcome.sentence, details: details, now: now)
    }

    /// A person's annotation, when it is first seen or says something else.
    mutating func auditPerson(_ track: RemediationTrack, before: [String: String]?, now: Timestamp) {
        let annotations = track.remediation.metadata.annotations ?? [:]
        for key in [
            EvenkeelAPIGroup.Annotation.approve, EvenkeelAPIGroup.Annotation.reject, EvenkeelAPIGroup.Annotation.undo,
        ] {
            guard let text = annotations[key], text != before?[key] else { continue }
            var details: JSON = ["annotation": .string(key), "text": .string(text.cut(to: 200))]
            // The API server answers for the name of who approves, and of nobody else's.
            if key == EvenkeelAPIGroup.Annotation.approve {
                details["by"] = annotations[EvenkeelAPIGroup.Annotation.approvedBy].map { .string($0.cut(to: 253)) }
            }
            audit(.personSaid, track, "\(key): \(text.cut(to: 200))", details: details, now: now)
        }
    }

    /// Whether a rule's verdict or that of a gate is not what was last said.
    func isNews(_ status: RuleStatus, _ policy: PolicyTrack) -> Bool {
        let known = policy.judged[status.name] ?? policy.written?.rules.first { $0.name == status.name }?.verdicts
        return known != status.verdicts
    }

    /// What a rule makes of its signals.
    mutating func auditVerdict(
        _ policy: PolicyTrack, _ status: RuleStatus, _ record: DecisionRecord, now: Timestamp
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
