import JSONValue

/// A type with the parts of its schema that a Swift type cannot express: descriptions, bounds and rules.
///
/// The descriptions stand here only. The properties themselves have no doc comment with the same text.
protocol Documented {
    static var documentation: TypeDocumentation { get }
}

/// The meaning of one field, with its unit and bounds.
struct FieldDocumentation: Sendable {
    var description: String
    var refine: @Sendable (Schema) -> Schema

    init(_ description: String, refine: @escaping @Sendable (Schema) -> Schema = { $0 }) {
        self.description = description
        self.refine = refine
    }
}

/// The meaning of the fields of a type, its required fields, and the rules over several fields.
struct TypeDocumentation {
    var summary: String
    /// A value made by the type's own initialiser. Its values of the fields that are not required are their defaults.
    var example: any Encodable
    var required: Set<String>
    var rules: [MeaningRule]
    var fields: [String: FieldDocumentation]

    init(
        _ summary: String, example: any Encodable, required: Set<String> = [], rules: [MeaningRule] = [],
        _ fields: [String: FieldDocumentation]
    ) {
        self.summary = summary
        self.example = example
        self.required = required
        self.rules = rules
        self.fields = fields
    }

    /// The schema of the recorded fields, with descriptions, bounds and defaults.
    ///
    /// - Throws: `SchemaProblem` if the documentation and the type do not have the same fields.
    func complete(_ recording: Recording, of type: String) throws -> Schema {
        try checkNames(recording, type)
        let defaults = try JSON(encoding: example)
        var properties: [String: Schema] = [:]
        for (name, field) in recording.fields {
            var schema = fields[name].map { $0.refine(field.schema) } ?? field.schema
            schema.description = fields[name]?.description
            if !required.contains(name) { schema.defaultValue = defaults[name] }
            guard field.isOptional || required.contains(name) || schema.defaultValue != nil else {
                throw SchemaProblem(description: "\(type).\(name) is neither optional nor required and has no default")
            }
            properties[name] = schema
        }
        var schema = Schema(.object(properties, required: required))
        schema.description = summary
        schema.rules = rules
        return schema
    }

    private func checkNames(_ recording: Recording, _ type: String) throws {
        let recorded = Set(recording.fields.keys)
        for name in recorded.symmetricDifference(fields.keys).union(required.subtracting(recorded)).sorted() {
            throw SchemaProblem(
                description: recorded.contains(name)
                    ? "\(type).\(name) has no documentation"
                    : "\(type) documents \(name), but has no such field")
        }
    }
}
