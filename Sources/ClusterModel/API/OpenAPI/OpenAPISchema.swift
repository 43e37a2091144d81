import JSONValue
import KubernetesTypes

/// A node of a schema as OpenAPI writes it.
enum OpenAPISchema {
    static func reference(_ name: String) -> JSON {
        ["$ref": .string("#/components/schemas/\(publicName(name))")]
    }

    /// `apps.v1.Deployment` is published as `io.k8s.api.apps.v1.Deployment`.
    static func publicName(_ name: String) -> String {
        if name.hasPrefix("meta.") { return "io.k8s.apimachinery.pkg.apis.\(name)" }
        if name.hasPrefix("apiextensions.") { return "io.k8s.apiextensions-apiserver.pkg.apis.\(name)" }
        return "io.k8s.api.\(name)"
    }

    /// `evenkeel.dev` is published backwards: `dev.evenkeel.v1alpha1.Remediation`.
    static func customName(_ type: ResourceType) -> String {
        (type.group.split(separator: ".").reversed().map(String.init) + [type.version, type.kind])
            .joined(separator: ".")
    }

    static func json(_ node: SchemaNode) -> JSON {
        if let reference = node.reference { return self.reference(reference) }
        var json: JSON = [:]
        if node.kind != .any { json["type"] = .string(node.kind.rawValue) }
        if let format = node.format { json["format"] = .string(format == "micro-time" ? "date-time" : format) }
        if node.isIntOrString {
            json = ["oneOf": [["type": "string"], ["type": node.format == "quantity" ? "number" : "integer"]]]
        }
        if !node.properties.isEmpty { json["properties"] = .object(JSONObject(node.properties.mapValues(self.json))) }
        if !node.required.isEmpty { json["required"] = .array(node.required.sorted().map(JSON.string)) }
        if let items = node.items { json["items"] = self.json(items) }
        if let values = node.additionalProperties { json["additionalProperties"] = self.json(values) }
        addMerging(node, to: &json)
        return json
    }

    private static func addMerging(_ node: SchemaNode, to json: inout JSON) {
        switch node.listType {
        case .atomic?: json["x-kubernetes-list-type"] = "atomic"
        case .set?: json["x-kubernetes-list-type"] = "set"
        case .map(let keys)?:
            json["x-kubernetes-list-type"] = "map"
            json["x-kubernetes-list-map-keys"] = .array(keys.map(JSON.string))
        case nil: break
        }
        if node.isAtomicMap { json["x-kubernetes-map-type"] = "atomic" }
        guard let strategy = node.patchStrategy else { return }
        let words = [strategy.merges ? "merge" : nil, strategy.retainsKeys ? "retainKeys" : nil].compactMap { $0 }
        json["x-kubernetes-patch-strategy"] = .string(words.joined(separator: ","))
        if let key = strategy.mergeKey { json["x-kubernetes-patch-merge-key"] = .string(key) }
    }

    static let apiVersion =
        "APIVersion defines the versioned schema of this representation of an object. Servers should convert recognized "
        + "schemas to the latest internal value, and may reject unrecognized values. More info: "
        + "https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#resources"

    static let kind =
        "Kind is a string value representing the REST resource this object represents. Servers may infer this from the "
        + "endpoint the client submits requests to. Cannot be updated. In CamelCase. More info: "
        + "https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#types-kinds"
}
