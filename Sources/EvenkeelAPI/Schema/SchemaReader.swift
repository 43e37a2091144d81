import JSONValue

/// The reason why a Swift type has no schema. A test reads all schemas, so that no user gets this error.
public struct SchemaProblem: Error, Sendable, CustomStringConvertible {
    public var description: String
}

/// Reads schemas off Swift types: each type is decoded by a decoder without data that records every requested key
/// with its type and whether it is optional. A field that is added to a type appears in the schema without more code.
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
        guard let documented = type as? any Documented.Type else {
            throw SchemaProblem(description: "\(type) has neither documentation nor a schema of its own")
        }
        return (try documented.documentation.complete(recording, of: "\(type)"), value)
    }

    private static func sample<Value>(_ any: Any?) throws -> Value {
        guard let value = any as? Value else { throw SchemaProblem(description: "\(Value.self) has no sample") }
        return value
    }

    private static func cases<Choice: CaseIterable & RawRepresentable>(_ type: Choice.Type) -> ([String], Any?) {
        (Choice.allCases.compactMap { $0.rawValue as? String }, Choice.allCases.first)
    }
}

/// The fields that a type requested from its decoder.
final class Recording {
    struct Field {
        var schema: Schema
        var isOptional: Bool
    }

    private(set) var fields: [String: Field] = [:]

    func record<Value: Decodable>(_ type: Value.Type, _ key: any CodingKey, isOptional: Bool) throws -> Value {
        let (schema, sample) = try SchemaReader.read(type)
        fields[key.stringValue] = Field(schema: schema, isOptional: isOptional)
        return sample
    }
}
