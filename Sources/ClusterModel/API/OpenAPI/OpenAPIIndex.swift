import JSONValue
import KubernetesTypes

/// Where the OpenAPI v3 document of each group version is. The address changes with its content, so that clients may
/// keep what they have read.
struct OpenAPIIndex {
    let definitions: [ResourceDefinition]
    let store: ObjectStore

    var json: JSON {
        var paths: JSONObject = [:]
        for definition in definitions {
            let place = Self.place(of: definition)
            guard paths[place] == nil else { continue }
            paths[place] = ["serverRelativeURL": .string("/openapi/v3/\(place)?hash=\(hash(definition))")]
        }
        return ["paths": .object(paths)]
    }

    static func place(of definition: ResourceDefinition) -> String {
        definition.type.group.isEmpty
            ? "api/\(definition.type.version)" : "apis/\(definition.type.group)/\(definition.type.version)"
    }

    /// Built-in documents never change; those of a custom group do with any of its definitions.
    private func hash(_ definition: ResourceDefinition) -> String {
        guard definition.custom != nil else { return "builtin-1" }
        let crds = store.list(.customResourceDefinitions).filter {
            $0.json.at("spec", "group")?.stringValue == definition.type.group
        }
        return crds.map { "\($0.uid.prefix(8))-\($0.generation)" }.joined(separator: "-")
    }
}
