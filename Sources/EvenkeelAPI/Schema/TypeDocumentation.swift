import JSONValue

/// A type that completes its schema with what Swift types cannot say.
protocol Documented {
    static var documentation: TypeDocumentation { get }
}

/// One field: what it means, in which unit, and its bounds.
struct FieldDocumentation: Sendable {
    var description: String
    var refine: @Sendable (Schema) -> Schema

    init(_ description: String, refine: @escaping @Sendable (Schema) -> Schema = { $0 }) {
        self.description = description
        self.refine = refine
    }
}

/// What the fields of a type mean, which of them a user must write, and the rules over several of them.
struct TypeDocumentation {
    var summary: String
    /// A value made by the type's own initialiser: what it gives the fields that are not required are their defaults.
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

    /// The schema of what was recorded, described, bounded and defaulted.
    ///
    /// - Throws: `SchemaProblem` where notes and type do not speak of the same fields, so that neither is forgotten.
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
                    ? "\(type).\(name) has no note: say what it means"
                    : "\(type) has a note on \(name), but no such field")
        }
    }
}
