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
        case observing = "Observing"
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
    /// Whether what was sampled since proves it; `nil` where evaluations are only counted.
    var isSureOfRecovery: Bool?
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
        case .observing: decideObserving()
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
    var reason: TimelineReason
    var message: String
    var gates: [GateStatus] = []
    /// That was made, where one could be.
    var plan: Plan?
    /// That counts: who gave it, and when it was first seen.
    var approval: Approval?
    /// When it is decided again at the latest, where that is known.
    var until: Timestamp?

    /// - Parameter reason: where the choice alone does not say it.
    init(
        choice: Choice, reason: TimelineReason? = nil, message: String, gates: [GateStatus] = [], plan: Plan? = nil,
        approval: Approval? = nil, until: Timestamp? = nil
    ) {
        self.choice = choice
        self.reason = reason ?? choice.usualReason
        self.message = message
        self.gates = gates
        self.plan = plan
        self.approval = approval
        self.until = until
    }
}

extension DecisionOutcome.Choice {
    /// What the timeline says of the choice, unless the decision names another reason.
    fileprivate var usualReason: TimelineReason {
        switch self {
        // Of a rule: nothing is written into a timeline.
        case .quiet, .unknown, .watch, .refuse, .propose, .leaveToRemediation: .gatesHold
        case .noticeChange: .changeFound
        case .reject: .rejected
        case .recover: .recoveredBeforeChange
        case .supersede: .planOutdated
        case .tryDry: .dryRunPending
        case .shadow: .shadowed
        case .execute: .executing
        case .expire: .approvalExpired
        case .awaitApproval: .approvalRequired
        case .hold: .gatesHold
        case .send: .executing
        case .succeed: .recovered
        case .fail: .notRecovered
        case .undo: .notRecovered
        case .revert: .revertDue
        case .keep: .revertWaits
        case .wait: .verifying
        case .noticeUndo: .undone
        case .leave: .changedByOthers
        }
    }
}
