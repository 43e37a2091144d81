import JSONValue

/// A value of a type that its field cannot hold.
struct TypeMismatch: CustomStringConvertible {
    let found: String
    let path: String
    let expected: String

    var description: String { "\(found) into Go struct field \(path) of type \(expected)" }

    static func first(in value: JSON, _ schema: SchemaNode, path: String = "") -> TypeMismatch? {
        let schema = schema.resolved
        if value.isNull || schema.kind == .any { return nil }
        guard fits(value, schema) else {
            return TypeMismatch(found: goName(value), path: path, expected: expectedName(schema))
        }
        switch value {
        case .object(let members):
            for (name, member) in members {
                guard let child = schema.member(name) else { continue }
                let childPath = path.isEmpty ? name : "\(path).\(name)"
                if let mismatch = first(in: member, child, path: childPath) { return mismatch }
            }
        case .array(let elements):
            guard let items = schema.items else { return nil }
            for element in elements {
                if let mismatch = first(in: element, items, path: path) { return mismatch }
            }
        default: break
        }
        return nil
    }

    private static func fits(_ value: JSON, _ schema: SchemaNode) -> Bool {
        if schema.isIntOrString { return value.stringValue != nil || value.doubleValue != nil }
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

    private static func goName(_ value: JSON) -> String {
        switch value {
        case .bool: "bool"
        case .integer, .number: "number"
        default: value.typeName
        }
    }

    private static func expectedName(_ schema: SchemaNode) -> String {
        switch schema.kind {
        case .integer: schema.format ?? "int32"
        case .boolean: "bool"
        case .array: "[]\(schema.items.map(expectedName) ?? "interface {}")"
        case .object: "map"
        default: schema.kind.rawValue
        }
    }
}
