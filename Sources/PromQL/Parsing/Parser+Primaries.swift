extension Parser {
    /// A literal, a selector, a call, an aggregation, or an expression in parentheses.
    mutating func primary() throws(PromQLError) -> Operand {
        if let number = numberLiteral() { return Operand(expression: .number(number)) }
        switch token.kind {
        case .string(let value):
            advance()
            return Operand(expression: .string(.init(value, at: previousRange)))
        case .symbol(.leftParenthesis): return try parenthesized()
        case .symbol(.leftBrace): return try selector(named: nil)
        case .word(let text): return try named(text)
        default: throw unexpected("where a value begins", hint: "Write a selector, a number or a function there.")
        }
    }

    private mutating func parenthesized() throws(PromQLError) -> Operand {
        try enter()
        defer { leave() }
        let opening = token.range
        advance()
        var operand = try expression()
        try expectClosing(opening)
        operand.isParenthesized = true
        return operand
    }

    private mutating func named(_ text: String) throws(PromQLError) -> Operand {
        let isCall = nextToken.kind == .symbol(.leftParenthesis)
        if let operation = PromQLExpression.Aggregation.Operation(rawValue: text.lowercased()),
            isCall || keyword(nextToken) == .by || keyword(nextToken) == .without
        {
            return try aggregation(operation)
        }
        if isCall { return try call(text) }
        guard keyword(token)?.isReserved != true else {
            throw unexpected(
                "where a value begins", hint: "Write a metric of that name as {__name__=\"\(text.lowercased())\"}.")
        }
        return try selector(named: text)
    }
}

extension Parser {
    /// `(a, b)` with an optional comma at the end.
    mutating func labelList(after word: String) throws(PromQLError) -> [String] {
        let opening = token.range
        guard take(.leftParenthesis) else {
            throw unexpected("after \(word)", hint: "Write the labels in parentheses, as in \(word) (app).")
        }
        var labels: [String] = []
        while token.kind != .symbol(.rightParenthesis) {
            labels.append(try label(opening))
            guard take(.comma) else { break }
        }
        try expectClosing(opening)
        return labels
    }

    private mutating func label(_ opening: SourceRange) throws(PromQLError) -> String {
        defer { advance() }
        switch token.kind {
        case .word(let text) where keyword(token) != .without: return text
        case .string(let text) where !text.isEmpty: return text
        case .end: throw source.error(at: opening, "The parenthesis ( is not closed.", hint: "Add the missing ).")
        default: throw unexpected("in a list of labels", hint: "Write names of labels, separated by commas.")
        }
    }
}
