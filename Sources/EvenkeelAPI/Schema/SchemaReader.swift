import JSONValue

/// Why a Swift type has no schema. A test reads all of them, so that no user meets one.
struct SchemaProblem: Error, CustomStringConvertible {
    var description: String
}

/// Reads schemas off Swift types: each type is decoded by a decoder that has no data but notes every key that is asked
/// for, with its type and whether it may be absent. A field added to a type is in the schema by itself.
enum SchemaReader {
    static func read<Value: Decodable>(_ type: Value.Type) throws -> (schema: Schema, sample: Value) {
        if let described = type as? any SchemaDescribed.Type {
            return (try described.schema(), try sample(described.sample))
        }
        if let choice = type as? any (CaseIterable & RawRepresentable).Type {
            let (values, first) = cases(choice)
            return (Schema(.text(.choice(values))), try sample(first))
        }
        let recording = Recording()
        let value = try Value(from: Recorder(recording))
        guard let noted = type as? any Documented.Type else {
            throw SchemaProblem(description: "\(type) has neither notes nor a schema of its own")
        }
        return (try noted.documentation.complete(recording, of: "\(type)"), value)
    }

    private static func sample<Value>(_ any: Any?) throws -> Value {
        guard let value = any as? Value else { throw SchemaProblem(description: "\(Value.self) has no sample") }
        return value
    }

    private static func cases<Choice: CaseIterable & RawRepresentable>(_ type: Choice.Type) -> ([String], Any?) {
        (Choice.allCases.compactMap { $0.rawValue as? String }, Choice.allCases.first)
    }
}

/// What a type asked its decoder for.
final class Recording {
    struct Field {
        var schema: Schema
        var isOptional: Bool
    }

    private(set) var fields: [String: Field] = [:]

    func note<Value: Decodable>(_ type: Value.Type, _ key: any CodingKey, isOptional: Bool) throws -> Value {
        let (schema, sample) = try SchemaReader.read(type)
        fields[key.stringValue] = Field(schema: schema, isOptional: isOptional)
        return sample
    }
}
