import EvenkeelAPI
public import JSONValue
public import KubernetesTypes

/// One thing that was decided or done, for the audit log. `docs/audit.md` is its schema.
public struct AuditEntry: Sendable, Hashable {
    /// Part of the public API.
    public enum Event: String, Sendable, Hashable, CaseIterable {
        /// What a policy's rule makes of its signals, or what a gate says of it, has changed.
        case judged = "Judged"
        /// A Remediation is to be made.
        case proposed = "Proposed"
        /// What is to become of a Remediation: held, executed, undone, ended.
        case decided = "Decided"
        /// The phase that was decided is stored.
        case stored = "Stored"
        /// A person's annotation was seen: approval, rejection or undo.
        case personSaid = "PersonSaid"
        /// A server-side dry run was sent.
        case tried = "Tried"
        /// A change of somebody else's object was sent.
        case sent = "Sent"
        /// What became of a dry run or of a change.
        case answered = "Answered"
        /// How a decision looks in hindsight.
        case graded = "Graded"
        /// A finished Remediation beyond the policy's history was removed.
        case removed = "Removed"
        /// A circuit breaker was open.
        case circuitBreakerOpened = "CircuitBreakerOpened"
        /// A log was begun or gone on with; written by the shell.
        case opened = "Opened"
    }

    public var at: Timestamp
    public var event: Event
    /// Joins the lines, Events and logs of one decision: 16 hexadecimal digits. What is done because of a decision carries
    /// its id.
    public var decision: String?
    public var policy: ObjectKey?
    public var rule: String?
    public var remediation: ObjectKey?
    public var remediationUID: String?
    /// One sentence for people, at most 1000 characters.
    public var message: String
    /// What only this event has.
    public var details: JSON
    /// What a decision rests on.
    public var record: DecisionRecord?

    public init(
        at: Timestamp, event: Event, decision: String? = nil, policy: ObjectKey? = nil, rule: String? = nil,
        remediation: ObjectKey? = nil, remediationUID: String? = nil, message: String, details: JSON = [:],
        record: DecisionRecord? = nil
    ) {
        self.at = at
        self.event = event
        self.decision = decision
        self.policy = policy
        self.rule = rule
        self.remediation = remediation
        self.remediationUID = remediationUID
        self.message = message.cut(to: 1000)
        self.details = details
        self.record = record
    }
}

extension AuditEntry {
    /// The line without its place in the chain.
    public var json: JSON {
        var json: JSON = [
            "at": .string(at.microTime), "event": .string(event.rawValue), "message": .string(message),
        ]
        json["decision"] = decision.map(JSON.string)
        json["policy"] = policy.map { .string("\($0)") }
        json["rule"] = rule.map(JSON.string)
        json["remediation"] = remediation.map { .string("\($0)") }
        json["remediationUID"] = remediationUID.map(JSON.string)
        var details = details
        if let record { details["record"] = try? record.json() }
        if details != [:] { json["details"] = details }
        return json
    }

    /// Whether it is about a write to somebody else's object.
    public var isChange: Bool { event == .sent || event == .answered }
}
