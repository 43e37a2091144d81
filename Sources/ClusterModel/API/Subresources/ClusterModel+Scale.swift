import JSONValue
import KubernetesTypes

/// The `scale` subresource: one view on the replica counts of many kinds.
extension ClusterModel {
    func scale(_ context: RequestContext) throws(Status) -> JSON {
        let object = Conversion.present(try stored(context).json, as: context.definition)
        return Self.scale(of: object, context.definition)
    }

    private static func scale(of object: JSON, _ definition: ResourceDefinition) -> JSON {
        let paths = ScalePaths(definition)
        var metadata: JSON = [:]
        for member in ["name", "namespace", "uid", "resourceVersion", "creationTimestamp"] {
            metadata[member] = object.at("metadata", member)
        }
        var spec: JSON = [:]
        let replicas = object.at(paths.spec)?.integerValue ?? 0
        if replicas != 0 { spec["replicas"] = JSON(replicas) }
        var status: JSON = ["replicas": object.at(paths.status) ?? 0]
        status["selector"] = paths.selector(object).map(JSON.string)
        return [
            "kind": "Scale", "apiVersion": "autoscaling/v1", "metadata": metadata, "spec": spec, "status": status,
        ]
    }

    mutating func changeScale(_ context: RequestContext) throws(Status) -> APIResponse {
        let old = try stored(context)
        let presented = Conversion.present(old.json, as: context.definition)
        let current = Self.scale(of: presented, context.definition)
        let requested: JSON
        if context.request.method == "PUT" {
            requested = try context.decodedBody(as: "autoscaling.v1.Scale")
        } else {
            requested = try Self.patched(
                current, context, schema: SchemaNode(kind: .object, reference: "autoscaling.v1.Scale"))
        }
        let version = requested.at("metadata", "resourceVersion")?.stringValue ?? ""
        guard version.isEmpty || version == old.resourceVersion else {
            throw .modified(context.resource, name: old.name)
        }
        let replicas = requested.at("spec", "replicas")?.integerValue ?? 0
        guard replicas >= 0 else {
            throw Status.invalid(
                ResourceType(group: "autoscaling", version: "v1", kind: "Scale", plural: "scales"), name: old.name,
                causes: [.invalid("spec.replicas", JSON(replicas), "must be greater than or equal to 0")])
        }
        var object = presented
        object.set(JSON(replicas), at: ScalePaths(context.definition).spec[...])
        let updated = try change(old, to: object, context, part: .main)
        return .json(200, Self.scale(of: Conversion.present(updated.json, as: context.definition), context.definition))
    }
}

/// Where a kind keeps its replica counts.
private struct ScalePaths {
    let spec: [String]
    let status: [String]
    private let labelSelector: [String]?
    private let isCustom: Bool

    init(_ definition: ResourceDefinition) {
        func members(_ path: String) -> [String] { path.split(separator: ".").map(String.init) }
        isCustom = definition.custom != nil
        spec = members(definition.custom?.scale?.specReplicas ?? ".spec.replicas")
        status = members(definition.custom?.scale?.statusReplicas ?? ".status.replicas")
        labelSelector = isCustom ? definition.custom?.scale?.labelSelector.map(members) : ["spec", "selector"]
    }

    /// The text form of the selector, which autoscalers read.
    func selector(_ object: JSON) -> String? {
        guard let json = labelSelector.flatMap({ object.at($0) }) else { return nil }
        if isCustom { return json.stringValue }
        return LabelSelector(json: json).description
    }
}
