public import JSONValue

/// A plan is stored before the change is sent, so that it is the record for the undo as well.
public struct Plan: Sendable, Hashable, Codable {
    public var action: ActionName
    public var summary: String
    public var object: ChangedObject
    public var changes: [FieldChange]
    public var pods: [PodReference]?
    public var maximumUnavailable: Int?
    public var revertAfter: TimeSpan?
    public var rolledBackFrom: String?
    public var undo: Undo
    public var digest: String

    public init(
        action: ActionName, summary: String, object: ChangedObject, changes: [FieldChange] = [],
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

extension Plan {
    /// Whether the plan changes something that can be undone.
    public var isReversible: Bool { !changes.isEmpty && action.traits.isReversible }
}

public struct ChangedObject: Sendable, Hashable, Codable {
    public var apiVersion: String
    public var kind: String
    public var name: String
    public var uid: String
    /// A change of the status subresource cannot set the annotation `evenkeel.dev/last-remediation`.
    public var subresource: String?

    public init(apiVersion: String, kind: String, name: String, uid: String, subresource: String? = nil) {
        self.apiVersion = apiVersion
        self.kind = kind
        self.name = name
        self.uid = uid
        self.subresource = subresource
    }
}

public struct FieldChange: Sendable, Hashable, Codable {
    public var path: String
    public var from: JSON?
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

public struct Undo: Sendable, Hashable, Codable {
    public var summary: String
    public var precondition: Precondition?

    public init(summary: String, precondition: Precondition? = nil) {
        self.summary = summary
        self.precondition = precondition
    }

    public struct Precondition: Sendable, Hashable, Codable {
        public var resourceVersion: String

        public init(resourceVersion: String) { self.resourceVersion = resourceVersion }
    }
}
