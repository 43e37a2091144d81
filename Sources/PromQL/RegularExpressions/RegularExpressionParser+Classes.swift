extension RegularExpressionParser {
    /// `[a-z]`, `[^[:digit:]\s]`.
    mutating func characterClass() throws(RegularExpressionError) {
        _ = take("[")
        _ = take("^")
        var isFirst = true
        while isFirst || current != "]" {
            guard current != nil else {
                throw .init("a [ is not closed", hint: #"Add the ], or write \[ for the character."#)
            }
            isFirst = false
            if try takeNamedClass() { continue }
            if try takeClassEscape() { continue }
            try classRange()
        }
        _ = take("]")
    }

    private mutating func classRange() throws(RegularExpressionError) {
        let low = try classCharacter()
        let mark = self
        guard take("-"), current != "]", current != nil else {
            self = mark
            return
        }
        let high = try classCharacter()
        guard low <= high else { throw .init("the range \(low)-\(high) is empty", hint: "Swap its ends.") }
    }

    private mutating func classCharacter() throws(RegularExpressionError) -> Unicode.Scalar {
        if current == "\\" { return try literalEscape() }
        guard let scalar = advance() else { throw .init("a [ is not closed", hint: "Add the ].") }
        return scalar
    }

    /// `[:alpha:]` within a class. Without the end it is plain text.
    private mutating func takeNamedClass() throws(RegularExpressionError) -> Bool {
        let mark = self
        guard take("[:"), position <= lastNamedClassEnd, let name = text(before: ":]") else {
            self = mark
            return false
        }
        let known = [
            "alnum", "alpha", "ascii", "blank", "cntrl", "digit", "graph", "lower", "print", "punct", "space", "upper",
            "word", "xdigit",
        ]
        guard known.contains(name.hasPrefix("^") ? String(name.dropFirst()) : name) else {
            throw .init("[:\(name.shortened):] is no class", hint: "Write one such as [:digit:].")
        }
        return true
    }

    /// `\d`, `\w`, `\pL`, `\p{Greek}` and the like.
    mutating func takeClassEscape() throws(RegularExpressionError) -> Bool {
        if [#"\d"#, #"\D"#, #"\s"#, #"\S"#, #"\w"#, #"\W"#].contains(where: { take($0) }) { return true }
        guard take(#"\p"#) || take(#"\P"#) else { return false }
        let name: String?
        if take("{") {
            name = text(before: "}")
        } else {
            name = advance().map { String($0) }
        }
        guard let name, isUnicodeClass(name) else {
            throw .init("\\p has no valid name of a class of characters", hint: #"Write one such as \p{Greek} or \pL."#)
        }
        return true
    }

    /// Names of several letters are not checked further: there are some hundred scripts.
    private func isUnicodeClass(_ name: String) -> Bool {
        let plain = name.hasPrefix("^") ? name.dropFirst() : name[...]
        guard plain.count > 1 else { return "CLMNPSZ".contains(plain) && !plain.isEmpty }
        return plain.utf8.allSatisfy { $0.isLetter || $0.isDigit }
    }

    /// `\.`, `\n`, `\x41`, `\x{10FFFF}`, `\101`.
    @discardableResult
    mutating func literalEscape() throws(RegularExpressionError) -> Unicode.Scalar {
        _ = take("\\")
        guard let scalar = advance() else {
            throw .init("it ends in a backslash", hint: #"Write \\ for the character."#)
        }
        switch scalar {
        case "a", "f", "n", "r", "t", "v": return scalar
        case "x": return try hexadecimalEscape()
        case "0"..."7": return try octalEscape(first: scalar)
        default:
            let isLetterOrDigit = scalar.isASCII && scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
            guard scalar.isASCII, !isLetterOrDigit else { throw unknownEscape(scalar) }
            return scalar
        }
    }

    private func unknownEscape(_ scalar: Unicode.Scalar) -> RegularExpressionError {
        .init("\\\(scalar) is not known to RE2", hint: "Write the character without the backslash.")
    }

    private mutating func hexadecimalEscape() throws(RegularExpressionError) -> Unicode.Scalar {
        var digits: String?
        if take("{") {
            digits = text(before: "}")
        } else if let first = advance(), let second = advance() {
            digits = String(first) + String(second)
        }
        // Go also takes surrogates, which no text has.
        guard let digits, (1...8).contains(digits.utf8.count), digits.utf8.allSatisfy(\.isHexadecimalDigit),
            let value = UInt32(digits, radix: 16), value <= 0x10FFFF
        else { throw .init("\\x has no valid code", hint: #"Write two digits, as in \x41, or \x{1F600}."#) }
        return Unicode.Scalar(value) ?? "\u{FFFD}"
    }

    /// A single digit but 0 would refer to a group, which RE2 cannot.
    private mutating func octalEscape(first: Unicode.Scalar) throws(RegularExpressionError) -> Unicode.Scalar {
        var value = first.value - 0x30
        var count = 1
        while count < 3, let next = current, ("0"..."7").contains(next) {
            value = value * 8 + next.value - 0x30
            _ = advance()
            count += 1
        }
        guard first == "0" || count > 1 else { throw unknownEscape(first) }
        return Unicode.Scalar(value) ?? "\u{FFFD}"
    }
}
