import JSONValue
import KubernetesTypes

/// A type with its own schema, because it is not decoded from an object's fields.
protocol SchemaDescribed: Decodable {
    static func schema() throws -> Schema
    /// Any value of the type.
    static var sample: Self { get }
}

extension String: SchemaDescribed {
    static func schema() -> Schema { Schema(.text(.any)) }
    static var sample: String { "" }
}

extension Bool: SchemaDescribed {
    static func schema() -> Schema { Schema(.boolean) }
    static var sample: Bool { false }
}

extension Int: SchemaDescribed {
    static func schema() -> Schema { Schema(.integer) }
    static var sample: Int { 0 }
}

extension Double: SchemaDescribed {
    static func schema() -> Schema { Schema(.number) }
    static var sample: Double { 0 }
}

extension Array: SchemaDescribed where Element: Decodable {
    static func schema() throws -> Schema {
        var schema = Schema(.list(try SchemaReader.read(Element.self).schema))
        schema.identity = .atomic
        return schema
    }
    static var sample: [Element] { [] }
}

extension Dictionary: SchemaDescribed where Key == String, Value: Decodable {
    static func schema() throws -> Schema { Schema(.map(try SchemaReader.read(Value.self).schema)) }
    static var sample: [String: Value] { [:] }
}

extension JSON: SchemaDescribed {
    static func schema() -> Schema { Schema(.anything) }
    static var sample: JSON { .null }
}

extension Timestamp: SchemaDescribed {
    static func schema() -> Schema { Schema(.text(.timestamp)) }
    static var sample: Timestamp { Timestamp(microsecondsSince1970: 0) }
}

extension ObjectMeta: SchemaDescribed {
    static func schema() -> Schema { Schema(.metadata) }
    static var sample: ObjectMeta { ObjectMeta(name: "") }
}

extension TimeSpan: SchemaDescribed {
    static func schema() -> Schema { Schema(.text(.timeSpan)).length(0...32) }
    static var sample: TimeSpan { .seconds(0) }
}

extension Percentage: SchemaDescribed {
    static func schema() -> Schema { Schema(.text(.percentage)).length(0...17) }
    static var sample: Percentage { Percentage(fraction: 0) }
}

extension SignedPercentage: SchemaDescribed {
    static func schema() -> Schema { Schema(.text(.signedPercentage)).length(0...18) }
    static var sample: SignedPercentage { SignedPercentage(fraction: 0) }
}

extension Quantity: SchemaDescribed {
    static func schema() -> Schema {
        Schema(.text(.pattern(pattern, advice: "write a number in quotes, such as \"0.9\", \"5000\" or \"10Gi\"")))
            .length(1...32)
    }

    static let sample = Quantity.zero
}
