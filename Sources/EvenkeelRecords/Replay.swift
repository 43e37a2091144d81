import EvenkeelEngine
public import JSONValue
public import KubernetesTypes

/// Makes the decisions again that an audit log has records of.
public struct Replay: Sendable {
    /// Whose decisions.
    public enum Filter: Sendable, Hashable {
        case remediation(ObjectKey)
        case policy(ObjectKey)
    }

    /// One decision that was made again.
    public struct Entry: Sendable, Hashable {
        public var at: String
        public var event: String
        public var choice: String
        /// In which ways it differs; none where it is the same.
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

    /// Takes a line of the log, of whatever it is; `nil` where it has no record of a decision that is asked for.
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

    /// Decisions were found, and all of them came out the same.
    public var isSame: Bool { decisions > 0 && different == 0 }

    public var summary: String {
        if decisions == 0 { return "the log has no record of a decision about it" }
        let noun = decisions == 1 ? "decision" : "decisions"
        return different == 0
            ? "\(decisions) \(noun) made again, all the same"
            : "\(different) of \(decisions) \(noun) came out differently"
    }
}
