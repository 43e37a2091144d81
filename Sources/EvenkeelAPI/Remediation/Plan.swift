public import JSONValue

/// The exact change, with its undo. It is stored before anything is changed, so it is the undo record as well.
public struct Plan: Sendable, Hashable, Codable {
    public var action: ActionKind
    /// One sentence for people.
    public var summary: String
    /// The object whose fields change: mostly the target, sometimes the autoscaler that owns its replicas.
    public var object: ChangedObject
    /// Field by field. Each applies only where the field still holds `from`; with `from` equal to `to` it is a condition only.
    public var changes: [FieldChange]
    /// The pods to be evicted, for a restart.
    public var pods: [PodReference]?
    /// How many pods may be away at once, for a restart.
    public var maximumUnavailable: Int?
    /// How long the change is kept, for a scale.
    public var revertAfter: TimeSpan?
    /// Which release a rollback takes away: the hash of its pod template.
    public var rolledBackFrom: String?
    public var undo: Undo
    /// `sha256:` and 64 hexadecimal digits over all of the above, in canonical JSON.
    public var digest: String

    public init(
        action: ActionKind, summary: String, object: ChangedObject, changes: [FieldChange] = [],
        pods: [PodReference]? = nil, maximumUnavailable: Int? = nil, revertAfter: TimeSpan? = nil,
        rolledBackFrom: String? = nil, undo: Undo, digest: String = ""
    ) {
        self.action = action
        self.summary = summary
        self.object = object
        self.changes = changes
        self.pods = pods
        self.maximumUnavailable = maximumUnavailable
        self.revertAfter = revertAfter
        self.rolledBackFrom = rolledBackFrom
        self.undo = undo
        self.digest = digest
    }
}

public enum ActionKind: String, Sendable, Hashable, Codable, CaseIterable {
    case scale = "Scale"
    case restart = "Restart"
    case rollback = "Rollback"
}

public struct ChangedObject: Sendable, Hashable, Codable {
    public var apiVersion: String
    public var kind: String
    public var name: String
    public var uid: String
    /// `status` where the fields are the status subresource's; such a change cannot carry Evenkeel's mark.
    public var subresource: String?

    public init(apiVersion: String, kind: String, name: String, uid: String, subresource: String? = nil) {
        self.apiVersion = apiVersion
        self.kind = kind
        self.name = name
        self.uid = uid
        self.subresource = subresource
    }
}

/// One field, before and after.
public struct FieldChange: Sendable, Hashable, Codable {
    /// A JSON pointer.
    public var path: String
    /// Absent where the field did not exist.
    public var from: JSON?
    /// Absent where the field is removed.
    public var to: JSON?

    public init(path: String, from: JSON?, to: JSON?) {
        self.path = path
        self.from = from
        self.to = to
    }
}

public struct PodReference: Sendable, Hashable, Codable {
    public var name: String
    public var uid: String

    public init(name: String, uid: String) {
        self.name = name
        self.uid = uid
    }
}

/// How the change is undone: the same fields, in the other direction.
public struct Undo: Sendable, Hashable, Codable {
    public var summary: String
    public var precondition: Precondition?

    public init(summary: String, precondition: Precondition? = nil) {
        self.summary = summary
        self.precondition = precondition
    }

    public struct Precondition: Sendable, Hashable, Codable {
        /// Of the changed object when the plan was made.
        public var resourceVersion: String

        public init(resourceVersion: String) { self.resourceVersion = resourceVersion }
    }
}
