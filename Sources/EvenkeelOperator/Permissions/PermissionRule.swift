public import JSONValue
import KubernetesTypes

/// One rule of RBAC: verbs on resources of a group.
public struct PermissionRule: Sendable, Hashable {
    /// Empty for the core group.
    public var group: String
    /// In the plural, with the subresource: `pods/eviction`.
    public var resources: [String]
    public var verbs: [String]
    /// The names of the objects; empty means all of them.
    public var names: [String]

    public init(group: String, resources: [String], verbs: [String], names: [String] = []) {
        self.group = group
        self.resources = resources
        self.verbs = verbs
        self.names = names
    }

    static let read = ["get", "list", "watch"]

    static func reading(_ types: ResourceType...) -> PermissionRule {
        on(types, read)
    }

    static func on(_ type: ResourceType, _ subresource: String?, _ verbs: [String]) -> PermissionRule {
        PermissionRule(
            group: type.group, resources: [type.plural + (subresource.map { "/" + $0 } ?? "")], verbs: verbs)
    }

    static func on(_ type: ResourceType, _ verbs: [String]) -> PermissionRule { on(type, nil, verbs) }

    static func on(_ types: [ResourceType], _ verbs: [String]) -> PermissionRule {
        PermissionRule(group: types.first?.group ?? "", resources: types.map(\.plural), verbs: verbs)
    }

    func named(_ names: String...) -> PermissionRule {
        var copy = self
        copy.names = names
        return copy
    }

    /// As a Role or ClusterRole holds it.
    public var json: JSON {
        var json: JSON = [
            "apiGroups": [.string(group)], "resources": .array(resources.map(JSON.string)),
        ]
        if !names.isEmpty { json["resourceNames"] = .array(names.map(JSON.string)) }
        json["verbs"] = .array(verbs.map(JSON.string))
        return json
    }

    /// Whether the rule allows a request.
    public func allows(_ request: PermissionRequest) -> Bool {
        group == request.group && resources.contains(request.resource) && verbs.contains(request.verb)
            && (names.isEmpty || request.name.map(names.contains) ?? false)
    }
}

/// One request as an authorizer sees it.
public struct PermissionRequest: Sendable, Hashable {
    public var verb: String
    public var group: String
    /// With the subresource: `pods/eviction`.
    public var resource: String
    /// `nil` asks about the whole kind.
    public var namespace: String?
    public var name: String?

    public init(verb: String, group: String, resource: String, namespace: String? = nil, name: String? = nil) {
        self.verb = verb
        self.group = group
        self.resource = resource
        self.namespace = namespace
        self.name = name
    }

    /// `deployments.apps`, `pods/eviction`, `rollouts.argoproj.io/status`: as kubectl takes it.
    public var qualifiedResource: String {
        guard !group.isEmpty else { return resource }
        let parts = resource.split(separator: "/", maxSplits: 1)
        return "\(parts[0]).\(group)" + (parts.count > 1 ? "/\(parts[1])" : "")
    }
}
