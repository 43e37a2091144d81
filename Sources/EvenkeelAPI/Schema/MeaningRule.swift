import JSONValue

/// A rule about the meaning of a value, written side by side in CEL for the API server and in Swift for documents that
/// are checked offline.
struct MeaningRule: Sendable {
    /// A place that breaks a rule, below the value that the rule applies to.
    struct Breach: Sendable {
        var path: [String] = []
        /// A more exact message than the message of the rule.
        var message: String?
        var advice: String?
    }

    /// A CEL expression over `self`, with the functions of Kubernetes 1.27.
    var cel: String
    /// The message for both. It does not contain the wrong value, because the cost estimate of the API server forbids
    /// to build texts from lists.
    var message: String
    var breaches: @Sendable (JSON) -> [Breach]
    /// False if the text may contain a password and must not appear in messages.
    var isValueShown = true

    /// A rule about values of a Swift type. The structural check reports values that cannot be decoded.
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

    /// A rule about an update. A single document cannot break it.
    init(change cel: String, message: String) {
        self.cel = cel
        self.message = message
        self.breaches = { _ in [] }
    }

    var openAPI: JSON { ["rule": .string(cel), "message": .string(message)] }
}

extension MeaningRule {
    /// Exactly one of the optional fields must be set.
    static func exactlyOne(of names: [String]) -> MeaningRule {
        let present = "[" + names.map { "has(self.\($0))" }.joined(separator: ", ") + "]"
        return MeaningRule(
            JSON.self, cel: present + ".filter(x, x).size() == 1",
            message: "exactly one of \(names.joined(separator: ", ")) is needed"
        ) { value in names.count { value[$0] != nil } == 1 }
    }
}
