import JSONValue
import KubernetesTypes

/// The OpenAPI v3 document of one group version: as much as kubectl reads to explain fields and to know which
/// parameters a request may carry.
struct OpenAPIDocument {
    let definitions: [ResourceDefinition]

    var json: JSON {
        var paths: JSONObject = [:]
        for definition in definitions { addPaths(of: definition, to: &paths) }
        return [
            "openapi": "3.0.0", "info": ["title": "Kubernetes", "version": .string("v1.33.0")],
            "paths": .object(paths), "components": ["schemas": .object(schemas)],
        ]
    }

    private func addPaths(of definition: ResourceDefinition, to paths: inout JSONObject) {
        let type = definition.type
        let collection = type.path(namespace: "{namespace}")
        let verbs = definition.verbs
        func operations(_ pairs: [(verb: String, method: String)]) -> JSON {
            let present = pairs.filter { verbs.contains($0.verb) }
            return .object(JSONObject(present.map { ($0.method, operation($0.verb, definition)) }))
        }
        paths[collection] = operations([("list", "get"), ("create", "post"), ("deletecollection", "delete")])
        if type.isNamespaced { paths[type.path(namespace: nil)] = operations([("list", "get")]) }
        guard definition.isStored else { return }
        paths["\(collection)/{name}"] = operations(
            [("get", "get"), ("update", "put"), ("patch", "patch"), ("delete", "delete")])
        if definition.hasStatus {
            paths["\(collection)/{name}/status"] = operations([("get", "get"), ("update", "put"), ("patch", "patch")])
        }
    }

    private func operation(_ verb: String, _ definition: ResourceDefinition) -> JSON {
        let parameters =
            switch verb {
            case "patch": ["dryRun", "fieldManager", "fieldValidation", "force"]
            case "create", "update": ["dryRun", "fieldManager", "fieldValidation"]
            case "delete", "deletecollection": ["dryRun"]
            default: [String]()
            }
        let type = definition.type
        return [
            "operationId": .string("\(verb)\(type.kind)"), "x-kubernetes-action": .string(verb),
            "x-kubernetes-group-version-kind": Self.groupVersionKind(type),
            "parameters": .array(
                parameters.map { name in
                    ["name": .string(name), "in": "query", "schema": ["type": "string", "uniqueItems": true]]
                }),
            "responses": ["200": ["description": "OK"]],
        ]
    }

    private static func groupVersionKind(_ type: ResourceType) -> JSON {
        ["group": .string(type.group), "version": .string(type.version), "kind": .string(type.kind)]
    }

    // MARK: Schemas

    private var schemas: JSONObject {
        var schemas: JSONObject = [:]
        var builtin: Set<String> = BuiltinSchemas.closure(of: "meta.v1.ObjectMeta")
        for definition in definitions {
            if definition.custom != nil {
                schemas[OpenAPISchema.customName(definition.type)] = customSchema(definition)
            } else {
                builtin.formUnion(BuiltinSchemas.closure(of: definition.schemaName))
            }
        }
        for name in builtin {
            guard let node = BuiltinSchemas.definition(name) else { continue }
            schemas[OpenAPISchema.publicName(name)] = OpenAPISchema.json(node)
        }
        for definition in definitions where definition.custom == nil {
            let name = OpenAPISchema.publicName(definition.schemaName)
            schemas[name]?["x-kubernetes-group-version-kind"] = [Self.groupVersionKind(definition.type)]
        }
        return schemas
    }

    private func customSchema(_ definition: ResourceDefinition) -> JSON {
        var schema = definition.schema.source ?? ["type": "object"]
        schema.set(
            ["type": "string", "description": .string(OpenAPISchema.apiVersion)], at: "properties", "apiVersion")
        schema.set(["type": "string", "description": .string(OpenAPISchema.kind)], at: "properties", "kind")
        schema.set(
            [
                "description":
                    "Standard object's metadata. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata",
                "allOf": [OpenAPISchema.reference("meta.v1.ObjectMeta")],
            ], at: "properties", "metadata")
        schema["x-kubernetes-group-version-kind"] = [Self.groupVersionKind(definition.type)]
        return schema
    }
}

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
