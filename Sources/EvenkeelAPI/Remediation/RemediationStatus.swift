public import KubernetesTypes

public enum Phase: String, Sendable, Hashable, Codable, CaseIterable {
    case proposed = "Proposed"
    case held = "Held"
    case awaitingApproval = "AwaitingApproval"
    case executing = "Executing"
    case verifying = "Verifying"
    case succeeded = "Succeeded"
    case undoing = "Undoing"
    case undone = "Undone"
    case failed = "Failed"
    /// The mode does not let it act; this is what it would have done.
    case shadowed = "Shadowed"
    case rejected = "Rejected"
    /// Nobody approved in time.
    case expired = "Expired"
    /// The trouble went away before anything was changed.
    case recovered = "Recovered"
    /// The plan no longer fits the world; a newer Remediation may follow.
    case superseded = "Superseded"

    /// Nothing more is changed, but for a scheduled revert.
    public var isFinal: Bool {
        switch self {
        case .proposed, .held, .awaitingApproval, .executing, .verifying, .undoing: false
        case .succeeded, .undone, .failed, .shadowed, .rejected, .expired, .recovered, .superseded: true
        }
    }

    /// A change may be under way or is being watched: nothing else may touch the target.
    public var isInFlight: Bool { self == .executing || self == .verifying || self == .undoing }
}

public struct RemediationStatus: Sendable, Hashable, Codable {
    public var phase: Phase
    /// The decision that led here, as the audit log names it: 16 hexadecimal digits.
    public var decision: String?
    /// Every gate's verdict when it was last evaluated.
    public var gates: [GateStatus]
    /// What happened, oldest first; at most 50 entries.
    public var timeline: [TimelineEntry]
    public var approval: Approval?
    /// What the server-side dry run of the very change said.
    public var dryRun: DryRun?
    /// Each single write to the cluster, stored before it is sent.
    public var intents: [Intent]
    public var changedAt: Timestamp?
    public var verifyUntil: Timestamp?
    public var revert: ScheduledRevert?
    /// When the incident's signals had recovered. Until then the same action is not tried again.
    public var incidentEndedAt: Timestamp?
    public var endedAt: Timestamp?
    public var grade: Grade?
    public var conditions: [Condition]

    public init(phase: Phase) {
        self.phase = phase
        gates = []
        timeline = []
        intents = []
        conditions = []
    }
}

public struct TimelineEntry: Sendable, Hashable, Codable {
    public var at: Timestamp
    public var phase: Phase
    public var message: String

    public init(at: Timestamp, phase: Phase, message: String) {
        self.at = at
        self.phase = phase
        self.message = message
    }
}

public struct Approval: Sendable, Hashable, Codable {
    public var by: String
    public var at: Timestamp

    public init(by: String, at: Timestamp) {
        self.by = by
        self.at = at
    }
}

public struct DryRun: Sendable, Hashable, Codable {
    public var accepted: Bool
    public var message: String

    public init(accepted: Bool, message: String) {
        self.accepted = accepted
        self.message = message
    }
}

/// One write to the cluster. Stored as `Pending` before it is sent, so that a successor knows what to look for.
public struct Intent: Sendable, Hashable, Codable {
    public enum Purpose: String, Sendable, Hashable, Codable, CaseIterable {
        case change = "Change"
        case evict = "Evict"
        case undo = "Undo"
    }

    public enum Outcome: String, Sendable, Hashable, Codable, CaseIterable {
        case pending = "Pending"
        case done = "Done"
        /// It is certain that nothing was changed.
        case notDone = "NotDone"
    }

    public var purpose: Purpose
    /// For `Evict`.
    public var pod: PodReference?
    public var at: Timestamp
    public var outcome: Outcome
    public var message: String?

    public init(purpose: Purpose, pod: PodReference? = nil, at: Timestamp, outcome: Outcome = .pending) {
        self.purpose = purpose
        self.pod = pod
        self.at = at
        self.outcome = outcome
    }
}

/// A change that is kept for a while and then undone.
public struct ScheduledRevert: Sendable, Hashable, Codable {
    public enum State: String, Sendable, Hashable, Codable, CaseIterable {
        case scheduled = "Scheduled"
        /// The recorded value is back.
        case reverted = "Reverted"
        /// Somebody changed the field meanwhile, so it was left alone.
        case keptByOthers = "KeptByOthers"
        /// The API server refused the revert; a person is needed.
        case failed = "Failed"
    }

    public var at: Timestamp
    public var state: State

    public init(at: Timestamp, state: State = .scheduled) {
        self.at = at
        self.state = state
    }
}

/// How the decision looks in hindsight.
public enum Grade: String, Sendable, Hashable, Codable, CaseIterable {
    /// The signals recovered after Evenkeel's own change, and stayed well for as long as the policy's `gradeWithin`.
    case remedied = "Remedied"
    case selfHealed = "SelfHealed"
    case persisted = "Persisted"
    case worsened = "Worsened"
    case personDidTheSame = "PersonDidTheSame"
    case personDidOther = "PersonDidOther"
}
