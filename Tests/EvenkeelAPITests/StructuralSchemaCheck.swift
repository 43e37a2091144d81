import JSONValue

/// What the API server asks of a schema before it serves it, and what Evenkeel asks on top: a description of every field
/// and a bound on everything that a rule may walk through.
enum StructuralSchemaCheck {
    static func problems(of schema: JSON) -> [String] { problems(schema, "", isField: false) }

    private static func problems(_ schema: JSON, _ path: String, isField: Bool) -> [String] {
        var problems: [String] = []
        if schema["type"] == nil, schema["x-kubernetes-preserve-unknown-fields"] != true {
            problems.append("\(path) has no type")
        }
        let isApiServers = path == ".metadata"
        if isField, !isApiServers, schema["description"]?.stringValue?.isEmpty != false {
            problems.append("\(path) has no description")
        }
        for keyword in ["allOf", "anyOf", "oneOf", "not", "$ref", "uniqueItems", "definitions"]
        where schema[keyword] != nil {
            problems.append("\(path) uses \(keyword), which structural schemas must not, or Evenkeel need not")
        }
        for bound in ["minimum", "maximum"] where abs(schema[bound]?.doubleValue ?? 0) > 9_007_199_254_740_992 {
            problems.append("\(path)'s \(bound) is no exact double: the API server would refuse every value")
        }
        problems += listProblems(schema, path) + defaultProblems(schema, path) + requiredProblems(schema, path)
        for (name, property) in (schema["properties"]?.objectValue ?? [:]).sorted(by: { $0.key < $1.key }) {
            problems += Self.problems(property, "\(path).\(name)", isField: true)
        }
        if let items = schema["items"] { problems += Self.problems(items, path + "[]", isField: false) }
        if let values = schema["additionalProperties"] {
            problems += Self.problems(values, path + "{}", isField: false)
        }
        return problems
    }

    private static func listProblems(_ schema: JSON, _ path: String) -> [String] {
        var problems: [String] = []
        if schema["properties"] != nil, schema["additionalProperties"] != nil {
            problems.append("\(path) has both properties and additionalProperties")
        }
        guard schema["type"] == "array" else { return problems }
        if schema["items"] == nil { problems.append("\(path) has no items") }
        if schema["maxItems"] == nil { problems.append("\(path) has no maxItems") }
        let keys = schema["x-kubernetes-list-map-keys"]?.arrayValue ?? []
        if schema["x-kubernetes-list-type"] == "map", keys.isEmpty { problems.append("\(path) is a map without keys") }
        for key in keys.compactMap(\.stringValue) {
            let isRequired = schema.at("items", "required")?.arrayValue?.contains(.string(key)) == true
            if !isRequired { problems.append("\(path) is a map by \(key), which its items need not have") }
        }
        return problems
    }

    private static func defaultProblems(_ schema: JSON, _ path: String) -> [String] {
        guard let value = schema["default"] else { return [] }
        if let values = schema["enum"]?.arrayValue, !values.contains(value) {
            return ["\(path)'s default is not allowed"]
        }
        let type = schema["type"]?.stringValue
        let fits = type == value.typeName || (type == "integer" && value.integerValue != nil)
        return fits ? [] : ["\(path)'s default is a \(value.typeName)"]
    }

    private static func requiredProblems(_ schema: JSON, _ path: String) -> [String] {
        (schema["required"]?.arrayValue ?? []).compactMap(\.stringValue).compactMap { name in
            guard let property = schema.at("properties", name) else { return "\(path).\(name) is required and unknown" }
            return property["default"] == nil ? nil : "\(path).\(name) is required and has a default"
        }
    }

    /// Whether a printer column's path leads to a field.
    static func has(_ path: String, _ schema: JSON) -> Bool {
        var current = [schema]
        for step in path.split(separator: ".").joinedBrackets {
            current = current.flatMap { children($0, step) }
        }
        return !current.isEmpty
    }

    private static func children(_ schema: JSON, _ step: String) -> [JSON] {
        let properties = schema["properties"]?.objectValue ?? [:]
        if step == "*" { return Array(properties.values) }
        let name = String(step.prefix { $0 != "[" })
        guard let child = properties[name] else { return [] }
        return step.contains("[") ? [child["items"]].compactMap(\.self) : [child]
    }
}

extension [Substring] {
    /// Puts the dots back that stand inside of brackets: `conditions[?(@.type=="Ready")]` is one step.
    fileprivate var joinedBrackets: [String] {
        reduce(into: []) { steps, part in
            if let last = steps.last, last.contains("["), !last.contains("]") {
                steps[steps.count - 1] = last + "." + part
            } else {
                steps.append(String(part))
            }
        }
    }
}
