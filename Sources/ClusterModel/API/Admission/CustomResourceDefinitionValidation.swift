import JSONValue

/// What makes a CustomResourceDefinition usable: its names fit, its schemas are structural, its rules compile.
enum CustomResourceDefinitionValidation {
    static func causes(_ crd: JSON, old: JSON?) -> [StatusCause] {
        nameCauses(crd) + versionCauses(crd) + immutabilityCauses(crd, old: old)
    }

    private static func nameCauses(_ crd: JSON) -> [StatusCause] {
        var causes: [StatusCause] = []
        let group = crd.at("spec", "group")?.stringValue ?? ""
        let plural = crd.at("spec", "names", "plural")?.stringValue ?? ""
        for (field, value) in [
            ("spec.group", group), ("spec.names.plural", plural),
            ("spec.names.kind", crd.at("spec", "names", "kind")?.stringValue ?? ""),
            ("spec.scope", crd.at("spec", "scope")?.stringValue ?? ""),
        ] where value.isEmpty { causes.append(.required(field)) }
        let name = crd.at("metadata", "name")?.stringValue ?? ""
        if causes.isEmpty, name != "\(plural).\(group)" {
            causes.append(
                .invalid("metadata.name", .string(name), "must be spec.names.plural+\".\"+spec.group"))
        }
        if let scope = crd.at("spec", "scope"), scope != "Namespaced", scope != "Cluster" {
            causes.append(.notSupported("spec.scope", scope, supported: ["Cluster", "Namespaced"]))
        }
        return causes
    }

    private static func versionCauses(_ crd: JSON) -> [StatusCause] {
        let versions = crd.at("spec", "versions")?.arrayValue ?? []
        guard !versions.isEmpty else { return [.required("spec.versions")] }
        var causes: [StatusCause] = []
        if versions.count(where: { $0["storage"]?.boolValue == true }) != 1 {
            causes.append(
                .invalidValue(
                    "spec.versions", .array(versions.map { $0["name"] ?? .null }),
                    "must have exactly one version marked as storage version"))
        }
        for (index, version) in versions.enumerated() {
            let field = "spec.versions[\(index)]"
            causes += schemaCauses(version, "\(field).schema.openAPIV3Schema")
            causes += columnCauses(version, "\(field).additionalPrinterColumns")
        }
        return causes
    }

    private static func schemaCauses(_ version: JSON, _ field: String) -> [StatusCause] {
        guard let json = version.at("schema", "openAPIV3Schema") else {
            return [.required(field, "schemas are required")]
        }
        var reader = StructuralSchema()
        let schema = reader.node(json, field: field, isRoot: true)
        let ruleCauses = reader.causes.isEmpty ? schema.ruleCauses(field: field) : []
        return reader.causes + ruleCauses + defaultCauses(schema, field)
    }

    /// A default must be valid itself.
    private static func defaultCauses(_ schema: SchemaNode, _ field: String) -> [StatusCause] {
        var causes: [StatusCause] = []
        if let value = schema.defaultValue {
            var completed = value
            SchemaDefaults.apply(to: &completed, schema)
            if let mistake = SchemaValidator.causes(completed, schema).first {
                causes.append(.invalidValue("\(field).default", value, mistake.message))
            }
        }
        for (name, child) in schema.properties.sorted(by: { $0.key < $1.key }) {
            causes += defaultCauses(child, "\(field).properties[\(name)]")
        }
        if let items = schema.items { causes += defaultCauses(items, "\(field).items") }
        return causes
    }

    private static func columnCauses(_ version: JSON, _ field: String) -> [StatusCause] {
        (version["additionalPrinterColumns"]?.arrayValue ?? []).enumerated().compactMap { index, column in
            let path = column["jsonPath"]?.stringValue ?? ""
            guard JSONPath(path) == nil else { return nil }
            return .invalid(
                "\(field)[\(index)].jsonPath", .string(path), "must be a simple json path such as .spec.name")
        }
    }

    private static func immutabilityCauses(_ crd: JSON, old: JSON?) -> [StatusCause] {
        guard let old else { return [] }
        return [["group"], ["names", "plural"], ["names", "kind"], ["scope"]].compactMap { path in
            let now = crd.at(["spec"] + path)
            guard now != old.at(["spec"] + path) else { return nil }
            return .invalid("spec.\(path.joined(separator: "."))", now ?? .null, "field is immutable")
        }
    }
}
