internal import JSONValue

/// How a string is written in YAML.
enum YAMLText {
    /// The string itself where it reads back as the same string, otherwise in double quotes.
    static func quotedWhereNeeded(_ text: String) -> String { isSafePlain(text) ? text : quoted(text) }

    private static let indicators = Set("-?:,[]{}#&*!|>'\"%@`=<~")

    private static func isSafePlain(_ text: String) -> Bool {
        guard PlainScalar.meaning(of: text) == .json(.string(text)) else { return false }
        guard let first = text.first, let last = text.last else { return false }
        if first.isWhitespace || last.isWhitespace || last == ":" { return false }
        if indicators.contains(first) || looksLikeOldNumber(text) { return false }
        if text.contains(": ") || text.contains(" #") { return false }
        return text.unicodeScalars.allSatisfy(isPrintable)
    }

    /// Timestamps and base 60 numbers, which other YAML readers take for something else than strings.
    private static func looksLikeOldNumber(_ text: String) -> Bool {
        guard text.first.map({ $0.isNumber || $0 == "+" || $0 == "." }) == true else { return false }
        return text.allSatisfy { $0.isNumber || "+-.:_TZtzeE ".contains($0) }
    }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20...0x7E, 0xA0...0x2027, 0x202A...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }

    /// Double-quoted: JSON's escapes are a subset of YAML's. What YAML does not allow as it is gets an escape.
    private static func quoted(_ text: String) -> String {
        var result = ""
        for scalar in JSON.string(text).serializedString.unicodeScalars {
            if isPrintable(scalar) {
                result.unicodeScalars.append(scalar)
            } else {
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
        }
        return result
    }

    /// The literal block for a text of several lines; `nil` where a block cannot hold it or one line is enough.
    static func block(_ text: String, indent: Int) -> String? {
        guard text.contains("\n"), text != "\n" else { return nil }
        guard text.unicodeScalars.allSatisfy({ $0 == "\n" || isPrintable($0) }) else { return nil }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        // An indentation that the reader cannot guess, and trailing spaces that editors eat, go into quotes.
        guard let first = lines.first, !first.isEmpty, first.first != " " else { return nil }
        guard lines.allSatisfy({ $0.last != " " }) else { return nil }
        let chomping = !text.hasSuffix("\n") ? "-" : text.hasSuffix("\n\n") ? "+" : ""
        let body = text.hasSuffix("\n") ? lines.dropLast() : lines[...]
        let padding = String(repeating: " ", count: indent)
        return "|" + chomping + "\n" + body.map { $0.isEmpty ? "\n" : padding + $0 + "\n" }.joined()
    }
}
