/// The part of `metav1.ObjectMeta` that typed resources use.
public struct ObjectMeta: Sendable, Hashable, Codable {
    public var name: String?
    public var generateName: String?
    public var namespace: String?
    public var uid: String?
    public var resourceVersion: String?
    public var generation: Int?
    public var creationTimestamp: Timestamp?
    public var deletionTimestamp: Timestamp?
    public var labels: [String: String]?
    public var annotations: [String: String]?
    public var ownerReferences: [OwnerReference]?
    public var finalizers: [String]?

    public init(name: String, namespace: String? = nil) {
        self.name = name
        self.namespace = namespace
    }
}

extension ObjectMeta {
    /// Whether the other is a later version of the same object. Resource versions are compared as numbers, as clients may
    /// since Kubernetes 1.35; where they are none, this counts as the newer one.
    public func isOlder(than other: ObjectMeta?) -> Bool {
        guard let other, other.uid == uid, let mine = resourceVersion.flatMap({ UInt64($0) }),
            let others = other.resourceVersion.flatMap({ UInt64($0) })
        else { return false }
        return mine < others
    }
}

extension OwnerReference: Codable {
    private enum CodingKeys: String, CodingKey {
        case apiVersion, kind, name, uid, isController = "controller", blockOwnerDeletion
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            apiVersion: try container.decode(String.self, forKey: .apiVersion),
            kind: try container.decode(String.self, forKey: .kind),
            name: try container.decode(String.self, forKey: .name),
            uid: try container.decode(String.self, forKey: .uid),
            isController: try container.decodeIfPresent(Bool.self, forKey: .isController) ?? false)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(apiVersion, forKey: .apiVersion)
        try container.encode(kind, forKey: .kind)
        try container.encode(name, forKey: .name)
        try container.encode(uid, forKey: .uid)
        try container.encode(isController, forKey: .isController)
        try container.encode(isController, forKey: .blockOwnerDeletion)
    }
}
