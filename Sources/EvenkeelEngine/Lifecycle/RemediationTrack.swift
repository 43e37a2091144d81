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
    /// Of the intent that is pending.
    var knowledge = IntentKnowledge.mustLook
    var failures = 0
    /// Good looks in a row that began after the change.
    var recoveredLooks = 0
    /// A dry run was made in this process; it is repeated at most once a look.
    var dryRunAt: Timestamp?

    var key: ObjectKey { remediation.key }
    var uid: String { remediation.metadata.uid ?? "" }

    /// The stored status, or the first one.
    var status: RemediationStatus { remediation.status ?? RemediationStatus(phase: .proposed) }

    /// What others have to reckon with: a status that is being written counts already.
    var effective: Remediation {
        guard case .status(let draft)? = pending else { return remediation }
        var remediation = remediation
        remediation.status = draft
        return remediation
    }

    enum Pending: Sendable, Hashable {
        case status(RemediationStatus)
        case change
        case dryRun
        case read
    }
}

/// What is known of a write whose intent is stored and whose outcome is not.
enum IntentKnowledge: Sendable, Hashable {
    /// This process stored the intent and it is certain that nothing has been changed since.
    case unsent
    /// It may have happened: look before anything else.
    case mustLook
}
