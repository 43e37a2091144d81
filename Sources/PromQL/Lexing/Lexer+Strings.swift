extension Lexer {
    /// A string in double, single or back quotes. Only back quotes take a backslash and the end of a line as they are.
    mutating func string() throws(PromQLError) -> String {
        let start = position
        let quote = byte()
        position += 1
        var value: [UInt8] = []
        while byte() != quote {
            guard position < bytes.count, quote == UInt8(ascii: "`") || byte() != UInt8(ascii: "\n") else {
                throw notClosed(start)
            }
            if quote != UInt8(ascii: "`"), byte() == UInt8(ascii: "\\") {
                value += try escape(quote)
            } else {
                value.append(try stringByte())
            }
        }
        position += 1
        return String(decoding: value, as: UTF8.self)
    }

    private func notClosed(_ start: Int) -> PromQLError {
        let quote = String(Unicode.Scalar(bytes[start]))
        return source.error(
            at: start, "The string that begins here is not closed on its line.",
            hint: "Add the missing \(quote). Write a quote within the string as \\\(quote).")
    }

    /// Prometheus refuses the scalar U+FFFD, which stands for text that was broken on its way.
    private mutating func stringByte() throws(PromQLError) -> UInt8 {
        defer { position += 1 }
        guard byte() == 0xEF, byte(1) == 0xBF, byte(2) == 0xBD else { return byte() }
        throw source.error(
            at: position, "The string contains U+FFFD, which stands for broken text.", hint: "Write the text anew.")
    }

    /// The bytes of an escape. `\x` and octal ones are single bytes, which need not be valid UTF-8.
    private mutating func escape(_ quote: UInt8) throws(PromQLError) -> [UInt8] {
        let start = position
        position += 1
        let character = byte()
        position += 1
        switch character {
        case UInt8(ascii: "\\"), quote: return [character]
        case UInt8(ascii: "x"): return [UInt8(truncatingIfNeeded: try digits(2, radix: 16, start))]
        case UInt8(ascii: "u"): return try scalar(digits(4, radix: 16, start), start)
        case UInt8(ascii: "U"): return try scalar(digits(8, radix: 16, start), start)
        case UInt8(ascii: "0")...UInt8(ascii: "7"):
            position -= 1
            let value = try digits(3, radix: 8, start)
            guard value <= 255 else { throw badEscape(start) }
            return [UInt8(value)]
        default:
            guard let control = Self.controls[character] else { throw badEscape(start) }
            return [control]
        }
    }

    private static let controls: [UInt8: UInt8] = [
        UInt8(ascii: "a"): 0x07, UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C, UInt8(ascii: "n"): 0x0A,
        UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09, UInt8(ascii: "v"): 0x0B,
    ]

    private mutating func digits(_ count: Int, radix: Int, _ start: Int) throws(PromQLError) -> UInt32 {
        let text = bytes[min(position, bytes.count)..<min(position + count, bytes.count)]
        // A sign is no digit, though Swift reads one.
        guard text.count == count, text.allSatisfy(\.isHexadecimalDigit),
            let value = UInt32(String(decoding: text, as: UTF8.self), radix: radix)
        else { throw badEscape(start) }
        position += count
        return value
    }

    private func scalar(_ value: UInt32, _ start: Int) throws(PromQLError) -> [UInt8] {
        guard let scalar = Unicode.Scalar(value) else { throw badEscape(start) }
        return Array(String(scalar).utf8)
    }

    private func badEscape(_ start: Int) -> PromQLError {
        source.error(
            at: start, "The string has an escape that PromQL does not know.",
            hint: "Write a backslash twice, as in \"\\\\d+\", or put the string in back quotes: `\\d+`.")
    }
}
