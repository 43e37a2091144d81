internal import JSONValue

/// What an unquoted scalar means, by the rules of the YAML library that kubectl uses.
enum PlainScalar {
    enum Meaning: Equatable {
        case json(JSON)
        /// `.nan`, `.inf`, or a number too large for 64-bit floating point.
        case notFinite
    }

    private static let words: [String: Meaning] = {
        var words: [String: Meaning] = [:]
        for word in ["", "~", "null", "Null", "NULL"] { words[word] = .json(.null) }
        for word in ["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"] {
            words[word] = .json(true)
        }
        for word in ["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"] {
            words[word] = .json(false)
        }
        for word in [".nan", ".NaN", ".NAN"] { words[word] = .notFinite }
        for sign in ["", "+", "-"] {
            for word in [".inf", ".Inf", ".INF"] { words[sign + word] = .notFinite }
        }
        return words
    }()

    static func meaning(of text: String) -> Meaning {
        if let word = words[text] { return word }
        guard let first = text.utf8.first, isNumberStart(first) else { return .json(.string(text)) }
        // 64 is more than any number that fits, with room for underscores.
        guard text.utf8.count <= 64 else { return float(text) ?? .json(.string(text)) }
        let plain = first == UInt8(ascii: ".") ? text : text.filter { $0 != "_" }
        return integer(plain) ?? float(plain) ?? .json(.string(text))
    }

    private static func isNumberStart(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || [UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: ".")].contains(byte)
    }

    /// Decimal, `0x`, `0b`, `0o` and C's `0` octal, with a sign.
    private static func integer(_ text: String) -> Meaning? {
        var digits = text[...]
        let isNegative = digits.first == "-"
        if isNegative || digits.first == "+" { digits = digits.dropFirst() }
        let radix = dropRadixPrefix(&digits)
        // Swift's own parsers take a sign, of which there may be only one.
        guard let first = digits.first, first.isHexDigit else { return nil }
        guard let magnitude = UInt64(digits, radix: radix) else { return nil }
        if let value = Int64((isNegative ? "-" : "") + digits, radix: radix) { return .json(.integer(value)) }
        return .json(.number(isNegative ? -Double(magnitude) : Double(magnitude)))
    }

    private static func dropRadixPrefix(_ digits: inout Substring) -> Int {
        for (prefix, radix) in [("0x", 16), ("0b", 2), ("0o", 8)] where digits.lowercased().hasPrefix(prefix) {
            digits = digits.dropFirst(2)
            return radix
        }
        if digits.count > 1, digits.first == "0" {
            digits = digits.dropFirst()
            return 8
        }
        return 10
    }

    private static func float(_ text: String) -> Meaning? {
        guard isFloat(text), let value = Double(text.first == "+" ? String(text.dropFirst()) : text) else { return nil }
        guard value.isFinite else { return .notFinite }
        // As kubectl does it on the way to JSON: 1.0 and 1e3 are whole numbers.
        if abs(value) < 9_007_199_254_740_992, let whole = Int64(exactly: value) { return .json(.integer(whole)) }
        return .json(.number(value))
    }

    /// `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`
    private static func isFloat(_ text: String) -> Bool {
        var rest = Array(text.utf8)[...]
        func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
        func dropDigits() -> Int {
            let count = rest.prefix(while: isDigit).count
            rest = rest.dropFirst(count)
            return count
        }
        func drop(_ characters: StaticString) -> Bool {
            let matches = characters.withUTF8Buffer { buffer in rest.first.map { buffer.contains($0) } ?? false }
            if matches { rest = rest.dropFirst() }
            return matches
        }
        _ = drop("+-")
        let whole = dropDigits()
        let fraction = drop(".") ? dropDigits() : 0
        guard whole + fraction > 0 else { return false }
        if drop("eE") {
            _ = drop("+-")
            guard dropDigits() > 0 else { return false }
        }
        return rest.isEmpty
    }
}
