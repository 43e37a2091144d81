/// A JSON value of unknown shape: what the Kubernetes API and Prometheus speak.
///
/// Integers that fit 64 bits stay integers, so that `replicas: 3` is never written back as `3.0`.
public enum JSON: Sendable, Hashable {
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case string(String)
    case array([JSON])
    case object(JSONObject)
}

extension JSON {
    /// The member `key` of an object. Reading it from anything else, or where it is absent, gives `nil`; writing `nil`
    /// removes it, and writing into `null` makes an object.
    public subscript(key: String) -> JSON? {
        get {
            guard case .object(let members) = self else { return nil }
            return members[key]
        }
        set {
            switch self {
            case .object(var members):
                // Emptied first, so that the members are uniquely held and changed in place.
                self = .null
                members[key] = newValue
                self = .object(members)
            case .null where newValue != nil:
                self = .object(newValue.map { [key: $0] } ?? [:])
            default:
                return
            }
        }
    }

    /// The element `index` of an array, or `nil` where there is none.
    public subscript(index: Int) -> JSON? {
        guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
        return elements[index]
    }

    public var isNull: Bool { self == .null }

    public var boolValue: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// The integer, also where it was written as `3.0`.
    public var integerValue: Int? {
        switch self {
        case .integer(let value): Int(value)
        case .number(let value): Int(exactly: value)
        default: nil
        }
    }

    public var doubleValue: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }

    public var stringValue: String? {
        if case .string(let value) = self { value } else { nil }
    }

    public var arrayValue: [JSON]? {
        if case .array(let value) = self { value } else { nil }
    }

    public var objectValue: JSONObject? {
        if case .object(let value) = self { value } else { nil }
    }

    /// The members of an object whose values are strings, as labels and annotations are.
    public var stringDictionary: [String: String]? {
        objectValue?.compactMapValues(\.stringValue)
    }

    /// The value at a path of member names, or `nil` where any step is absent.
    public func at(_ path: String...) -> JSON? { at(path) }

    public func at(_ path: [String]) -> JSON? {
        var current = self
        for key in path {
            guard let next = current[key] else { return nil }
            current = next
        }
        return current
    }

    /// Sets the value at a path of member names, making objects on the way; `nil` removes the last member.
    public mutating func set(_ value: JSON?, at path: String...) { set(value, at: path[...]) }

    public mutating func set(_ value: JSON?, at path: ArraySlice<String>) {
        guard let first = path.first else {
            if let value { self = value }
            return
        }
        if path.count == 1 {
            if objectValue == nil { self = .object([:]) }
            self[first] = value
            return
        }
        var child = self[first] ?? .object([:])
        if child.objectValue == nil { child = .object([:]) }
        self[first] = .null
        child.set(value, at: path.dropFirst())
        self[first] = child
    }

    /// The name of the value's type in JSON's own words, for error texts.
    public var typeName: String {
        switch self {
        case .null: "null"
        case .bool: "boolean"
        case .integer, .number: "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    public init(integerLiteral value: Int64) { self = .integer(value) }
    public init(floatLiteral value: Double) { self = .number(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(arrayLiteral elements: JSON...) { self = .array(elements) }
    public init(nilLiteral: ()) { self = .null }

    /// A repeated key keeps its last value.
    public init(dictionaryLiteral elements: (String, JSON)...) {
        self = .object(JSONObject(elements))
    }

    public init(_ value: Int) { self = .integer(Int64(value)) }
    public init(_ labels: [String: String]) { self = .object(JSONObject(labels.lazy.map { ($0, .string($1)) })) }
}

extension StringProtocol {
    /// The beginning, with at most so many Unicode scalars, which is what schemas count. What is shown as one character may
    /// consist of any number of them, so that a number of characters is no limit at all.
    public func cut(to limit: Int) -> String { String(String.UnicodeScalarView(unicodeScalars.prefix(limit))) }
}
