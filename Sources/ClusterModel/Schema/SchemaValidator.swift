import JSONValue

/// Compares a value with its schema, in the words of the API server.
struct SchemaValidator {
    private(set) var causes: [StatusCause] = []
    /// An object with more mistakes than this gets no longer list.
    private static let maximumCauses = 100

    static func causes(_ value: JSON, _ schema: SchemaNode) -> [StatusCause] {
        var validator = SchemaValidator()
        validator.validate(value, schema, "")
        return validator.causes
    }

    private mutating func add(_ cause: StatusCause) {
        if causes.count < Self.maximumCauses { causes.append(cause) }
    }

    private mutating func validate(_ value: JSON, _ schema: SchemaNode, _ path: String) {
        let schema = schema.resolved
        if value.isNull, schema.isNullable || schema.kind == .any && !schema.isIntOrString { return }
        guard hasType(value, schema) else {
            let type = schema.isIntOrString ? "integer,string" : schema.kind.rawValue
            return add(
                .invalidType(
                    path, shown: Self.typeName(value),
                    "\(path) in body must be of type \(type): \"\(Self.typeName(value))\""))
        }
        switch value {
        case .object(let members): validateObject(members, schema, path)
        case .array(let elements): validateArray(elements, schema, path)
        case .string(let text): validateString(text, schema, path)
        case .integer, .number: validateNumber(value, schema, path)
        default: break
        }
        if let allowed = schema.constraints.enumeration, !allowed.contains(value) {
            add(.notSupported(path, value, supported: allowed.map { $0.stringValue ?? $0.serializedString }))
        }
        validateBranches(value, schema.constraints, path)
    }

    private func hasType(_ value: JSON, _ schema: SchemaNode) -> Bool {
        if schema.isIntOrString { return value.stringValue != nil || value.integerValue != nil }
        return switch schema.kind {
        case .any: true
        case .object: value.objectValue != nil
        case .array: value.arrayValue != nil
        case .string: value.stringValue != nil
        case .integer: value.integerValue != nil
        case .number: value.doubleValue != nil
        case .boolean: value.boolValue != nil
        }
    }

    static func typeName(_ value: JSON) -> String {
        switch value {
        case .integer: "integer"
        case .number(let number): number.rounded() == number ? "integer" : "number"
        default: value.typeName
        }
    }

    private mutating func validateObject(_ members: JSONObject, _ schema: SchemaNode, _ path: String) {
        for (name, value) in members {
            guard let child = schema.member(name) else { continue }
            validate(value, child, Self.join(path, name, isKey: schema.properties[name] == nil))
        }
        for name in schema.required where members[name] == nil { add(.required(Self.join(path, name))) }
        let constraints = schema.constraints
        if let limit = constraints.maxProperties, members.count > limit {
            add(.tooMany(path, count: members.count, limit: limit))
        }
        if let limit = constraints.minProperties, members.count < limit {
            add(.invalid(path, JSON(members.count), "\(path) in body should have at least \(limit) properties"))
        }
    }

    private mutating func validateArray(_ elements: [JSON], _ schema: SchemaNode, _ path: String) {
        let constraints = schema.constraints
        if let limit = constraints.maxItems, elements.count > limit {
            add(.tooMany(path, count: elements.count, limit: limit))
        }
        if let limit = constraints.minItems, elements.count < limit {
            add(.invalid(path, JSON(elements.count), "\(path) in body should have at least \(limit) items"))
        }
        if let items = schema.items {
            for (index, element) in elements.enumerated() { validate(element, items, "\(path)[\(index)]") }
        }
        validateUniqueness(elements, schema, path)
    }

    private mutating func validateUniqueness(_ elements: [JSON], _ schema: SchemaNode, _ path: String) {
        var seen: Set<JSON> = []
        for (index, element) in elements.enumerated() {
            let identity: JSON
            switch schema.listType {
            case .set: identity = element
            case .map(let keys):
                identity = .object(JSONObject(keys.compactMap { key in element[key].map { (key, $0) } }))
            default:
                guard schema.constraints.hasUniqueItems else { return }
                identity = element
            }
            if !seen.insert(identity).inserted { add(.duplicate("\(path)[\(index)]", identity)) }
        }
    }

    private mutating func validateString(_ text: String, _ schema: SchemaNode, _ path: String) {
        let constraints = schema.constraints
        let length = text.unicodeScalars.count
        if let limit = constraints.maxLength, length > limit { add(.tooLong(path, limit: limit)) }
        if let limit = constraints.minLength, length < limit {
            add(.invalid(path, .string(text), "\(path) in body should be at least \(limit) chars long"))
        }
        if let pattern = constraints.pattern, SchemaPattern(pattern)?.matches(text) == false {
            add(.invalid(path, .string(text), "\(path) in body should match '\(pattern)'"))
        }
        if let format = schema.format, !SchemaFormat.accepts(text, format: format) {
            add(
                .invalidType(
                    path, shown: text, "\(path) in body must be of type \(format): \"\(text)\""))
        }
    }

    private mutating func validateNumber(_ value: JSON, _ schema: SchemaNode, _ path: String) {
        guard let number = value.doubleValue else { return }
        let constraints = schema.constraints
        if let limit = constraints.minimum, constraints.isMinimumExclusive ? number <= limit : number < limit {
            let relation = constraints.isMinimumExclusive ? "greater than" : "greater than or equal to"
            add(.invalid(path, value, "\(path) in body should be \(relation) \(Self.text(limit))"))
        }
        if let limit = constraints.maximum, constraints.isMaximumExclusive ? number >= limit : number > limit {
            let relation = constraints.isMaximumExclusive ? "less than" : "less than or equal to"
            add(.invalid(path, value, "\(path) in body should be \(relation) \(Self.text(limit))"))
        }
        if let factor = constraints.multipleOf, (number / factor).rounded() * factor != number {
            add(.invalid(path, value, "\(path) in body should be a multiple of \(Self.text(factor))"))
        }
        if schema.format == "int32", abs(number) > 2_147_483_648 {
            add(.invalid(path, value, "\(path) in body must be of type int32"))
        }
    }

    private static func text(_ number: Double) -> String {
        JSON.number(number).integerValue.map { "\($0)" } ?? "\(number)"
    }

    private mutating func validateBranches(_ value: JSON, _ constraints: SchemaConstraints, _ path: String) {
        for branch in constraints.allOf { validate(value, branch, path) }
        func holds(_ branch: SchemaNode) -> Bool { Self.causes(value, branch).isEmpty }
        if !constraints.anyOf.isEmpty, !constraints.anyOf.contains(where: holds) {
            add(.invalid(path, value, "\(path) in body must validate at least one schema (anyOf)"))
        }
        if !constraints.oneOf.isEmpty, constraints.oneOf.count(where: holds) != 1 {
            add(.invalid(path, value, "\(path) in body must validate one and only one schema (oneOf)"))
        }
        if constraints.not.contains(where: holds) {
            add(.invalid(path, value, "\(path) in body must not validate the schema (not)"))
        }
    }

    static func join(_ path: String, _ name: String, isKey: Bool = false) -> String {
        if path.isEmpty { return name }
        return isKey && name.contains { !($0.isLetter || $0.isNumber || $0 == "_") }
            ? "\(path)[\(name)]" : "\(path).\(name)"
    }
}
