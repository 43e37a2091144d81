import EvenkeelEngine
public import JSONValue
public import KubernetesTypes

/// Recomputes the decisions that are recorded in an audit log.
public struct Replay: Sendable {
    /// The object of the decisions.
    public enum Filter: Sendable, Hashable {
        case remediation(ObjectKey)
        case policy(ObjectKey)
    }

    /// A recomputed decision.
    public struct Entry: Sendable, Hashable {
        public var at: String
        public var event: String
        public var choice: String
        /// The differences to the recorded decision.
        public var differences: [String]

        public var text: String {
            let head = "\(at)  \(event) \(choice)"
            return differences.isEmpty
                ? "\(head): the same" : ([head] + differences.map { "  differs: \($0)" }).joined(separator: "\n")
        }

        public var json: JSON {
            [
                "at": .string(at), "event": .string(event), "choice": .string(choice),
                "same": .bool(differences.isEmpty), "differences": .array(differences.map(JSON.string)),
            ]
        }
    }

    private let filter: Filter
    public private(set) var decisions = 0
    public private(set) var different = 0

    public init(of filter: Filter) { self.filter = filter }

    /// Takes any line of the log; returns `nil` if it has no record of a decision about the object.
    public mutating func take(_ line: some Collection<UInt8>) -> Entry? {
        guard let json = try? JSON(parsing: Array(line)), concerns(json), let record = json.at("details", "record")
        else { return nil }
        decisions += 1
        var entry = Entry(
            at: json["at"]?.stringValue ?? "", event: json["event"]?.stringValue ?? "", choice: "", differences: [])
        do {
            let record = try DecisionRecord(json: record)
            entry.choice = record.choice
            entry.differences = try record.differences()
        } catch {
            entry.differences = ["the record cannot be read by this version: \(error)"]
        }
        if !entry.differences.isEmpty { different += 1 }
        return entry
    }

    private func concerns(_ line: JSON) -> Bool {
        switch filter {
        case .remediation(let key): line["remediation"]?.stringValue == "\(key)"
        case .policy(let key): line["policy"]?.stringValue == "\(key)"
        }
    }

    /// True if there are decisions, and all of them are the same.
    public var isSame: Bool { decisions > 0 && different == 0 }

    public var summary: String {
        if decisions == 0 { return "the log contains no decision about this object" }
        let noun = decisions == 1 ? "decision" : "decisions"
        return different == 0
            ? "\(decisions) \(noun) recomputed, all the same"
            : "\(different) of \(decisions) \(noun) are different"
    }
}
