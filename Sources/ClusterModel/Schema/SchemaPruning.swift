import JSONValue

/// Removes what a schema does not know, and says what that was.
struct SchemaPruning {
    /// The paths of unknown members, in order.
    private(set) var unknownFields: [String] = []
    /// The API server reports no more than this.
    private static let maximumUnknownFields = 100

    /// - Returns: the unknown fields that were removed, such as `spec.replica`.
    @discardableResult
    static func prune(_ value: inout JSON, _ schema: SchemaNode) -> [String] {
        var pruning = SchemaPruning()
        pruning.prune(&value, schema, "", isObjectRoot: true)
        return pruning.unknownFields
    }

    private mutating func prune(_ value: inout JSON, _ schema: SchemaNode, _ path: String, isObjectRoot: Bool = false) {
        let schema = schema.resolved
        switch value {
        case .object(var members):
            guard schema.kind == .object || schema.kind == .any else { return }
            value = .null
            pruneMembers(&members, schema, path, isObjectRoot: isObjectRoot || schema.isEmbeddedResource)
            value = .object(members)
        case .array(var elements):
            guard let items = schema.items else { return }
            for index in elements.indices { prune(&elements[index], items, "\(path)[\(index)]") }
            value = .array(elements)
        default: return
        }
    }

    private mutating func pruneMembers(
        _ members: inout JSONObject, _ schema: SchemaNode, _ path: String, isObjectRoot: Bool
    ) {
        members.update { name, value in
            let childPath = SchemaValidator.join(path, name, isKey: schema.properties[name] == nil)
            if isObjectRoot, name == "metadata" {
                prune(&value, Self.metadata, childPath)
            } else if let child = schema.member(name) {
                prune(&value, child, childPath)
            } else if !(isObjectRoot && ["apiVersion", "kind"].contains(name)), !schema.preservesUnknownFields {
                if unknownFields.count < Self.maximumUnknownFields { unknownFields.append(childPath) }
                return false
            }
            return true
        }
    }

    private static let metadata = SchemaNode(kind: .object, reference: "meta.v1.ObjectMeta")
}
