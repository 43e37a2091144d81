/// Recursive descent over the grammar of PromQL, with the types checked as the tree grows.
struct Parser {
    let source: SourceText
    private let tokens: [Token]
    private var index = 0
    private var depth = 0

    /// An expression, and what of its text is not in the tree.
    struct Operand {
        var expression: PromQLExpression
        /// The length of the longest way to a leaf.
        var height = 1
        var isParenthesized = false

        var type: PromQLExpression.ValueType { expression.type }
        var sourceRange: SourceRange { expression.sourceRange }
    }

    init(_ text: String) throws(PromQLError) {
        guard text.utf8.count <= PromQLExpression.maximumLength else {
            throw PromQLError(
                line: 1, column: 1, message: "The expression has more than \(PromQLExpression.maximumLength) bytes.",
                hint: "Move a part of it to a recording rule.")
        }
        source = SourceText(text)
        var lexer = Lexer(source)
        tokens = try lexer.tokenize()
    }

    mutating func parse() throws(PromQLError) -> PromQLExpression {
        guard token.kind != .end else {
            throw error(token, "The expression is empty.", hint: "Write one, such as up{job=\"api\"}.")
        }
        let operand = try expression()
        guard token.kind == .end else { throw unexpected("after the end of the expression") }
        try checkRestricted(operand.expression)
        return operand.expression
    }

    /// A selector that no series fails would read all of Prometheus.
    private func checkRestricted(_ expression: PromQLExpression) throws(PromQLError) {
        guard let selector = expression.unrestrictedSelector else { return }
        throw source.error(
            at: selector.sourceRange, "\(source.excerpt(selector.sourceRange)) selects every series.",
            hint: "Add a name or a matcher that an empty value does not fulfil, such as job=\"api\".")
    }
}

extension Parser {
    var token: Token { tokens[index] }
    var nextToken: Token { tokens[min(index + 1, tokens.count - 1)] }
    var previousRange: SourceRange { tokens[max(index - 1, 0)].range }

    mutating func advance() { index = min(index + 1, tokens.count - 1) }

    mutating func take(_ symbol: Token.Symbol) -> Bool {
        guard token.kind == .symbol(symbol) else { return false }
        advance()
        return true
    }

    /// The keyword at a token, in any case of letters.
    func keyword(_ token: Token) -> Keyword? {
        guard case .word(let text) = token.kind else { return nil }
        return Keyword(rawValue: text.lowercased())
    }

    mutating func take(_ keyword: Keyword) -> Bool {
        guard self.keyword(token) == keyword else { return false }
        advance()
        return true
    }

    /// Begins a level of nesting; ``leave()`` ends it.
    mutating func enter() throws(PromQLError) {
        depth += 1
        guard depth <= PromQLExpression.maximumDepth else {
            throw error(
                token, "The expression is nested more than \(PromQLExpression.maximumDepth) levels deep.",
                hint: "Move the inner part to a recording rule.")
        }
    }

    mutating func leave() { depth -= 1 }

    /// The operand of a larger tree.
    func grown(_ expression: PromQLExpression, over parts: [Operand]) throws(PromQLError) -> Operand {
        let height = 1 + (parts.map(\.height).max() ?? 0)
        guard height <= PromQLExpression.maximumHeight else {
            throw source.error(
                at: parts.last?.sourceRange ?? expression.sourceRange,
                "The expression is a chain of more than \(PromQLExpression.maximumHeight) operators.",
                hint: "Put parts of it in parentheses, or move them to a recording rule.")
        }
        return Operand(expression: expression, height: height)
    }
}

extension Parser {
    func error(_ token: Token, _ message: String, hint: String) -> PromQLError {
        source.error(at: token.range, message, hint: hint)
    }

    /// The token as a message shows it.
    func shown(_ token: Token) -> String {
        token.kind == .end ? "The expression ends" : "\(source.excerpt(token.range)) is not expected"
    }

    /// - Parameter place: such as "after by".
    func unexpected(_ place: String, hint: String? = nil) -> PromQLError {
        error(token, "\(shown(token)) \(place).", hint: hint ?? generalHint)
    }

    private var generalHint: String {
        switch token.kind {
        case .symbol(.rightParenthesis): "Remove the parenthesis, or add the one that opens it."
        case .symbol(.assign): "Write == to compare, and {label=\"value\"} to match a label."
        case .end: "Complete it."
        case .word, .number, .duration, .string: "Is an operator or a comma missing before it?"
        case .symbol: "Remove it, or complete what stands before it."
        }
    }

    /// The parenthesis that closes another one.
    mutating func expectClosing(_ opening: SourceRange) throws(PromQLError) {
        if take(.rightParenthesis) { return }
        guard token.kind == .end else { throw unexpected("within the parentheses") }
        throw source.error(at: opening, "The parenthesis ( is not closed.", hint: "Add the missing ).")
    }
}
