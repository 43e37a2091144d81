import JSONValue

/// Reads the `openAPIV3Schema` of a CustomResourceDefinition.
struct StructuralSchema {
    /// What is wrong with the schema, with paths below the field that holds it.
    private(set) var causes: [StatusCause] = []

    /// - Parameter field: the path of the schema in the CRD, for error texts.
    mutating func node(_ json: JSON, field: String, isRoot: Bool = false) -> SchemaNode {
        let preserves = json["x-kubernetes-preserve-unknown-fields"]?.boolValue ?? false
        let isIntOrString = json["x-kubernetes-int-or-string"]?.boolValue ?? false
        let kind = json["type"]?.stringValue.flatMap { SchemaNode.Kind(rawValue: $0) } ?? .any
        if kind == .any, !isIntOrString, !preserves {
            causes.append(
                json["type"] == nil
                    ? .required("\(field).type", "must not be empty for specified object fields")
                    : .notSupported(
                        "\(field).type", json["type"] ?? .null,
                        supported: ["array", "boolean", "integer", "number", "object", "string"]))
        }
        return SchemaNode(
            kind: kind, format: json["format"]?.stringValue, isIntOrString: isIntOrString,
            isNullable: json["nullable"]?.boolValue ?? false, preservesUnknownFields: preserves,
            isEmbeddedResource: isRoot || json["x-kubernetes-embedded-resource"]?.boolValue ?? false,
            properties: properties(json, field: field), required: strings(json["required"]),
            additionalProperties: additional(json, field: field), items: items(json, field: field),
            defaultValue: json["default"], constraints: constraints(json, field: field),
            listType: listType(json), isAtomicMap: json["x-kubernetes-map-type"]?.stringValue == "atomic",
            rules: rules(json, field: field), source: json)
    }

    private func strings(_ json: JSON?) -> [String] { json?.arrayValue?.compactMap(\.stringValue) ?? [] }

    private mutating func properties(_ json: JSON, field: String) -> [String: SchemaNode] {
        var properties: [String: SchemaNode] = [:]
        for (name, schema) in json["properties"]?.objectValue ?? [:] {
            properties[name] = node(schema, field: "\(field).properties[\(name)]")
        }
        return properties
    }

    private mutating func additional(_ json: JSON, field: String) -> SchemaNode? {
        switch json["additionalProperties"] {
        case .object(let members)?: node(.object(members), field: "\(field).additionalProperties")
        case .bool(true)?: .anything
        default: nil
        }
    }

    private mutating func items(_ json: JSON, field: String) -> SchemaNode? {
        guard let items = json["items"] else {
            if json["type"]?.stringValue == "array" {
                causes.append(.required("\(field).items", "must be specified"))
            }
            return nil
        }
        return node(items, field: "\(field).items")
    }

    private func listType(_ json: JSON) -> SchemaNode.ListType? {
        switch json["x-kubernetes-list-type"]?.stringValue {
        case "set": .set
        case "map": .map(keys: strings(json["x-kubernetes-list-map-keys"]))
        case "atomic": .atomic
        default: nil
        }
    }

    private mutating func constraints(_ json: JSON, field: String) -> SchemaConstraints {
        var constraints = SchemaConstraints()
        constraints.enumeration = json["enum"]?.arrayValue
        constraints.minimum = json["minimum"]?.doubleValue
        constraints.maximum = json["maximum"]?.doubleValue
        constraints.isMinimumExclusive = json["exclusiveMinimum"]?.boolValue ?? false
        constraints.isMaximumExclusive = json["exclusiveMaximum"]?.boolValue ?? false
        constraints.multipleOf = json["multipleOf"]?.doubleValue
        constraints.minLength = json["minLength"]?.integerValue
        constraints.maxLength = json["maxLength"]?.integerValue
        constraints.minItems = json["minItems"]?.integerValue
        constraints.maxItems = json["maxItems"]?.integerValue
        constraints.hasUniqueItems = json["uniqueItems"]?.boolValue ?? false
        constraints.minProperties = json["minProperties"]?.integerValue
        constraints.maxProperties = json["maxProperties"]?.integerValue
        constraints.pattern = pattern(json, field: field)
        constraints.allOf = branches(json["allOf"])
        constraints.anyOf = branches(json["anyOf"])
        constraints.oneOf = branches(json["oneOf"])
        constraints.not = branches(json["not"].map { .array([$0]) })
        return constraints
    }

    private mutating func pattern(_ json: JSON, field: String) -> String? {
        guard let pattern = json["pattern"]?.stringValue else { return nil }
        if (try? Regex(pattern)) == nil {
            causes.append(.invalid("\(field).pattern", .string(pattern), "must be a valid regular expression"))
        }
        return pattern
    }

    /// Branches only validate; they need no types of their own.
    private func branches(_ json: JSON?) -> [SchemaNode] {
        (json?.arrayValue ?? []).map { branch in
            var reader = StructuralSchema()
            return reader.node(branch, field: "")
        }
    }

    private mutating func rules(_ json: JSON, field: String) -> [ValidationRule] {
        var rules: [ValidationRule] = []
        for (index, json) in (json["x-kubernetes-validations"]?.arrayValue ?? []).enumerated() {
            let field = "\(field).x-kubernetes-validations[\(index)]"
            guard let expression = compile(json["rule"], field: "\(field).rule", schema: json) else { continue }
            let messageExpression = json["messageExpression"].flatMap {
                compile($0, field: "\(field).messageExpression", schema: json)
            }
            rules.append(
                ValidationRule(
                    rule: json["rule"]?.stringValue ?? "", message: json["message"]?.stringValue,
                    messageExpression: messageExpression,
                    reason: json["reason"]?.stringValue ?? "FieldValueInvalid",
                    fieldPath: json["fieldPath"]?.stringValue,
                    isOptionalOldSelf: json["optionalOldSelf"]?.boolValue ?? false, expression: expression))
        }
        return rules
    }

    private mutating func compile(_ json: JSON?, field: String, schema: JSON) -> CELExpression? {
        guard let text = json?.stringValue, !text.isEmpty else {
            causes.append(.required(field, "rule must be specified"))
            return nil
        }
        do throws(CELError) {
            return try CELExpression(parsing: text)
        } catch {
            causes.append(.invalid(field, .string(text), "compilation failed: \(error)"))
            return nil
        }
    }
}
