import KubernetesTypes

extension ClusterModel {
    /// The definition that a path names; `nil` where the API does not serve it.
    mutating func definition(group: String, version: String, plural: String) -> ResourceDefinition? {
        if let builtin = BuiltinResources.definition(group: group, version: version, plural: plural) { return builtin }
        guard !group.isEmpty else { return nil }
        return customResources.definitions(named: "\(plural).\(group)", in: store)
            .first { $0.type.version == version }
    }

    mutating func allDefinitions() -> [ResourceDefinition] { BuiltinResources.all + customResources.all(in: store) }

    /// The definition of a kind, for owner references and scale targets.
    mutating func definition(apiVersion: String, kind: String) -> ResourceDefinition? {
        allDefinitions().first { $0.groupVersion == apiVersion && $0.type.kind == kind }
    }
}
