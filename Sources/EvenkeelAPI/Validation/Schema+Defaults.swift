import JSONValue

extension Schema {
    /// The value as the API server stores it: members that are `null` are as if absent, and what is absent gets its
    /// default, also inside of defaults.
    func completed(_ json: JSON) -> JSON {
        switch (shape, json) {
        case (.object(let properties, _), .object(let members)):
            .object(Self.completed(members, properties))
        case (.map(let value), .object(let members)):
            .object(members.filter { !$1.isNull }.mapValues(value.completed))
        case (.list(let element), .array(let elements)): .array(elements.map(element.completed))
        default: json
        }
    }

    private static func completed(_ members: JSONObject, _ properties: [String: Schema]) -> JSONObject {
        var result = members.filter { name, value in !value.isNull || properties[name] == nil }
        for (name, schema) in properties {
            guard let value = result[name] ?? schema.defaultValue else { continue }
            result[name] = schema.completed(value)
        }
        return result
    }
}
