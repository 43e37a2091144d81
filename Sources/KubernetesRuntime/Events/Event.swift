/// Something that happened to an object, as `kubectl describe` and `kubectl events` show it.
public struct Event: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable {
        case normal = "Normal"
        case warning = "Warning"
    }

    public var kind: Kind
    /// UpperCamelCase, for programs; part of the public API.
    public var reason: String
    /// What was done or attempted, UpperCamelCase.
    public var action: String
    /// For people. More than 1024 bytes are cut off.
    public var note: String
    public var regarding: ObjectReference
    public var related: ObjectReference?
    /// Of the Event itself; of a series, those of its first one.
    public var annotations: [String: String]

    public init(
        kind: Kind, reason: String, action: String, note: String, regarding: ObjectReference,
        related: ObjectReference? = nil, annotations: [String: String] = [:]
    ) {
        self.kind = kind
        self.reason = reason
        self.action = action
        self.note = note
        self.regarding = regarding
        self.related = related
        self.annotations = annotations
    }

    /// Where the event itself lives: beside the object, or in `default` for cluster-wide ones, as the API demands.
    var namespace: String { regarding.namespace ?? "default" }
}
