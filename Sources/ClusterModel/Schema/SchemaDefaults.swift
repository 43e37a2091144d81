import JSONValue

/// Fills in the defaults of a schema, from the outside in, as the API server does for custom resources.
enum SchemaDefaults {
    static func apply(to value: inout JSON, _ schema: SchemaNode) {
        let schema = schema.resolved
        switch value {
        case .object(var members):
            value = .null
            for (name, child) in schema.properties {
                if let fallback = child.defaultValue, members[name] == nil || replacesNull(members[name], child) {
                    members[name] = fallback
                }
            }
            members.update { name, member in
                if let child = schema.member(name) { apply(to: &member, child) }
                return true
            }
            value = .object(members)
        case .array(var elements):
            guard let items = schema.items else { return }
            for index in elements.indices { apply(to: &elements[index], items) }
            value = .array(elements)
        default: return
        }
    }

    /// A null where the schema allows none is treated as absent.
    private static func replacesNull(_ value: JSON?, _ schema: SchemaNode) -> Bool {
        value == .null && !schema.isNullable
    }
}
