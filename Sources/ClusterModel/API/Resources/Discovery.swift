import JSONValue
import KubernetesTypes

/// What the API serves, in the form of one request per version and in the aggregated form.
struct Discovery {
    let definitions: [ResourceDefinition]

    /// Groups in the order of their names; custom ones come last.
    private var groups: [String] {
        var seen: Set<String> = [""]
        return definitions.map(\.type.group).filter { seen.insert($0).inserted }
    }

    private func versions(of group: String) -> [String] {
        var seen: Set<String> = []
        return definitions.filter { $0.type.group == group }.map(\.type.version).filter { seen.insert($0).inserted }
    }

    private func resources(_ group: String, _ version: String) -> [ResourceDefinition] {
        definitions.filter { $0.type.group == group && $0.type.version == version }
    }

    // MARK: One by one

    static let coreVersions: JSON = [
        "kind": "APIVersions", "versions": ["v1"],
        "serverAddressByClientCIDRs": [["clientCIDR": "0.0.0.0/0", "serverAddress": "127.0.0.1"]],
    ]

    var groupList: JSON {
        ["kind": "APIGroupList", "apiVersion": "v1", "groups": .array(groups.map(groupBody))]
    }

    func group(_ name: String) -> JSON? {
        guard groups.contains(name) else { return nil }
        var group = groupBody(name)
        group["kind"] = "APIGroup"
        group["apiVersion"] = "v1"
        return group
    }

    private func groupBody(_ name: String) -> JSON {
        let versions: [JSON] = versions(of: name).map { version in
            ["groupVersion": .string("\(name)/\(version)"), "version": .string(version)]
        }
        return ["name": .string(name), "versions": .array(versions), "preferredVersion": versions.first ?? .null]
    }

    func resourceList(_ group: String, _ version: String) -> JSON? {
        let found = resources(group, version)
        guard !found.isEmpty else { return nil }
        return [
            "kind": "APIResourceList", "apiVersion": "v1",
            "groupVersion": .string(group.isEmpty ? version : "\(group)/\(version)"),
            "resources": .array(found.flatMap(resourceEntries)),
        ]
    }

    private func resourceEntries(_ definition: ResourceDefinition) -> [JSON] {
        var main: JSON = [
            "name": .string(definition.type.plural), "singularName": .string(definition.singular),
            "namespaced": .bool(definition.type.isNamespaced), "kind": .string(definition.type.kind),
            "verbs": Self.strings(definition.verbs),
        ]
        if !definition.shortNames.isEmpty { main["shortNames"] = Self.strings(definition.shortNames) }
        if !definition.categories.isEmpty { main["categories"] = Self.strings(definition.categories) }
        return [main]
            + definition.subresources.map { subresource in
                let kind = Self.kind(of: subresource, definition)
                var entry: JSON = [
                    "name": .string("\(definition.type.plural)/\(subresource.rawValue)"), "singularName": "",
                    "namespaced": .bool(definition.type.isNamespaced), "kind": .string(kind.kind),
                    "verbs": Self.strings(Self.verbs(of: subresource)),
                ]
                if kind.group != definition.type.group {
                    entry["group"] = .string(kind.group)
                    entry["version"] = .string(kind.version)
                }
                return entry
            }
    }

    // MARK: Aggregated

    func aggregated(core: Bool) -> JSON {
        let items: [JSON] = (core ? [""] : groups).map { group in
            let versions: [JSON] = versions(of: group).map { version in
                [
                    "version": .string(version), "freshness": "Current",
                    "resources": .array(resources(group, version).map(aggregatedResource)),
                ]
            }
            return [
                "metadata": group.isEmpty ? [:] : ["name": .string(group)], "versions": .array(versions),
            ]
        }
        return [
            "kind": "APIGroupDiscoveryList", "apiVersion": "apidiscovery.k8s.io/v2", "metadata": [:],
            "items": .array(items),
        ]
    }

    private func aggregatedResource(_ definition: ResourceDefinition) -> JSON {
        var entry: JSON = [
            "resource": .string(definition.type.plural), "singularResource": .string(definition.singular),
            "responseKind": Self.responseKind(definition.type.group, definition.type.version, definition.type.kind),
            "scope": .string(definition.type.isNamespaced ? "Namespaced" : "Cluster"),
            "verbs": Self.strings(definition.verbs),
        ]
        if !definition.shortNames.isEmpty { entry["shortNames"] = Self.strings(definition.shortNames) }
        if !definition.categories.isEmpty { entry["categories"] = Self.strings(definition.categories) }
        guard !definition.subresources.isEmpty else { return entry }
        entry["subresources"] = .array(
            definition.subresources.map { subresource in
                let kind = Self.kind(of: subresource, definition)
                return [
                    "subresource": .string(subresource.rawValue),
                    "responseKind": Self.responseKind(kind.group, kind.version, kind.kind),
                    "verbs": Self.strings(Self.verbs(of: subresource)),
                ]
            })
        return entry
    }

    private static func responseKind(_ group: String, _ version: String, _ kind: String) -> JSON {
        ["group": .string(group), "version": .string(version), "kind": .string(kind)]
    }

    private static func kind(
        of subresource: ResourceDefinition.Subresource, _ definition: ResourceDefinition
    ) -> (group: String, version: String, kind: String) {
        switch subresource {
        case .scale: ("autoscaling", "v1", "Scale")
        case .eviction: ("policy", "v1", "Eviction")
        case .token: ("authentication.k8s.io", "v1", "TokenRequest")
        case .status, .finalize: (definition.type.group, definition.type.version, definition.type.kind)
        }
    }

    private static func verbs(of subresource: ResourceDefinition.Subresource) -> [String] {
        switch subresource {
        case .scale, .status: ["get", "patch", "update"]
        case .eviction, .token: ["create"]
        case .finalize: ["update"]
        }
    }

    private static func strings(_ values: [String]) -> JSON { .array(values.map(JSON.string)) }
}
