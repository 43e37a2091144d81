import FoundationEssentials
import JSONValue
import KubernetesTypes

/// What an expression works with.
enum CELValue: Sendable, Hashable {
    case null
    case bool(Bool)
    case int(Int64)
    case double(Double)
    case string(String)
    case list([CELValue])
    case map([CELValue: CELValue])
    /// Nanoseconds.
    case duration(Int64)
    case timestamp(Timestamp)

    /// A value of an object, typed by its schema: `date-time` and `duration` strings become times and durations.
    init(_ json: JSON, schema: SchemaNode?) {
        let schema = schema?.resolved
        switch json {
        case .null: self = .null
        case .bool(let value): self = .bool(value)
        case .integer(let value): self = schema?.kind == .number ? .double(Double(value)) : .int(value)
        case .number(let value): self = .double(value)
        case .string(let text): self = Self.string(text, format: schema?.format)
        case .array(let elements): self = .list(elements.map { CELValue($0, schema: schema?.items) })
        case .object(let members):
            self = .map(
                Dictionary(
                    members.map { (.string($0.key), CELValue($0.value, schema: schema?.member($0.key))) },
                    uniquingKeysWith: { $1 }))
        }
    }

    private static func string(_ text: String, format: String?) -> CELValue {
        switch format {
        case "date-time": Timestamp(text).map(CELValue.timestamp) ?? .string(text)
        case "duration": CELDuration.parse(text).map(CELValue.duration) ?? .string(text)
        default: .string(text)
        }
    }

    var typeName: String {
        switch self {
        case .null: "null_type"
        case .bool: "bool"
        case .int: "int"
        case .double: "double"
        case .string: "string"
        case .list: "list"
        case .map: "map"
        case .duration: "google.protobuf.Duration"
        case .timestamp: "google.protobuf.Timestamp"
        }
    }

    /// Numbers are equal by their value, whatever their type.
    func equals(_ other: CELValue) -> Bool {
        switch (self, other) {
        case (.int(let left), .double(let right)), (.double(let right), .int(let left)): Double(left) == right
        case (.list(let left), .list(let right)):
            left.count == right.count && zip(left, right).allSatisfy { $0.equals($1) }
        default: self == other
        }
    }
}

/// Durations as Go writes them: `1h30m`, `500ms`.
enum CELDuration {
    private static let units: [(String, Double)] = [
        ("ns", 1), ("us", 1e3), ("µs", 1e3), ("ms", 1e6), ("s", 1e9), ("m", 60e9), ("h", 3600e9),
    ]

    /// In nanoseconds; `nil` where the text is no duration.
    static func parse(_ text: String) -> Int64? {
        var rest = text[...]
        let sign: Double = rest.first == "-" ? -1 : 1
        if let first = rest.first, first == "-" || first == "+" { rest = rest.dropFirst() }
        if rest == "0" { return 0 }
        guard !rest.isEmpty else { return nil }
        var total = 0.0
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isNumber || $0 == "." }
            rest = rest.dropFirst(digits.count)
            let unit = rest.prefix { !$0.isNumber && $0 != "." }
            rest = rest.dropFirst(unit.count)
            guard let value = Double(digits), let scale = units.first(where: { $0.0 == unit })?.1 else { return nil }
            total += value * scale
        }
        guard total < 9e18 else { return nil }
        return Int64(sign * total)
    }
}
