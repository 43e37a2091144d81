extension Lexer {
    /// Letters, digits and underscores, and colons where the names of metrics are.
    mutating func identifier(allowsColon: Bool) -> String {
        let start = position
        while byte().isLetter || byte().isDigit || allowsColon && byte() == UInt8(ascii: ":") { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    /// Infinity and NaN are words in any case of letters.
    mutating func word() -> Token.Kind {
        let text = identifier(allowsColon: true)
        return switch text.lowercased() {
        case "inf": .number(.infinity)
        case "nan": .number(.nan)
        default: .word(text)
        }
    }

    /// Within brackets there are no words but those of lengths of time.
    mutating func lengthKeyword() throws(PromQLError) -> String {
        let start = position
        let text = identifier(allowsColon: false)
        guard ["step", "range", "max_of", "min_of"].contains(text.lowercased()) else {
            throw source.error(
                at: start, "\"\(text.shortened)\" is no length of time.", hint: "Write a duration such as 5m or 1h30m.")
        }
        return text
    }
}
