import FoundationEssentials

extension JSON: Codable {
    private struct Key: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    public init(from decoder: any Decoder) throws {
        if let container = try? decoder.container(keyedBy: Key.self) {
            let members = try container.allKeys.map { ($0.stringValue, try container.decode(JSON.self, forKey: $0)) }
            self = .object(JSONObject(members))
        } else if var container = try? decoder.unkeyedContainer() {
            var elements: [JSON] = []
            while !container.isAtEnd { elements.append(try container.decode(JSON.self)) }
            self = .array(elements)
        } else {
            self = try Self.scalar(decoder.singleValueContainer())
        }
    }

    private static func scalar(_ container: any SingleValueDecodingContainer) throws -> JSON {
        if container.decodeNil() { return .null }
        if let value = try? container.decode(Bool.self) { return .bool(value) }
        if let value = try? container.decode(Int64.self) { return .integer(value) }
        if let value = try? container.decode(Double.self) { return .number(value) }
        return .string(try container.decode(String.self))
    }

    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .object(let members):
            var container = encoder.container(keyedBy: Key.self)
            for (key, value) in members { try container.encode(value, forKey: Key(stringValue: key)) }
        case .array(let elements):
            var container = encoder.unkeyedContainer()
            for element in elements { try container.encode(element) }
        default:
            var container = encoder.singleValueContainer()
            switch self {
            case .bool(let value): try container.encode(value)
            case .integer(let value): try container.encode(value)
            case .number(let value): try container.encode(value)
            case .string(let value): try container.encode(value)
            default: try container.encodeNil()
            }
        }
    }

    /// The JSON of a typed value.
    ///
    /// - Throws: `EncodingError`, and `JSONParseError` for a value whose encoding is not JSON.
    public init(encoding value: some Encodable) throws {
        self = try JSON(parsing: JSONEncoder().encode(value))
    }

    /// The JSON of a typed value, for whoever has to get the very same value back: texts for people, such as times in
    /// whole seconds and rounded percentages, give way to exact numbers (see `Encoder.isExact`).
    ///
    /// - Throws: as `init(encoding:)`.
    public init(encodingExactly value: some Encodable) throws {
        let encoder = JSONEncoder()
        if let key = CodingUserInfoKey.isExact { encoder.userInfo[key] = true }
        self = try JSON(parsing: encoder.encode(value))
    }

    /// What `init(encodingExactly:)` has written.
    ///
    /// - Throws: `DecodingError`, which names the path that does not fit.
    public func decodedExactly<Value: Decodable>(as type: Value.Type = Value.self) throws -> Value {
        let decoder = JSONDecoder()
        if let key = CodingUserInfoKey.isExact { decoder.userInfo[key] = true }
        return try decoder.decode(type, from: Data(serialized))
    }

    /// A typed value from this JSON.
    ///
    /// - Throws: `DecodingError`, which names the path that does not fit.
    public func decoded<Value: Decodable>(as type: Value.Type = Value.self) throws -> Value {
        try JSONDecoder().decode(type, from: Data(serialized))
    }
}

extension CodingUserInfoKey {
    static let isExact = CodingUserInfoKey(rawValue: "dev.evenkeel.exact")
}

extension Encoder {
    /// Whether the value is written for a machine that must read the very same value again, not for people.
    public var isExact: Bool { CodingUserInfoKey.isExact.map { userInfo[$0] as? Bool == true } ?? false }
}

extension Decoder {
    /// Whether the value was written with `Encoder.isExact`.
    public var isExact: Bool { CodingUserInfoKey.isExact.map { userInfo[$0] as? Bool == true } ?? false }
}
