import EvenkeelAPI
public import JSONValue
import KubernetesTypes

/// A decision with everything that it rests on, so that it can be decided again: part of the audit log's schema.
public struct DecisionRecord: Sendable, Hashable {
    var inputs: DecisionInputs
    var outcome: DecisionOutcome

    init(_ inputs: DecisionInputs) {
        self.inputs = inputs
        outcome = inputs.decide()
    }

    /// Part of the audit log's schema.
    public var choice: String { outcome.choice.rawValue }
}

extension DecisionRecord {
    private struct Stored: Codable {
        var inputs: DecisionInputs
        var outcome: DecisionOutcome
    }

    /// - Throws: `DecodingError` where it is no record, or one of another version.
    public init(json: JSON) throws {
        let stored = try json.decodedExactly(as: Stored.self)
        inputs = stored.inputs
        outcome = stored.outcome
    }

    /// Without what no decision needs, and without the values of environment variables, commands and arguments.
    ///
    /// - Throws: `EncodingError` for numbers that JSON cannot hold.
    public func json() throws -> JSON {
        let slim = slimmed
        return try JSON(encodingExactly: Stored(inputs: slim.inputs, outcome: slim.outcome))
    }

    /// In which ways deciding again from the record differs from what was decided; none where it does not.
    public func differences() throws -> [String] {
        let (new, old) = (inputs.decide(), outcome)
        var found: [String] = []
        if new.choice != old.choice { found.append("choice: \(old.choice.rawValue), now \(new.choice.rawValue)") }
        if new.message != old.message { found.append("message: \"\(old.message)\", now \"\(new.message)\"") }
        let names =
            old.gates.map(\.name) + new.gates.map(\.name).filter { name in !old.gates.contains { $0.name == name } }
        for name in names {
            let (before, after) = (old.gates.first { $0.name == name }, new.gates.first { $0.name == name })
            if before != after { found.append("gate \(name): \(before.words), now \(after.words)") }
        }
        if new.plan != old.plan {
            found.append("plan: \(old.plan?.summary ?? "none"), now \(new.plan?.summary ?? "none")")
        }
        if new.until != old.until {
            found.append("until: \(old.until.words), now \(new.until.words)")
        }
        if new.approval != old.approval {
            found.append("approval: \(old.approval.words), now \(new.approval.words)")
        }
        return found
    }

    private var slimmed: DecisionRecord {
        var record = self
        var redaction = Redaction()
        record.inputs.digest = outcome.plan?.digest
        record.inputs.rolledBackFrom = (outcome.plan ?? (try? inputs.makePlan().get()))?.rolledBackFrom
        record.inputs.found = inputs.found.map { redaction.redact($0) }
        record.inputs.situation.slim(&redaction)
        record.outcome.plan = outcome.plan.map { redaction.redact($0) }
        return record
    }
}

extension Situation {
    fileprivate mutating func slim(_ redaction: inout Redaction) {
        let applied = "kubectl.kubernetes.io/last-applied-configuration"
        if let template = target.workload?.template { target.workload?.template = redaction.redact(template) }
        target.workload?.annotations[applied] = nil
        for index in target.revisions.indices {
            target.revisions[index].template = redaction.redact(target.revisions[index].template)
        }
        for index in target.canaries.indices {
            target.canaries[index].template = redaction.redact(target.canaries[index].template)
            target.canaries[index].annotations[applied] = nil
        }
        policy.status = nil
        policy.metadata.annotations?[applied] = nil
        plan = plan.map { redaction.redact($0) }
        if let made = remediation?.spec.plan { remediation?.spec.plan = redaction.redact(made) }
        remediation?.status?.timeline = []
        for index in others.indices { others[index].slim() }
    }
}

extension Remediation {
    /// Of another Remediation nobody asks for its evidence, or for more than the places of its changes.
    fileprivate mutating func slim() {
        spec.evidence = []
        spec.plan.changes = spec.plan.changes.map { FieldChange(path: $0.path, from: nil, to: nil) }
        status?.timeline = []
        status?.gates = []
    }
}

extension GateStatus? {
    fileprivate var words: String { map { "\($0.verdict.rawValue) (\($0.message))" } ?? "not asked" }
}

extension Timestamp? {
    fileprivate var words: String { map { "\($0)" } ?? "open" }
}

extension Approval? {
    fileprivate var words: String { map(\.sentence) ?? "none that counts" }
}
