public import JSONValue
import KubernetesTypes

/// The CustomResourceDefinitions of Evenkeel's resources, generated from their Swift types.
public enum CustomResourceDefinitions {
    /// All four, as `apiextensions.k8s.io/v1` objects, in the order of their names.
    ///
    /// - Throws: `SchemaProblem` if a type and its documentation do not agree.
    public static func all() throws(SchemaProblem) -> [JSON] {
        [
            try definition(of: Guardrail.self, PrinterColumns.guardrail),
            try definition(of: MetricSource.self, PrinterColumns.metricSource),
            try definition(of: RemediationPolicy.self, PrinterColumns.remediationPolicy),
            try definition(of: Remediation.self, PrinterColumns.remediation),
        ]
    }

    /// The name of the file in `Manifests/crds` that holds the definition, such as `guardrails.yaml`.
    public static func fileName(of definition: JSON) -> String {
        (definition.at("spec", "names", "plural")?.stringValue ?? "unknown") + ".yaml"
    }

    static func definition<Resource: EvenkeelResource & Summarised>(
        of type: Resource.Type, _ columns: [PrinterColumn]
    ) throws(SchemaProblem) -> JSON {
        let resource = Resource.resourceType
        return [
            "apiVersion": .string(ResourceType.customResourceDefinitions.apiVersion),
            "kind": .string(ResourceType.customResourceDefinitions.kind),
            "metadata": ["name": .string(resource.qualifiedName)],
            "spec": [
                "group": .string(resource.group),
                "names": names(of: type),
                "scope": resource.isNamespaced ? "Namespaced" : "Cluster",
                "versions": [try version(of: type, columns)],
            ],
        ]
    }

    private static func names<Resource: EvenkeelResource>(of type: Resource.Type) -> JSON {
        let resource = Resource.resourceType
        return [
            "kind": .string(resource.kind), "listKind": .string(resource.kind + "List"),
            "plural": .string(resource.plural), "singular": .string(resource.kind.lowercased()),
            "shortNames": [.string(Resource.shortName)], "categories": ["evenkeel"],
        ]
    }

    private static func version<Resource: EvenkeelResource & Summarised>(
        of type: Resource.Type, _ columns: [PrinterColumn]
    ) throws(SchemaProblem) -> JSON {
        [
            "name": .string(Resource.resourceType.version), "served": true, "storage": true,
            "subresources": ["status": [:]],
            "additionalPrinterColumns": .array(columns.map(\.openAPI)),
            "schema": ["openAPIV3Schema": try ResourceSchema.of(type).openAPI],
        ]
    }
}
