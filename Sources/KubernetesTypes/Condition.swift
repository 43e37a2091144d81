/// `metav1.Condition`: one aspect of an object's state, as its controller last saw it.
public struct Condition: Sendable, Hashable, Codable {
    public enum Status: String, Sendable, Hashable, Codable, CaseIterable {
        case isTrue = "True"
        case isFalse = "False"
        case unknown = "Unknown"
    }

    public var type: String
    public var status: Status
    /// The `metadata.generation` that this was said of.
    public var observedGeneration: Int?
    /// When `status` last changed, not when it was last evaluated.
    public var lastTransitionTime: Timestamp
    /// UpperCamelCase, for programs; part of the public API.
    public var reason: String
    /// For people.
    public var message: String

    public init(
        type: String, status: Status, observedGeneration: Int? = nil, lastTransitionTime: Timestamp, reason: String,
        message: String
    ) {
        self.type = type
        self.status = status
        self.observedGeneration = observedGeneration
        self.lastTransitionTime = lastTransitionTime
        self.reason = reason
        self.message = message
    }
}

extension [Condition] {
    /// Sets the condition of its type, keeping the transition time where the status stays the same.
    public mutating func set(_ condition: Condition) {
        guard let index = firstIndex(where: { $0.type == condition.type }) else {
            append(condition)
            return
        }
        var condition = condition
        if self[index].status == condition.status { condition.lastTransitionTime = self[index].lastTransitionTime }
        self[index] = condition
    }

    public subscript(type: String) -> Condition? { first { $0.type == type } }
}
