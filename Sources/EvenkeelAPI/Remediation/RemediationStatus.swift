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
    case shadowed = "Shadowed"
    case rejected = "Rejected"
    case expired = "Expired"
    case recovered = "Recovered"
    case superseded = "Superseded"

    /// Evenkeel sends no more changes for this Remediation, except a scheduled revert.
    public var isFinal: Bool {
        switch self {
        case .proposed, .held, .awaitingApproval, .executing, .verifying, .undoing: false
        case .succeeded, .undone, .failed, .shadowed, .rejected, .expired, .recovered, .superseded: true
        }
    }

    /// A change may be in progress or is verified: no other Remediation may change the target.
    public var isInFlight: Bool { self == .executing || self == .verifying || self == .undoing }
}

public struct RemediationStatus: Sendable, Hashable, Codable {
    public var phase: Phase
    public var decision: String?
    public var gates: [GateStatus]
    public var timeline: [TimelineEntry]
    public var approval: Approval?
    public var dryRun: DryRun?
    public var intents: [Intent]
    public var changedAt: Timestamp?
    public var verifyUntil: Timestamp?
    public var revert: ScheduledRevert?
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
    public var reason: TimelineReason?
    public var message: String

    public init(at: Timestamp, phase: Phase, reason: TimelineReason? = nil, message: String) {
        self.at = at
        self.phase = phase
        self.reason = reason
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

/// An intent is stored as `Pending` before the write is sent, so that a new leader knows which write to check.
public struct Intent: Sendable, Hashable, Codable {
    public enum Purpose: String, Sendable, Hashable, Codable, CaseIterable {
        case change = "Change"
        case evict = "Evict"
        case undo = "Undo"
    }

    public enum Outcome: String, Sendable, Hashable, Codable, CaseIterable {
        case pending = "Pending"
        case done = "Done"
        case notDone = "NotDone"
    }

    public var purpose: Purpose
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

public struct ScheduledRevert: Sendable, Hashable, Codable {
    public enum State: String, Sendable, Hashable, Codable, CaseIterable {
        case scheduled = "Scheduled"
        case reverted = "Reverted"
        case keptByOthers = "KeptByOthers"
        case failed = "Failed"
    }

    public var at: Timestamp
    public var state: State

    public init(at: Timestamp, state: State = .scheduled) {
        self.at = at
        self.state = state
    }
}
