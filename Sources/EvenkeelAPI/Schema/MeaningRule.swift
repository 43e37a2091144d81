import JSONValue

/// One rule about the meaning of a value, said twice side by side so that the two cannot drift apart: in CEL for the API
/// server, in Swift for documents that are checked offline.
struct MeaningRule: Sendable {
    /// One place that breaks a rule, below the value that the rule is about.
    struct Breach: Sendable {
        var path: [String] = []
        /// What is wrong, where it can be said more exactly than by the rule's own message.
        var message: String?
        var advice: String?
    }

    /// Over `self`, with the functions that Kubernetes 1.27 knows.
    var cel: String
    /// For both. CEL could name the culprit, but the API server's cost estimate forbids to build texts from lists.
    var message: String
    var breaches: @Sendable (JSON) -> [Breach]
    /// Whether a text that breaks the rule may be repeated in messages; not where people put passwords.
    var isValueShown = true

    /// A rule about values of a Swift type; what does not decode is the business of the structural check.
    init<Value: Decodable & Sendable>(
        _ type: Value.Type, cel: String, message: String, breaches: @escaping @Sendable (Value) -> [Breach]
    ) {
        self.cel = cel
        self.message = message
        self.breaches = { json in
            guard let value = try? json.decoded(as: type) else { return [] }
            return breaches(value)
        }
    }

    init<Value: Decodable & Sendable>(
        _ type: Value.Type, cel: String, message: String, holds: @escaping @Sendable (Value) -> Bool
    ) {
        self.init(type, cel: cel, message: message) { holds($0) ? [] : [Breach()] }
    }

    /// A rule about a change; a single document cannot break it.
    init(change cel: String, message: String) {
        self.cel = cel
        self.message = message
        self.breaches = { _ in [] }
    }

    var openAPI: JSON { ["rule": .string(cel), "message": .string(message)] }
}

extension MeaningRule {
    /// Exactly one of the optional members is there.
    static func exactlyOne(of names: [String]) -> MeaningRule {
        let present = "[" + names.map { "has(self.\($0))" }.joined(separator: ", ") + "]"
        return MeaningRule(
            JSON.self, cel: present + ".filter(x, x).size() == 1",
            message: "exactly one of \(names.joined(separator: ", ")) is needed"
        ) { value in names.count { value[$0] != nil } == 1 }
    }
}
