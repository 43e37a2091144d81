/// Checks an expression against the schema that it will see, so that a misspelt field is found when the CRD is made.
struct CELChecker {
    private static let anything: SchemaNode? = nil

    /// - Parameter schema: of `self` and `oldSelf`.
    static func check(_ expression: CELExpression, schema: SchemaNode, isRoot: Bool) throws(CELError) {
        _ = try CELChecker(isRoot: isRoot).type(
            of: expression.root, ["self": schema, "oldSelf": schema])
    }

    let isRoot: Bool

    /// The schema of the node's value; `nil` where it is not known.
    private func type(
        of node: CELNode, _ variables: [String: SchemaNode?]
    ) throws(CELError) -> SchemaNode? {
        switch node {
        case .identifier(let name):
            guard let type = variables[name] else { throw .undeclared(name) }
            return type
        case .field(let operand, let name), .has(let operand, let name):
            guard let type = try type(of: operand, variables) else { return nil }
            return try member(name, of: type)
        case .index(let operand, let key):
            _ = try type(of: key, variables)
            let type = try type(of: operand, variables)
            return type?.items ?? type?.additionalProperties
        case .macro(_, let range, let names, let body):
            let element = try type(of: range, variables)
            var inner = variables
            inner[names[0]] = .some(element?.items)
            for node in body { _ = try type(of: node, inner) }
            return nil
        case .conditional(let condition, let yes, let no):
            _ = try type(of: condition, variables)
            _ = try type(of: no, variables)
            return try type(of: yes, variables)
        default:
            for child in node.children { _ = try type(of: child, variables) }
            return nil
        }
    }

    private func member(_ name: String, of type: SchemaNode) throws(CELError) -> SchemaNode? {
        if let member = type.member(name) { return member }
        if type.isEmbeddedResource, ["apiVersion", "kind", "metadata"].contains(name) { return nil }
        // What a schema preserves without knowing it cannot be named in a rule.
        if type.kind == .object, !type.properties.isEmpty || !type.preservesUnknownFields {
            throw .undefinedField(name)
        }
        return nil
    }
}
