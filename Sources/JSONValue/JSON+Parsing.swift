/// Why bytes are not JSON, and where.
public struct JSONParseError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What was wrong, in words.
    public var reason: String
    /// Bytes from the start of the input.
    public var offset: Int

    public var description: String { "not valid JSON at byte \(offset): \(reason)" }
}

extension JSON {
    /// Deeper nesting than this is refused: no Kubernetes object comes near, and recursion must end somewhere.
    public static let maximumDepth = 128

    /// Parses RFC 8259 JSON.
    ///
    /// A parser of our own because the one in Foundation either loses the difference between integer and number or probes
    /// each value by throwing, which costs seconds for a page of pods.
    public init(parsing bytes: some Sequence<UInt8>) throws(JSONParseError) {
        let contiguous = Array(bytes)
        var parser = JSONParser(bytes: contiguous)
        self = try parser.parseDocument()
    }

    public init(parsing text: String) throws(JSONParseError) {
        try self.init(parsing: Array(text.utf8))
    }
}

private struct JSONParser {
    let bytes: [UInt8]
    var position = 0
    var depth = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func parseDocument() throws(JSONParseError) -> JSON {
        let value = try parseValue()
        skipWhitespace()
        guard position == bytes.count else { throw failure("there is more after the value") }
        return value
    }

    func failure(_ reason: String) -> JSONParseError { JSONParseError(reason: reason, offset: position) }

    mutating func skipWhitespace() {
        while position < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[position]) { position += 1 }
    }

    var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func parseValue() throws(JSONParseError) -> JSON {
        skipWhitespace()
        switch next {
        case UInt8(ascii: "{"): return try nested { parser throws(JSONParseError) in try parser.parseObject() }
        case UInt8(ascii: "["): return try nested { parser throws(JSONParseError) in try parser.parseArray() }
        case UInt8(ascii: "\""): return .string(try parseString())
        case UInt8(ascii: "t"): return try parseLiteral("true", .bool(true))
        case UInt8(ascii: "f"): return try parseLiteral("false", .bool(false))
        case UInt8(ascii: "n"): return try parseLiteral("null", .null)
        case nil: throw failure("the input ends where a value should be")
        case .some(let byte) where byte == UInt8(ascii: "-") || Self.isDigit(byte): return try parseNumber()
        default: throw failure("a value cannot start here")
        }
    }

    mutating func nested(
        _ parse: (inout JSONParser) throws(JSONParseError) -> JSON
    ) throws(JSONParseError) -> JSON {
        guard depth < JSON.maximumDepth else { throw failure("nested deeper than \(JSON.maximumDepth) levels") }
        depth += 1
        defer { depth -= 1 }
        return try parse(&self)
    }

    mutating func parseObject() throws(JSONParseError) -> JSON {
        var members: [JSONObject.Member] = []
        position += 1
        skipWhitespace()
        if take(UInt8(ascii: "}")) { return .object([:]) }
        while true {
            skipWhitespace()
            guard next == UInt8(ascii: "\"") else { throw failure("a member name in quotes is missing") }
            let key = try parseString()
            skipWhitespace()
            guard take(UInt8(ascii: ":")) else {
                throw failure("a ':' is missing after \"\(key.cut(to: 40))\"")
            }
            members.append(.init(key: key, value: try parseValue()))
            skipWhitespace()
            if take(UInt8(ascii: "}")) { return .object(JSONObject(members: members)) }
            guard take(UInt8(ascii: ",")) else { throw failure("a ',' or '}' is missing") }
        }
    }

    mutating func parseArray() throws(JSONParseError) -> JSON {
        var elements: [JSON] = []
        position += 1
        skipWhitespace()
        if take(UInt8(ascii: "]")) { return .array(elements) }
        while true {
            elements.append(try parseValue())
            skipWhitespace()
            if take(UInt8(ascii: "]")) { return .array(elements) }
            guard take(UInt8(ascii: ",")) else { throw failure("a ',' or ']' is missing") }
        }
    }

    mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        position += 1
        return true
    }

    mutating func parseLiteral(_ text: StaticString, _ value: JSON) throws(JSONParseError) -> JSON {
        let count = text.utf8CodeUnitCount
        let matches = text.withUTF8Buffer { expected in
            position + count <= bytes.count && bytes[position..<position + count].elementsEqual(expected)
        }
        guard matches else { throw failure("a value cannot start here") }
        position += count
        return value
    }

    mutating func parseNumber() throws(JSONParseError) -> JSON {
        let start = position
        _ = take(UInt8(ascii: "-"))
        let integerDigits = skipDigits()
        guard integerDigits > 0 else { throw failure("a digit is missing") }
        if integerDigits > 1, bytes[position - integerDigits] == UInt8(ascii: "0") {
            throw failure("a number cannot start with 0")
        }
        var isInteger = true
        if take(UInt8(ascii: ".")) {
            isInteger = false
            guard skipDigits() > 0 else { throw failure("a digit is missing after '.'") }
        }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            isInteger = false
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            guard skipDigits() > 0 else { throw failure("a digit is missing in the exponent") }
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if isInteger, let value = Int64(text) { return .integer(value) }
        guard let value = Double(text), value.isFinite else {
            throw failure("the number \(text.prefix(40)) is too large")
        }
        return .number(value)
    }

    static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    mutating func skipDigits() -> Int {
        let start = position
        while let byte = next, Self.isDigit(byte) { position += 1 }
        return position - start
    }

    mutating func parseString() throws(JSONParseError) -> String {
        position += 1
        let start = position
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                let text = try decode(start..<position)
                position += 1
                return text
            case UInt8(ascii: "\\"): return try parseEscapedString(from: start)
            case 0..<0x20: throw failure("a control character inside a string")
            default: position += 1
            }
        }
        throw failure("a string is not closed")
    }

    func decode(_ range: Range<Int>) throws(JSONParseError) -> String {
        guard let text = String(validating: bytes[range], as: UTF8.self) else {
            throw failure("a string is not valid UTF-8")
        }
        return text
    }

    /// The slow path: the string holds at least one escape.
    mutating func parseEscapedString(from start: Int) throws(JSONParseError) -> String {
        var decoded = Array(bytes[start..<position])
        while let byte = next {
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: decoded, as: UTF8.self) else {
                    throw failure("a string is not valid UTF-8")
                }
                return text
            case UInt8(ascii: "\\"): decoded.append(contentsOf: try parseEscape())
            case 0..<0x20: throw failure("a control character inside a string")
            default: decoded.append(byte)
            }
        }
        throw failure("a string is not closed")
    }

    mutating func parseEscape() throws(JSONParseError) -> [UInt8] {
        guard let byte = next else { throw failure("a string is not closed") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"): return Array(String(try parseUnicodeEscape()).utf8)
        default: throw failure("an unknown escape in a string")
        }
    }

    mutating func parseUnicodeEscape() throws(JSONParseError) -> Character {
        let first = try parseHexQuad()
        var code = UInt32(first)
        if (0xD800...0xDBFF).contains(first) {
            guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else { throw failure("half a surrogate pair") }
            let second = try parseHexQuad()
            guard (0xDC00...0xDFFF).contains(second) else { throw failure("half a surrogate pair") }
            code = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(code) else { throw failure("half a surrogate pair") }
        return Character(scalar)
    }

    mutating func parseHexQuad() throws(JSONParseError) -> UInt16 {
        guard position + 4 <= bytes.count, bytes[position] != UInt8(ascii: "+"),
            let value = UInt16(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
        else { throw failure("\\u needs four hexadecimal digits") }
        position += 4
        return value
    }
}
