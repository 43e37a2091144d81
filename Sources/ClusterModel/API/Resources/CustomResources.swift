import JSONValue
import KubernetesTypes

/// The resources that CustomResourceDefinitions define, compiled once per generation of each.
struct CustomResources: Sendable {
    private struct Compiled: Sendable {
        var uid: String
        var generation: Int
        var definitions: [ResourceDefinition]
    }

    private var compiled: [String: Compiled] = [:]

    /// The served versions of the resource `plural.group`.
    mutating func definitions(named name: String, in store: ObjectStore) -> [ResourceDefinition] {
        guard let crd = store.get(.customResourceDefinitions, ObjectKey(name: name)) else {
            compiled[name] = nil
            return []
        }
        if let known = compiled[name], known.uid == crd.uid, known.generation == crd.generation {
            return known.definitions
        }
        let definitions = Self.compile(crd.json)
        compiled[name] = Compiled(uid: crd.uid, generation: crd.generation, definitions: definitions)
        return definitions
    }

    /// The definition that a path names, built-in or custom; `nil` if the API does not serve it.
    mutating func definition(of path: ResourcePath, in store: ObjectStore) -> ResourceDefinition? {
        let builtin = BuiltinResources.definition(group: path.group, version: path.version, plural: path.plural)
        if builtin != nil || path.group.isEmpty { return builtin }
        return definitions(named: "\(path.plural).\(path.group)", in: store)
            .first { $0.type.version == path.version }
    }

    /// Every custom resource, in the order of the CRDs' names.
    mutating func all(in store: ObjectStore) -> [ResourceDefinition] {
        var all: [ResourceDefinition] = []
        for crd in store.list(.customResourceDefinitions) { all += definitions(named: crd.name, in: store) }
        return all
    }

    /// Deletes the objects of a CustomResourceDefinition. Objects with finalizers keep the definition until they are gone.
    mutating func removeInstances(
        of crd: KubernetesObject, from store: inout ObjectStore, now: Timestamp
    ) throws(Status) {
        guard let resource = definitions(named: crd.name, in: store).first?.storageType else { return }
        for object in store.list(resource) { try store.delete(resource, object.key, now: now) }
        guard store.count(resource) > 0, var held = store.get(.customResourceDefinitions, crd.key) else { return }
        let finalizer: JSON = "customresourcecleanup.apiextensions.k8s.io"
        let finalizers = held.json.at("metadata", "finalizers")?.arrayValue ?? []
        guard !finalizers.contains(finalizer) else { return }
        held.json.set(.array(finalizers + [finalizer]), at: "metadata", "finalizers")
        try store.update(.customResourceDefinitions, held, now: now)
    }

    private static func compile(_ crd: JSON) -> [ResourceDefinition] {
        let versions = crd.at("spec", "versions")?.arrayValue ?? []
        guard let storage = versions.first(where: { $0["storage"]?.boolValue == true }) ?? versions.first else {
            return []
        }
        return versions.filter { $0["served"]?.boolValue != false }.map { version in
            definition(crd, version, storageVersion: storage["name"]?.stringValue ?? "")
        }
    }

    private static func definition(_ crd: JSON, _ version: JSON, storageVersion: String) -> ResourceDefinition {
        let names = crd.at("spec", "names") ?? [:]
        let kind = names["kind"]?.stringValue ?? ""
        var type = ResourceType(
            group: crd.at("spec", "group")?.stringValue ?? "", version: version["name"]?.stringValue ?? "", kind: kind,
            plural: names["plural"]?.stringValue ?? "",
            isNamespaced: crd.at("spec", "scope")?.stringValue == "Namespaced")
        let served = type
        type.version = storageVersion
        var subresources: [ResourceDefinition.Subresource] = []
        if version.at("subresources", "scale") != nil { subresources.append(.scale) }
        if version.at("subresources", "status") != nil { subresources.append(.status) }
        var reader = StructuralSchema()
        let schema = version.at("schema", "openAPIV3Schema").map { reader.node($0, field: "", isRoot: true) }
        return ResourceDefinition(
            type: served, singular: names["singular"]?.stringValue ?? kind.lowercased(),
            listKind: names["listKind"]?.stringValue ?? "\(kind)List", shortNames: strings(names["shortNames"]),
            categories: strings(names["categories"]), subresources: subresources, schema: schema ?? .anything,
            storageType: type, custom: custom(version), selectableFields: selectableFields(version))
    }

    private static func strings(_ json: JSON?) -> [String] { json?.arrayValue?.compactMap(\.stringValue) ?? [] }

    private static func selectableFields(_ version: JSON) -> [String] {
        (version["selectableFields"]?.arrayValue ?? []).compactMap { $0["jsonPath"]?.stringValue }
            .map { String($0.drop { $0 == "." }) }
    }

    private static func custom(_ version: JSON) -> CustomResource {
        CustomResource(
            printerColumns: (version["additionalPrinterColumns"]?.arrayValue ?? []).compactMap(column),
            scale: version.at("subresources", "scale").map { scale in
                CustomResource.ScalePaths(
                    specReplicas: scale["specReplicasPath"]?.stringValue ?? ".spec.replicas",
                    statusReplicas: scale["statusReplicasPath"]?.stringValue ?? ".status.replicas",
                    labelSelector: scale["labelSelectorPath"]?.stringValue)
            }, isDeprecated: version["deprecated"]?.boolValue ?? false,
            deprecationWarning: version["deprecationWarning"]?.stringValue)
    }

    private static func column(_ json: JSON) -> PrinterColumn? {
        guard let text = json["jsonPath"]?.stringValue, let path = JSONPath(text) else { return nil }
        return PrinterColumn(
            name: json["name"]?.stringValue ?? "", type: json["type"]?.stringValue ?? "string",
            format: json["format"]?.stringValue ?? "",
            description: json["description"]?.stringValue
                ?? "Custom resource definition column (in JSONPath format): \(text)",
            priority: json["priority"]?.integerValue ?? 0, path: path)
    }
}
