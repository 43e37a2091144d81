/// A word of the expression language.
enum CELToken: Sendable, Hashable {
    case identifier(String)
    case integer(Int64)
    case double(Double)
    case string(String)
    case symbol(String)
    case end
}

/// Splits the text of an expression into tokens.
struct CELLexer {
    private let characters: [Character]
    private var position = 0

    init(_ text: String) { characters = Array(text) }

    /// The tokens with where each starts, in characters.
    mutating func tokens() throws(CELError) -> [(token: CELToken, offset: Int)] {
        var tokens: [(CELToken, Int)] = []
        while true {
            skipSpace()
            let start = position
            let token = try next()
            tokens.append((token, start))
            if token == .end { return tokens }
        }
    }

    private var current: Character? { position < characters.count ? characters[position] : nil }

    private func peek(_ distance: Int) -> Character? {
        position + distance < characters.count ? characters[position + distance] : nil
    }

    private mutating func skipSpace() {
        while let character = current {
            if character.isWhitespace {
                position += 1
            } else if character == "/", peek(1) == "/" {
                while let other = current, !other.isNewline { _ = other; position += 1 }
            } else {
                return
            }
        }
    }

    private mutating func next() throws(CELError) -> CELToken {
        guard let character = current else { return .end }
        if character == "\"" || character == "'" { return .string(try quoted(isRaw: false)) }
        if "rR".contains(character), let quote = peek(1), quote == "\"" || quote == "'" {
            position += 1
            return .string(try quoted(isRaw: true))
        }
        if character.isNumber { return try number() }
        if character.isLetter || character == "_" { return .identifier(word()) }
        return try symbol()
    }

    private mutating func word() -> String {
        let start = position
        while let character = current, character.isLetter || character.isNumber || character == "_" { position += 1 }
        return String(characters[start..<position])
    }

    private mutating func number() throws(CELError) -> CELToken {
        let start = position
        var isDouble = false
        while let character = current {
            let isFraction = character == "." && peek(1)?.isNumber == true
            let isExponent =
                "eE".contains(character) || ("+-".contains(character) && "eE".contains(characters[position - 1]))
            guard character.isNumber || isFraction || isExponent else { break }
            isDouble = isDouble || isFraction || isExponent
            position += 1
        }
        let text = String(characters[start..<position])
        if isDouble, let value = Double(text) { return .double(value) }
        guard let value = Int64(text) else { throw .syntax("\(text) is not a number", offset: start) }
        if let suffix = current, "uU".contains(suffix) { position += 1 }
        return .integer(value)
    }

    private mutating func quoted(isRaw: Bool) throws(CELError) -> String {
        let start = position
        let quote = characters[position]
        var text = ""
        position += 1
        while let character = current {
            position += 1
            if character == quote { return text }
            if character == "\\", !isRaw { text.append(try escape()) } else { text.append(character) }
        }
        throw .syntax("a string is not closed", offset: start)
    }

    private mutating func escape() throws(CELError) -> Character {
        guard let character = current else { throw .syntax("a string is not closed", offset: position) }
        position += 1
        switch character {
        case "n": return "\n"
        case "t": return "\t"
        case "r": return "\r"
        case "\\", "'", "\"", "`", "?": return character
        default: throw .syntax("unknown escape \\\(character)", offset: position)
        }
    }

    private mutating func symbol() throws(CELError) -> CELToken {
        for symbol in ["==", "!=", "<=", ">=", "&&", "||"]
        where peek(1).map({ "\(characters[position])\($0)" }) == symbol {
            position += 2
            return .symbol(symbol)
        }
        let character = characters[position]
        guard "+-*/%<>!?:()[]{},.".contains(character) else {
            throw .syntax("'\(character)' is not expected", offset: position)
        }
        position += 1
        return .symbol(String(character))
    }
}
