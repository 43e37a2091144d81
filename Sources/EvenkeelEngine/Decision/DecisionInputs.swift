import EvenkeelAPI
import KubernetesTypes

/// Everything that a decision rests on. What is decided is a function of it and of nothing else, so that it can be decided
/// again from a record.
struct DecisionInputs: Sendable, Hashable, Codable {
    enum Stage: String, Sendable, Hashable, Codable {
        /// What a rule makes of its signals, and whether a Remediation is made.
        case rule = "Rule"
        /// What becomes of a Remediation that has changed nothing yet.
        case waiting = "Waiting"
        /// Whether a change that was decided is sent.
        case sending = "Sending"
        /// Whether a change has helped, or is undone.
        case verifying = "Verifying"
        /// Whether a change that was kept is undone: at its scheduled revert, or because a person asks for it.
        case returning = "Returning"
        /// Whether an undo that was decided is sent.
        case sendingUndo = "SendingUndo"
        /// What the object itself says of an undo whose answer is not known, or was a refusal.
        case evaluating = "Looking"
    }

    var stage: Stage
    var situation: Situation
    /// Which revisions of the target were seen serving healthily.
    var revisions: [RevisionEvidence]
    /// Names of the pods that the rule's signals call different from their siblings; `nil` where they do not say.
    var outliers: Set<String>?
    /// When this process tried the change as a dry run.
    var dryRunAt: Timestamp?
    /// Of a record, which is without secrets, so that digests made from it are not those of the plan that was made.
    var digest: String?
    var rolledBackFrom: String?
    /// Good evaluations in a row that began after the change.
    var recoveredEvaluations: Int?
    /// When another release than the one that runs now was last seen; `nil` where this process saw none.
    var predecessorSeenAt: Timestamp?
    /// What is there of the object that was changed; `nil` where it is gone.
    var found: FoundTarget?

    func decide() -> DecisionOutcome {
        switch stage {
        case .rule: decideRule()
        case .waiting: decideWaiting()
        case .sending: decideSending()
        case .verifying: decideVerifying()
        case .returning: decideReturning()
        case .sendingUndo: decideSendingUndo()
        case .evaluating: decideEvaluating()
        }
    }
}

/// What was decided.
struct DecisionOutcome: Sendable, Hashable, Codable {
    /// Part of the audit log's schema.
    enum Choice: String, Sendable, Hashable, Codable {
        // Of a rule.
        case quiet = "Quiet"
        case unknown = "Unknown"
        case watch = "Watch"
        case refuse = "Refuse"
        case propose = "Propose"
        case leaveToRemediation = "LeaveToRemediation"
        // Of a Remediation.
        case noticeChange = "NoticeChange"
        case reject = "Reject"
        case recover = "Recover"
        case supersede = "Supersede"
        case tryDry = "TryDry"
        case shadow = "Shadow"
        case execute = "Execute"
        case expire = "Expire"
        case awaitApproval = "AwaitApproval"
        case hold = "Hold"
        case send = "Send"
        // Of a change that was made.
        case succeed = "Succeed"
        case fail = "Fail"
        case undo = "Undo"
        case revert = "Revert"
        case keep = "Keep"
        case wait = "Wait"
        case noticeUndo = "NoticeUndo"
        case leave = "Leave"
    }

    var choice: Choice
    var message: String
    var gates: [GateStatus] = []
    /// That was made, where one could be.
    var plan: Plan?
    /// That counts: who gave it, and when it was first seen.
    var approval: Approval?
    /// When it is decided again at the latest, where that is known.
    var until: Timestamp?
}

/// A plan, or why there is none, as a record holds it.
@propertyWrapper
struct PlanOrRefusal: Sendable, Hashable, Codable {
    var wrappedValue: Result<Plan, PlanRefusal>

    init(wrappedValue: Result<Plan, PlanRefusal>) { self.wrappedValue = wrappedValue }

    private enum CodingKeys: String, CodingKey { case plan, refusal }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        if let plan = try container.decodeIfPresent(Plan.self, forKey: .plan) {
            wrappedValue = .success(plan)
        } else {
            wrappedValue = .failure(try container.decode(PlanRefusal.self, forKey: .refusal))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch wrappedValue {
        case .success(let plan): try container.encode(plan, forKey: .plan)
        case .failure(let refusal): try container.encode(refusal, forKey: .refusal)
        }
    }
}
