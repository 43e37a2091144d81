import JSONValue

/// One node of an object's schema, for built-in kinds and custom resources alike: what validation, pruning, defaulting,
/// patches, server-side apply and the published OpenAPI all read.
///
/// A class because schemas are large, shared and never change once made.
final class SchemaNode: Sendable {
    enum Kind: String, Sendable { case object, array, string, integer, number, boolean, any }

    /// How a list is merged by server-side apply.
    enum ListType: Sendable, Hashable {
        case atomic, set
        case map(keys: [String])
    }

    /// How a strategic merge patch treats a member.
    struct PatchStrategy: Sendable, Hashable {
        var merges: Bool
        var retainsKeys: Bool
        /// The field that distinguishes elements; `nil` for lists of primitives.
        var mergeKey: String?
    }

    let kind: Kind
    let format: String?
    let isIntOrString: Bool
    let isNullable: Bool
    let preservesUnknownFields: Bool
    /// Holds a whole Kubernetes object, whose type and metadata are always allowed.
    let isEmbeddedResource: Bool
    let properties: [String: SchemaNode]
    let required: [String]
    let additionalProperties: SchemaNode?
    let items: SchemaNode?
    let defaultValue: JSON?
    let constraints: SchemaConstraints
    let listType: ListType?
    /// The whole object belongs to one manager.
    let isAtomicMap: Bool
    let patchStrategy: PatchStrategy?
    let rules: [ValidationRule]
    /// The schema as it was written, without what only this implementation needs; `nil` for built-in kinds.
    let source: JSON?
    /// The name of a built-in definition that this node stands for.
    let reference: String?
    /// The numbers of the protobuf fields that lead to this member: more than one where Go embeds a type. Empty for
    /// what has no binary form.
    let protobufPath: [Int]

    init(
        kind: Kind, format: String? = nil, isIntOrString: Bool = false, isNullable: Bool = false,
        preservesUnknownFields: Bool = false, isEmbeddedResource: Bool = false,
        properties: [String: SchemaNode] = [:], required: [String] = [], additionalProperties: SchemaNode? = nil,
        items: SchemaNode? = nil, defaultValue: JSON? = nil, constraints: SchemaConstraints = SchemaConstraints(),
        listType: ListType? = nil, isAtomicMap: Bool = false, patchStrategy: PatchStrategy? = nil,
        rules: [ValidationRule] = [], source: JSON? = nil, reference: String? = nil, protobufPath: [Int] = []
    ) {
        self.kind = kind
        self.format = format
        self.isIntOrString = isIntOrString
        self.isNullable = isNullable
        self.preservesUnknownFields = preservesUnknownFields
        self.isEmbeddedResource = isEmbeddedResource
        self.properties = properties
        self.required = required
        self.additionalProperties = additionalProperties
        self.items = items
        self.defaultValue = defaultValue
        self.constraints = constraints
        self.listType = listType
        self.isAtomicMap = isAtomicMap
        self.patchStrategy = patchStrategy
        self.rules = rules
        self.source = source
        self.reference = reference
        self.protobufPath = protobufPath
    }

    /// Anything at all, and nothing known about it.
    static let anything = SchemaNode(kind: .any, preservesUnknownFields: true)

    /// The node itself, or the definition that it refers to.
    var resolved: SchemaNode {
        guard let reference else { return self }
        return BuiltinSchemas.definition(reference) ?? .anything
    }

    /// The schema of the member `name` of an object; `nil` where the schema does not know it.
    func member(_ name: String) -> SchemaNode? {
        let node = resolved
        return node.properties[name] ?? node.additionalProperties
    }

    /// Lists and maps whose parts have no owners of their own.
    var isAtomic: Bool {
        if isAtomicMap || resolved.isAtomicMap { return true }
        if resolved.kind == .array { return listType == nil || listType == .atomic }
        return false
    }
}

/// The limits that a value must keep.
struct SchemaConstraints: Sendable {
    var enumeration: [JSON]?
    var minimum: Double?
    var maximum: Double?
    var isMinimumExclusive = false
    var isMaximumExclusive = false
    var multipleOf: Double?
    var minLength: Int?
    var maxLength: Int?
    var pattern: String?
    var minItems: Int?
    var maxItems: Int?
    var hasUniqueItems = false
    var minProperties: Int?
    var maxProperties: Int?
    var allOf: [SchemaNode] = []
    var anyOf: [SchemaNode] = []
    var oneOf: [SchemaNode] = []
    var not: [SchemaNode] = []
}

/// One entry of `x-kubernetes-validations`.
struct ValidationRule: Sendable {
    var rule: String
    var message: String?
    var messageExpression: CELExpression?
    var reason: String
    /// A path below the node that the error is reported at.
    var fieldPath: String?
    var isOptionalOldSelf: Bool
    var expression: CELExpression

    /// Compares with the value before: not evaluated where there was none.
    var isTransition: Bool { expression.uses("oldSelf") }
}
