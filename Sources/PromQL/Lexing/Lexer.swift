/// Splits the text of an expression into tokens.
///
/// As in Prometheus, what a character means depends on the place: within braces there are matchers, within brackets
/// lengths of time.
struct Lexer {
    let source: SourceText
    var position = 0
    private var tokens: [Token] = []
    /// The place of the brace or bracket that is open.
    private var openBrace: Int?
    private var openBracket: Int?
    /// True if a number precedes within the brackets. Prometheus takes a colon or a comment only then.
    private var hasNumber = false

    init(_ source: SourceText) { self.source = source }

    mutating func tokenize() throws(PromQLError) -> [Token] {
        while true {
            try skipSpaceAndComments()
            guard position < bytes.count else { break }
            let start = position
            let kind = try next()
            tokens.append(Token(kind: kind, range: SourceRange(start..<position)))
        }
        try checkClosed()
        return tokens + [Token(kind: .end, range: SourceRange(bytes.count..<bytes.count))]
    }

    var bytes: [UInt8] { source.bytes }

    /// Zero after the end: no expression has that byte outside of strings.
    func byte(_ distance: Int = 0) -> UInt8 {
        position + distance < bytes.count ? bytes[position + distance] : 0
    }

    private mutating func skipSpaceAndComments() throws(PromQLError) {
        while position < bytes.count {
            if byte().isSpace {
                position += 1
            } else if byte() == UInt8(ascii: "#"), openBracket == nil || hasNumber {
                while position < bytes.count, byte() != UInt8(ascii: "\n"), byte() != UInt8(ascii: "\r") {
                    position += 1
                }
            } else {
                return
            }
        }
    }

    private func checkClosed() throws(PromQLError) {
        guard let open = openBrace ?? openBracket else { return }
        let (name, closing) = openBrace != nil ? ("brace {", "}") : ("bracket [", "]")
        throw source.error(at: open, "The \(name) is not closed.", hint: "Add the missing \(closing).")
    }

    private mutating func next() throws(PromQLError) -> Token.Kind {
        if let template = templateLeftover(at: position) { throw template.error(in: source) }
        if openBrace != nil { return try nextInBraces() }
        if openBracket != nil { return try nextInBrackets() }
        let isFraction = byte() == UInt8(ascii: ".") && byte(1).isDigit
        if byte().isDigit || isFraction { return try number() }
        if byte().isQuote { return .string(try string()) }
        if byte().isLetter || byte() == UInt8(ascii: ":") { return word() }
        return .symbol(try symbol(Self.allSymbols))
    }

    private mutating func nextInBraces() throws(PromQLError) -> Token.Kind {
        if byte().isQuote { return .string(try string()) }
        if byte().isLetter { return .word(identifier(allowsColon: false)) }
        guard !byte().isDigit else {
            throw unexpectedCharacter(hint: "Write values of labels in quotes, as in {code=\"500\"}.")
        }
        return .symbol(try symbol(Self.braceSymbols))
    }

    private mutating func nextInBrackets() throws(PromQLError) -> Token.Kind {
        let isFraction = byte() == UInt8(ascii: ".") && byte(1).isDigit
        if byte().isDigit || isFraction {
            hasNumber = true
            return try number()
        }
        if byte().isLetter { return .word(try lengthKeyword()) }
        let symbol = try symbol(Self.bracketSymbols)
        guard symbol != .colon || hasNumber else {
            throw source.error(
                at: position - 1, "There is no window before the colon.", hint: "Write one, as in [1h:30s].")
        }
        return .symbol(symbol)
    }

    private static let allSymbols = Set(Token.Symbol.allCases).subtracting([.colon, .doesNotMatch])
    private static let braceSymbols: Set<Token.Symbol> = [
        .matches, .doesNotMatch, .notEqual, .assign, .comma, .rightBrace,
    ]
    private static let bracketSymbols: Set<Token.Symbol> = [
        .leftParenthesis, .rightParenthesis, .colon, .plus, .minus, .star, .slash, .percent, .caret, .comma,
        .rightBracket,
    ]

    /// The longest of the symbols that the place allows.
    private mutating func symbol(_ allowed: Set<Token.Symbol>) throws(PromQLError) -> Token.Symbol {
        for length in [2, 1] where position + length <= bytes.count {
            let text = String(decoding: bytes[position..<position + length], as: UTF8.self)
            guard let symbol = Token.Symbol(rawValue: text), allowed.contains(symbol) else { continue }
            note(symbol)
            position += length
            return symbol
        }
        throw unexpectedCharacter(hint: Self.hint(for: byte()))
    }

    private mutating func note(_ symbol: Token.Symbol) {
        switch symbol {
        case .leftBrace: openBrace = position
        case .rightBrace: openBrace = nil
        case .leftBracket: (openBracket, hasNumber) = (position, false)
        case .rightBracket: openBracket = nil
        default: break
        }
    }

    func unexpectedCharacter(hint: String) -> PromQLError {
        let text = String(decoding: bytes[position..<min(bytes.count, position + 4)], as: UTF8.self)
        let scalar = text.unicodeScalars.first.map { $0.value < 0x20 ? $0.escaped(asASCII: true) : String($0) } ?? ""
        return source.error(at: position, "The character \(scalar) has no meaning here.", hint: hint)
    }

    private static func hint(for byte: UInt8) -> String {
        switch byte {
        case UInt8(ascii: "!"): "Write != for \"is not\", and \"unless\" to leave out series."
        case UInt8(ascii: "&"), UInt8(ascii: "|"): "Write the words \"and\" and \"or\"."
        case 0xE2: "Write plain quotes and signs: \" - +."
        default: "Remove it, or write it in quotes if it is a part of a name or value."
        }
    }
}
