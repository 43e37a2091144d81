extension Lexer {
    /// A number or a duration. It ends where letters, digits and underscores end.
    mutating func number() throws(PromQLError) -> Token.Kind {
        let start = position
        let isNumber = scanNumber()
        let isDuration = !isNumber && scanDuration()
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if isNumber, let value = Self.value(of: text) { return .number(value) }
        if isDuration, let seconds = DurationText.seconds(of: text) { return .duration(seconds) }
        while byte().isLetter || byte().isDigit { position += 1 }
        throw badNumber(SourceRange(start..<position))
    }

    private func badNumber(_ range: SourceRange) -> PromQLError {
        source.error(
            at: range, "\(source.excerpt(range)) is neither a number nor a duration.",
            hint:
                "Write durations with units from large to small: 5m, 1h30m, 500ms. The units are y, w, d, h, m, s, ms.")
    }

    /// The characters that Prometheus takes for a number. Whether they are one, ``value(of:)`` says.
    private mutating func scanNumber() -> Bool {
        let isHexadecimal = take("0") && (take("x") || take("X"))
        if isHexadecimal { _ = take("_") }
        let isDigit = { (byte: UInt8) in isHexadecimal ? byte.isHexadecimalDigit : byte.isDigit }
        _ = take(".")
        if isDigit(byte()) { position += 1 }
        var (hasDot, hasExponent) = (false, false)
        while true {
            switch byte() {
            case UInt8(ascii: "."):
                guard !hasDot, !isHexadecimal, !isFollowed(by: "_.") else { return false }
                hasDot = true
                position += 1
            case UInt8(ascii: "e"), UInt8(ascii: "E"):
                guard !hasExponent, scanExponent() else { return false }
                hasExponent = true
            case UInt8(ascii: "_"):
                guard position + 1 < bytes.count, !isFollowed(by: "._eE") else { return false }
                position += 1
            case let digit where isDigit(digit): position += 1
            case let other: return !other.isLetter
            }
        }
    }

    private mutating func scanExponent() -> Bool {
        position += 1
        if byte() == UInt8(ascii: "+") || byte() == UInt8(ascii: "-") { position += 1 }
        return position < bytes.count && !"._eE".utf8.contains(byte())
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard byte() == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private func isFollowed(by characters: String) -> Bool { characters.utf8.contains(byte(1)) }

    /// The rest of a duration, after its first digits.
    private mutating func scanDuration() -> Bool {
        while byte().isDigit || "smhdwy".utf8.contains(byte()) { position += 1 }
        return !byte().isLetter
    }

    /// As Go's `strconv` reads it: `0x1F`, `0777` in octal, `1_000`, `.5`, `1e3`.
    private static func value(of text: String) -> Double? {
        guard hasValidUnderscores(text) else { return nil }
        let digits = text.filter { $0 != "_" }.lowercased()
        if digits.hasPrefix("0x") {
            return UInt64(digits.dropFirst(2), radix: 16).flatMap(Int64.init(exactly:)).map { Double($0) }
        }
        if digits.hasPrefix("0"), let octal = Int64(digits, radix: 8) { return Double(octal) }
        guard let value = Double(digits), value.isFinite else { return nil }
        return value
    }

    /// Underscores stand between digits, or between the prefix `0x` and a digit.
    private static func hasValidUnderscores(_ text: String) -> Bool {
        let digits = text.lowercased().hasPrefix("0x") ? "0" + text.dropFirst(2) : text
        let parts = digits.split(separator: "_", omittingEmptySubsequences: false)
        return parts.count == 1
            || zip(parts, parts.dropFirst()).allSatisfy { left, right in
                guard let last = left.last, let first = right.first else { return false }
                return last.isHexDigit && first.isHexDigit
            }
    }
}
