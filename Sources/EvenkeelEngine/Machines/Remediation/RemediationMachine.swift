import EvenkeelAPI
import JSONValue
import KubernetesTypes

/// The life of one Remediation in this process: what it waits for, what it knows, and what it does next.
///
/// A state machine without side effects: events go in, actions come out. The stored object is the truth; the machine
/// adds what is not stored, such as requests without an answer.
struct RemediationMachine: Sendable {
    enum State: Sendable, Hashable {
        case idle(Wait)
        /// The status is being written.
        case writing(StatusWrite)
        /// The Remediation is being read, because it is not certain what is stored.
        case reading(Reading)
        /// A dry run was sent. It does not end what was waited for before.
        case tryingDryRun(Wait)
        /// A change was sent; the intent for it is stored.
        case changing
        /// The object that the pending intent is about is being read, because it is not certain what was changed.
        case readingTarget
    }

    /// What moves an idle Remediation on. Any event does; some wait for more.
    enum Wait: Sendable, Hashable {
        case event
        /// At this time at the latest.
        case time(Timestamp)
        /// An evaluation that began at this time or later, before anything is sent.
        case freshEvaluation(since: Timestamp)
        /// The API server did not take a write of the status: no step before this time.
        case retryWrite(at: Timestamp)
    }

    struct StatusWrite: Sendable, Hashable {
        var draft: RemediationStatus
        /// What was stored when the write began.
        var before: RemediationStatus?
        /// Holds an intent that was not stored before, hence was certainly not sent.
        var hasNewIntent: Bool
        /// What is waited for once it is stored.
        var then = Wait.event
    }

    enum Reading: Sendable, Hashable {
        /// A write of this status was refused, or its answer was lost.
        case afterWrite(StatusWrite, retryAt: Timestamp?)
        /// The watch has not shown the Remediation yet.
        case presence
    }

    /// What is known of a write whose intent is stored and whose outcome is not.
    enum IntentKnowledge: Sendable, Hashable {
        /// This process stored the intent, and it is certain that nothing has been changed since.
        case unsent
        /// This process sent it, and it may have happened: read the object before anything else.
        case mustRead
        /// Another process stored the intent, so it may have happened, and that process may still be there.
        case inherited
        /// As before, and the object was read: nothing has happened so far.
        case inheritedUnsent

        /// Whether it may be sent, as far as is known.
        var isUnsent: Bool { self == .unsent || self == .inheritedUnsent }
    }

    /// Whether the watch will report the end of the object.
    enum Presence: Sendable, Hashable {
        case watched
        /// Known from an answer only. Something that is deleted while the watch is away never existed, for the watch:
        /// the object is read at this time.
        case unconfirmed(readAt: Timestamp)
    }

    /// As it is stored, as far as is known.
    private(set) var remediation: Remediation
    var state = State.idle(.event)
    var presence: Presence
    /// Of the intent that is pending.
    var knowledge = IntentKnowledge.inherited
    /// Requests of the pending intent that failed.
    var failures = 0
    /// Writes of the status in a row that failed.
    var writeFailures = 0
    /// The object that is to be changed, as it was last read.
    var found: ReadChangeTarget?
    /// Good evaluations in a row that began after the change.
    var recoveredEvaluations = 0
    /// When this process tried the change as a dry run; it is repeated at most once an evaluation.
    var dryRunAt: Timestamp?
    /// A write whose outcome is not known yet: reported as soon as the watch shows it.
    var unreported: StatusWrite?
    /// The last decision of this process, as the audit log names it.
    var decision: String?
    /// What the present event leads to.
    var actions: [RemediationAction] = []

    /// Seconds that the watch may take to show a Remediation that was created.
    static var confirmAfter: Double { 60 }

    init(_ remediation: Remediation, isWatched: Bool, now: Timestamp) {
        self.remediation = remediation
        presence = isWatched ? .watched : .unconfirmed(readAt: now + Self.confirmAfter)
    }

    /// Takes one event. An answer that the state does not wait for belongs to something that is over.
    mutating func handle(_ event: RemediationEvent, _ context: RemediationContext) -> [RemediationAction] {
        actions.removeAll()
        switch (state, event) {
        case (_, .stored(let remediation, let isWatched)): stored(remediation, isWatched: isWatched, context)
        case (_, .evaluated(let evaluation, let policy)): evaluated(evaluation, policy, context)
        case (.idle, .contextChanged): advance(context)
        case (.idle, .timePassed): timePassed(context)
        case (.idle, .clockSetBack): clockSetBack(context.now)
        case (.writing(let write), .statusWritten(let outcome)): written(write, outcome, context)
        case (.reading(let reading), .remediationRead(let outcome)): read(reading, outcome, context)
        case (.tryingDryRun(let wait), .dryRunAnswered(let outcome)): dryRunAnswered(outcome, wait, context)
        case (.changing, .changeAnswered(let outcome)): changeAnswered(outcome, context)
        case (.readingTarget, .targetRead(let outcome)): targetRead(outcome, context)
        // While an answer is awaited nothing else begins; the answer moves it on.
        case (.writing, .contextChanged), (.writing, .timePassed), (.writing, .clockSetBack),
            (.reading, .contextChanged), (.reading, .timePassed), (.reading, .clockSetBack),
            (.tryingDryRun, .contextChanged), (.tryingDryRun, .timePassed), (.tryingDryRun, .clockSetBack),
            (.changing, .contextChanged), (.changing, .timePassed), (.changing, .clockSetBack),
            (.readingTarget, .contextChanged), (.readingTarget, .timePassed), (.readingTarget, .clockSetBack):
            break
        // Answers that nobody waits for.
        case (.idle, .statusWritten), (.idle, .remediationRead), (.idle, .dryRunAnswered), (.idle, .changeAnswered),
            (.idle, .targetRead),
            (.writing, .remediationRead), (.writing, .dryRunAnswered), (.writing, .changeAnswered),
            (.writing, .targetRead),
            (.reading, .statusWritten), (.reading, .dryRunAnswered), (.reading, .changeAnswered),
            (.reading, .targetRead),
            (.tryingDryRun, .statusWritten), (.tryingDryRun, .remediationRead), (.tryingDryRun, .changeAnswered),
            (.tryingDryRun, .targetRead),
            (.changing, .statusWritten), (.changing, .remediationRead), (.changing, .dryRunAnswered),
            (.changing, .targetRead),
            (.readingTarget, .statusWritten), (.readingTarget, .remediationRead), (.readingTarget, .dryRunAnswered),
            (.readingTarget, .changeAnswered):
            break
        }
        return actions
    }

    /// Replaces what is known of the stored object.
    mutating func replace(_ newer: Remediation) { remediation = newer }
}

enum RemediationEvent: Sendable {
    /// - Parameter isWatched: the watch shows it, and will show its end; otherwise it is an answer.
    case stored(Remediation, isWatched: Bool)
    /// An evaluation of its policy, and the policy as it is after it.
    case evaluated(Evaluation, PolicyMachine)
    /// A policy, a guardrail or something else that gates ask about has changed.
    case contextChanged
    case timePassed
    case clockSetBack
    case statusWritten(Outcome)
    case remediationRead(Outcome)
    case dryRunAnswered(Outcome)
    case changeAnswered(Outcome)
    case targetRead(Outcome)
}

/// What a Remediation wants done. The engine gives requests their ids, and passes on what concerns others.
enum RemediationAction: Sendable, Hashable {
    case audit(AuditEntry)
    case record(EventRecord)
    /// The status subresource, only if the object still has this resource version.
    case write(Remediation)
    case readRemediation
    case tryDryRun(ClusterChange)
    case change(ClusterChange)
    case readTarget(ObjectReference)
    /// Its policy is to be evaluated now.
    case evaluatePolicy
    /// Its rule's incident is over.
    case endIncident
    /// What guardrails count has changed.
    case reportGuardrails
    /// It does not exist any more.
    case forget
    /// Another object has its name.
    case replace(Remediation)
}

// What others ask about it.
extension RemediationMachine {
    var key: ObjectKey { remediation.key }
    var uid: String { remediation.metadata.uid ?? "" }

    /// The stored status, or the first one.
    var status: RemediationStatus { remediation.status ?? RemediationStatus(phase: .proposed) }

    /// What others have to consider: a status that is being written, or may have been, counts already if it is the more
    /// cautious one.
    var effective: Remediation {
        guard let draft, draft.isInFlight || !status.isInFlight else { return remediation }
        var remediation = remediation
        remediation.status = draft
        return remediation
    }

    /// A status that is being written, or may have been.
    var draft: RemediationStatus? {
        switch state {
        case .writing(let write), .reading(.afterWrite(let write, _)): write.draft
        case .idle, .reading(.presence), .tryingDryRun, .changing, .readingTarget: nil
        }
    }

    /// The earliest time at which it goes on by itself.
    var nextWake: Timestamp? {
        guard case .idle(let wait) = state else { return nil }
        return [wait.time, presence.readAt].compactMap(\.self).min()
    }

    /// Whether something may still come of it: everything but what has ended and waits for nothing.
    var isOpen: Bool {
        state != .idle(.event) || presence != .watched || !status.phase.isFinal || status.revert?.state == .scheduled
            || status.isInFlight
    }

    /// Whether no evaluation can change anything about it: it has ended with its incident, is graded, and nobody wants it
    /// undone.
    var isAtRest: Bool {
        guard let status = remediation.status, !isOpen else { return false }
        return status.incidentEndedAt != nil && status.grade != nil
            && remediation.metadata.annotations?[EvenkeelAPIGroup.Annotation.undo] == nil
    }
}

extension RemediationMachine.Wait {
    var time: Timestamp? {
        switch self {
        case .time(let time), .retryWrite(let time): time
        case .event, .freshEvaluation: nil
        }
    }
}

extension RemediationMachine.Presence {
    var readAt: Timestamp? { if case .unconfirmed(let time) = self { time } else { nil } }
}

/// What a patch has to know of the object that it is for, beside the fields.
struct ReadChangeTarget: Sendable, Hashable {
    var hasAnnotations: Bool
    /// `nil` if the kind has none.
    var generation: Int?
}
