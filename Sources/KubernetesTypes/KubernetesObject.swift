public import JSONValue

/// Any object of the Kubernetes API, with its metadata at hand.
public struct KubernetesObject: Sendable, Hashable {
    public var json: JSON

    public init(_ json: JSON) { self.json = json }

    public var apiVersion: String { json["apiVersion"]?.stringValue ?? "" }
    public var kind: String { json["kind"]?.stringValue ?? "" }
    public var name: String { metadata("name") ?? "" }
    public var namespace: String? { metadata("namespace") }
    public var uid: String { metadata("uid") ?? "" }
    public var resourceVersion: String { metadata("resourceVersion") ?? "" }
    public var generation: Int { json.at("metadata", "generation")?.integerValue ?? 0 }
    public var creationTimestamp: Timestamp? { metadata("creationTimestamp").flatMap { Timestamp($0) } }
    public var isBeingDeleted: Bool { metadata("deletionTimestamp") != nil }
    public var key: ObjectKey { ObjectKey(namespace: namespace, name: name) }

    public var labels: [String: String] {
        get { json.at("metadata", "labels")?.stringDictionary ?? [:] }
        set { json.set(Self.members(newValue), at: "metadata", "labels") }
    }

    public var annotations: [String: String] {
        get { json.at("metadata", "annotations")?.stringDictionary ?? [:] }
        set { json.set(Self.members(newValue), at: "metadata", "annotations") }
    }

    public var ownerReferences: [OwnerReference] {
        json.at("metadata", "ownerReferences")?.arrayValue?.compactMap { OwnerReference($0) } ?? []
    }

    /// The owner that manages this object, of which there is at most one.
    public var controller: OwnerReference? { ownerReferences.first(where: \.isController) }

    /// Absent where there are none; a bare `nil` would be JSON's `null`.
    private static func members(_ values: [String: String]) -> JSON? { values.isEmpty ? Optional.none : JSON(values) }

    private func metadata(_ member: String) -> String? { json.at("metadata", member)?.stringValue }
}

public struct OwnerReference: Sendable, Hashable {
    public var apiVersion: String
    public var kind: String
    public var name: String
    public var uid: String
    public var isController: Bool

    public init?(_ json: JSON) {
        guard let kind = json["kind"]?.stringValue, let name = json["name"]?.stringValue,
            let uid = json["uid"]?.stringValue
        else { return nil }
        self.init(
            apiVersion: json["apiVersion"]?.stringValue ?? "", kind: kind, name: name, uid: uid,
            isController: json["controller"]?.boolValue ?? false)
    }

    public init(apiVersion: String, kind: String, name: String, uid: String, isController: Bool) {
        self.apiVersion = apiVersion
        self.kind = kind
        self.name = name
        self.uid = uid
        self.isController = isController
    }

    public var json: JSON {
        [
            "apiVersion": .string(apiVersion), "kind": .string(kind), "name": .string(name), "uid": .string(uid),
            "controller": .bool(isController), "blockOwnerDeletion": .bool(isController),
        ]
    }
}
