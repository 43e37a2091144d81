import KubernetesTypes

/// A resource that the API serves, with everything that discovery reports of it.
struct ResourceDefinition: Sendable {
    enum Subresource: String, Sendable { case status, scale, eviction, finalize, token }

    var type: ResourceType
    var singular: String
    var listKind: String
    var shortNames: [String] = []
    var categories: [String] = []
    var verbs = standardVerbs
    var subresources: [Subresource] = []
    var schema: SchemaNode
    /// The version that objects are stored in, with the names they are stored under.
    var storageType: ResourceType
    /// What a CustomResourceDefinition says; `nil` for built-in resources.
    var custom: CustomResource?
    /// The field selectors beyond `metadata.name` and `metadata.namespace`.
    var selectableFields: [String] = []

    static let standardVerbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"]

    var hasStatus: Bool { subresources.contains(.status) }
    var isStored: Bool { verbs.contains("get") }
    var groupVersion: String { type.apiVersion }

    /// The name of a built-in kind's schema: `apps.v1.Deployment`.
    var schemaName: String { schema.reference ?? "" }
}

/// What a CustomResourceDefinition says beyond the schema.
struct CustomResource: Sendable {
    struct ScalePaths: Sendable {
        var specReplicas: String
        var statusReplicas: String
        var labelSelector: String?
    }

    var printerColumns: [PrinterColumn]
    var scale: ScalePaths?
    var isDeprecated = false
    var deprecationWarning: String?
}

/// One entry of `additionalPrinterColumns`.
struct PrinterColumn: Sendable {
    var name: String
    var type: String
    var format: String
    var description: String
    var priority: Int
    var path: JSONPath
}
