import EvenkeelAPI
import KubernetesTypes

/// What the engine knows of a Remediation.
struct RemediationTrack: Sendable {
    /// As it is stored, as far as is known.
    var remediation: Remediation
    /// One effect at a time: nothing else is begun for this Remediation while an answer is awaited.
    var pending: Pending?
    /// When to go on although nothing happened.
    var wakeAt: Timestamp?
    /// What was stored when the last write of the status was begun.
    var before: RemediationStatus?
    /// Of the intent that is pending.
    var knowledge = IntentKnowledge.inherited
    var failures = 0
    /// Writes of the status in a row that were not taken, and when to try again.
    var writeFailures = 0
    var writeAfter: Timestamp?
    /// Good evaluations in a row that began after the change.
    var recoveredEvaluations = 0
    /// A dry run was made in this process; it is repeated at most once an evaluation.
    var dryRunAt: Timestamp?
    /// The object that is to be changed, as it was last read.
    var found: ReadChangeTarget?
    /// What was written, of which nobody has said yet that it is stored; told as soon as the watch says so.
    var unreported: RemediationStatus?
    /// An evaluation from then on is wanted before anything is sent.
    var evaluationRequestedAt: Timestamp?
    /// The decision that was taken last, by this process.
    var decision: String?
    /// When to read it, unless the watch has told of it until then; `nil` once it has.
    var confirmAt: Timestamp?

    var key: ObjectKey { remediation.key }
    var uid: String { remediation.metadata.uid ?? "" }

    /// The stored status, or the first one.
    var status: RemediationStatus { remediation.status ?? RemediationStatus(phase: .proposed) }

    /// What others have to reckon with: a status that is being written, or may have been, counts already where it is the
    /// more cautious one.
    var effective: Remediation {
        guard let draft = pending?.draft, draft.isInFlight || !status.isInFlight else { return remediation }
        var remediation = remediation
        remediation.status = draft
        return remediation
    }

    /// The earliest time at which it wants to go on by itself.
    var nextWake: Timestamp? {
        pending == nil ? [wakeAt, writeAfter, confirmAt].compactMap(\.self).min() : nil
    }

    /// Whether something may still come of it: everything but what has ended and waits for nothing.
    var isOpen: Bool {
        pending != nil || wakeAt != nil || confirmAt != nil || !status.phase.isFinal
            || status.revert?.state == .scheduled
            || status.isInFlight
    }

    /// Whether no evaluation can change anything about it: it has ended with its incident, is graded, and nobody wants it undone.
    var isAtRest: Bool {
        guard let status = remediation.status, !isOpen else { return false }
        return status.incidentEndedAt != nil && status.grade != nil
            && remediation.metadata.annotations?[EvenkeelAPIGroup.Annotation.undo] == nil
    }

    enum Pending: Sendable, Hashable {
        /// `isNews`: with an intent that was not stored before, hence was certainly not sent.
        case status(RemediationStatus, isNews: Bool)
        case change
        case dryRun
        /// After a write of this status whose outcome is not known, or of something else.
        case read(RemediationStatus?)

        var draft: RemediationStatus? {
            switch self {
            case .status(let draft, _): draft
            case .read(let draft): draft
            case .change, .dryRun: nil
            }
        }
    }
}

/// What a patch has to know of the object that it is for, beside the fields.
struct ReadChangeTarget: Sendable, Hashable {
    var hasAnnotations: Bool
    /// `nil` where the kind has none.
    var generation: Int?
}

/// What is known of a write whose intent is stored and whose outcome is not.
enum IntentKnowledge: Sendable, Hashable {
    /// This process stored the intent and it is certain that nothing has been changed since.
    case unsent
    /// This process sent it and it may have happened: look before anything else.
    case mustRead
    /// Another process stored the intent, so it may have happened, and that process may still be there.
    case inherited
    /// As before, and it was looked: nothing has happened so far.
    case inheritedUnsent

    /// Whether it may be sent, as far as is known.
    var isUnsent: Bool { self == .unsent || self == .inheritedUnsent }
}

extension RemediationStatus {
    /// A change is under way or is being watched; so is a scheduled revert that is due.
    var isInFlight: Bool { phase.isInFlight || intents.last?.outcome == .pending }

    /// When the first change was begun that was, or may have been, made.
    var begunAt: Timestamp? { intents.first { $0.purpose != .undo && $0.outcome != .notDone }?.at }
}
