internal import JSONValue
internal import KubernetesTypes

/// Reads a list's JSON item by item, so that the tree of only one item is in memory at a time: a page of 500 pods is
/// some megabytes as text, and ten times that as a tree.
struct ListScanner {
    struct Problem: Error { var what: String }

    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The list without its items, each of which goes to `item`.
    mutating func scan(item: (JSON) -> Void) throws(Problem) -> JSON {
        var rest: JSONObject = [:]
        try expect("{")
        if take("}") { return try end(rest) }
        repeat {
            guard case .string(let key) = try value() else { throw Problem(what: "a member has no name") }
            try expect(":")
            if key == "items", peek() == UInt8(ascii: "[") {
                try scanItems(item)
            } else {
                rest[key] = try value()
            }
        } while take(",")
        try expect("}")
        return try end(rest)
    }

    private mutating func end(_ rest: JSONObject) throws(Problem) -> JSON {
        guard peek() == nil else { throw Problem(what: "there is more after the list") }
        return .object(rest)
    }

    private mutating func scanItems(_ item: (JSON) -> Void) throws(Problem) {
        try expect("[")
        if take("]") { return }
        repeat { item(try value()) } while take(",")
        try expect("]")
    }

    private mutating func value() throws(Problem) -> JSON {
        skipSpace()
        let start = position
        try skipValue()
        do {
            return try JSON(parsing: bytes[start..<position])
        } catch {
            throw Problem(what: error.description)
        }
    }

    /// Finds where a value ends; whether it is valid is found by the parser.
    private mutating func skipValue() throws(Problem) {
        var depth = 0
        repeat {
            guard position < bytes.count else { throw Problem(what: "the JSON ends too early") }
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "\""): skipString()
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                guard depth > 0 else { throw Problem(what: "a value is missing") }
                depth -= 1
            default: if depth == 0 { return try skipWord() }
            }
            position += 1
        } while depth > 0
    }

    /// Leaves the position at the closing quote.
    private mutating func skipString() {
        position += 1
        while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
            position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
        }
        position = min(position, bytes.count - 1)
    }

    private mutating func skipWord() throws(Problem) {
        let start = position
        while position < bytes.count, !Self.endsWord(bytes[position]) { position += 1 }
        guard position > start else { throw Problem(what: "a value is missing") }
    }

    private static func endsWord(_ byte: UInt8) -> Bool {
        byte <= 0x20 || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]")
    }

    private mutating func skipSpace() {
        while position < bytes.count, bytes[position] <= 0x20 { position += 1 }
    }

    private mutating func peek() -> UInt8? {
        skipSpace()
        return position < bytes.count ? bytes[position] : nil
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard peek() == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func expect(_ character: Unicode.Scalar) throws(Problem) {
        guard take(character) else { throw Problem(what: "'\(character)' is missing at byte \(position)") }
    }
}
