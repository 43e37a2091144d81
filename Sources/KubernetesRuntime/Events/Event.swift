public import JSONValue
public import KubernetesTypes

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

/// `v1.ObjectReference`: one object, as other objects name it.
public struct ObjectReference: Sendable, Hashable {
    public var apiVersion: String
    public var kind: String
    /// `nil` for cluster-wide kinds.
    public var namespace: String?
    public var name: String
    public var uid: String?

    public init(apiVersion: String, kind: String, namespace: String?, name: String, uid: String? = nil) {
        self.apiVersion = apiVersion
        self.kind = kind
        self.namespace = namespace
        self.name = name
        self.uid = uid
    }

    public init(_ object: KubernetesObject) {
        self.init(
            apiVersion: object.apiVersion, kind: object.kind, namespace: object.namespace, name: object.name,
            uid: object.uid.isEmpty ? nil : object.uid)
    }

    public init(_ type: ResourceType, _ key: ObjectKey, uid: String? = nil) {
        self.init(
            apiVersion: type.apiVersion, kind: type.kind, namespace: type.isNamespaced ? key.namespace : nil,
            name: key.name, uid: uid)
    }

    public var json: JSON {
        var json: JSON = ["apiVersion": .string(apiVersion), "kind": .string(kind), "name": .string(name)]
        json["namespace"] = namespace.map(JSON.string)
        json["uid"] = uid.map(JSON.string)
        return json
    }
}
