/// Why a Remediation moved to a phase, or waits in one. Part of the public API: programs read the reason, people read the
/// message.
public enum TimelineReason: String, Sendable, Hashable, Codable, CaseIterable {
    // Before the change.
    case gatesHold = "GatesHold"
    case gatesRefuse = "GatesRefuse"
    case dryRunPending = "DryRunPending"
    case approvalRequired = "ApprovalRequired"
    case approvalExpired = "ApprovalExpired"
    case rejected = "Rejected"
    case recoveredBeforeChange = "RecoveredBeforeChange"
    case planOutdated = "PlanOutdated"
    case shadowed = "Shadowed"
    case policyInvalid = "PolicyInvalid"
    case policyDeleted = "PolicyDeleted"
    // The change.
    case executing = "Executing"
    case takenOver = "TakenOver"
    case changed = "Changed"
    case changeFound = "ChangeFound"
    case changedByOthers = "ChangedByOthers"
    case targetDeleted = "TargetDeleted"
    case notPermitted = "NotPermitted"
    case refusedByServer = "RefusedByServer"
    case attemptsExhausted = "AttemptsExhausted"
    case recordMissing = "RecordMissing"
    // Evictions.
    case evicting = "Evicting"
    case evicted = "Evicted"
    case budgetExhausted = "BudgetExhausted"
    case podsUnavailable = "PodsUnavailable"
    case podsRecovered = "PodsRecovered"
    case replacementNotReady = "ReplacementNotReady"
    // Verification.
    case recovered = "Recovered"
    case notRecovered = "NotRecovered"
    case notVerified = "NotVerified"
    case verifying = "Verifying"
    // Undo and scheduled revert.
    case undoRequested = "UndoRequested"
    case undoWaits = "UndoWaits"
    case undone = "Undone"
    case revertDue = "RevertDue"
    case revertWaits = "RevertWaits"
}

extension TimelineReason: CustomStringConvertible {
    public var description: String { rawValue }
}
