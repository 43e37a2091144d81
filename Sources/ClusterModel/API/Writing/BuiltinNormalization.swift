import JSONValue

/// What decoding into Go's types and back would do to a built-in object: nulls go, quantities become strings.
enum BuiltinNormalization {
    static func normalize(_ value: inout JSON, _ schema: SchemaNode) {
        let schema = schema.resolved
        switch value {
        case .object(var members):
            guard schema.kind == .object else { return }
            value = .null
            members.update { name, member in
                guard let child = schema.member(name) else { return true }
                normalize(&member, child)
                return !member.isNull
            }
            value = .object(members)
        case .array(var elements):
            guard let items = schema.items else { return }
            for index in elements.indices { normalize(&elements[index], items) }
            value = .array(elements)
        case .integer, .number:
            if schema.format == "quantity" {
                value = .string(value.serializedString)
            } else if schema.kind == .integer, let integer = value.integerValue {
                value = JSON(integer)
            }
        default: return
        }
    }
}
