public import JSONValue
public import KubernetesTypes

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
