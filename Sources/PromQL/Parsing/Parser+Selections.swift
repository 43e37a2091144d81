extension Parser {
    /// What follows an expression and binds tightest: `[5m]`, `[1h:30s]`, `offset`, `@`, `anchored`, `smoothed`.
    mutating func selected(_ operand: Operand) throws(PromQLError) -> Operand {
        var operand = operand
        while true {
            let start = token
            if start.kind == .symbol(.leftBracket) {
                operand = try ranged(operand)
            } else if take(.offset) {
                let offset = try self.offset()
                operand = try modified(operand, start) { $0.setOffset(offset) }
            } else if take(.at) {
                let timestamp = try self.timestamp()
                operand = try modified(operand, start) { $0.setTimestamp(timestamp) }
            } else if let edge = takeEdge() {
                operand = try modified(operand, start) { $0.setEdge(edge) }
            } else {
                return operand
            }
        }
    }

    private mutating func takeEdge() -> PromQLExpression.Modifiers.Edge? {
        guard let word = keyword(token), let edge = PromQLExpression.Modifiers.Edge(rawValue: word.rawValue) else {
            return nil
        }
        advance()
        return edge
    }

    private mutating func ranged(_ operand: Operand) throws(PromQLError) -> Operand {
        let opening = token.range
        advance()
        let window = try positiveLength("window")
        if take(.colon) { return try subquery(operand, window, opening) }
        guard take(.rightBracket) else { throw unexpected("in a window", hint: "Close it, as in [5m].") }
        guard case .selector(let selection) = operand.expression, !operand.isParenthesized else {
            throw rangeOfOther(operand, opening)
        }
        guard selection.modifiers.isPresent else {
            throw source.error(
                at: opening, "The window stands after the offset or the @.", hint: "Write it before: up[5m] offset 1h.")
        }
        let range = operand.sourceRange.through(previousRange)
        return Operand(
            expression: .range(.init(selection.selector, window: window, selection.modifiers, at: range)))
    }

    private func rangeOfOther(_ operand: Operand, _ opening: SourceRange) -> PromQLError {
        source.error(
            at: opening, "A window can follow only a selector, not \(operand.type.inWords) that is computed.",
            hint: "Write it directly after the selector, as in sum(rate(up[5m])), or add a colon for a subquery: [5m:]."
        )
    }

    private mutating func subquery(
        _ operand: Operand, _ window: PromQLExpression.Length, _ opening: SourceRange
    ) throws(PromQLError) -> Operand {
        let step = token.kind == .symbol(.rightBracket) ? nil : try positiveLength("step")
        guard take(.rightBracket) else { throw unexpected("in a subquery", hint: "Close it, as in [1h:30s].") }
        guard operand.type == .instantVector else {
            throw source.error(
                at: opening, "A subquery needs an instant vector, not \(operand.type.inWords).",
                hint: "Remove the brackets, or query an instant vector.")
        }
        let range = operand.sourceRange.through(previousRange)
        return try grown(.subquery(.init(operand.expression, window: window, step: step, at: range)), over: [operand])
    }
}

extension Parser {
    /// Why a modifier cannot stand where it stands: message and hint.
    typealias ModifierProblem = (message: String, hint: String)

    private func modified(
        _ operand: Operand, _ word: Token, _ change: (inout PromQLExpression.Modifiers) -> ModifierProblem?
    ) throws(PromQLError) -> Operand {
        var result = operand
        let problem = operand.isParenthesized ? Self.noSelector : result.expression.modify(change)
        if let problem { throw error(word, problem.message, hint: problem.hint) }
        return result
    }

    private mutating func timestamp() throws(PromQLError) -> PromQLExpression.Modifiers.Timestamp {
        if let word = keyword(token), word == .start || word == .end {
            advance()
            let opening = token.range
            guard take(.leftParenthesis) else { throw unexpected("after \(word.rawValue)", hint: "Write @ start().") }
            try expectClosing(opening)
            return word == .start ? .start : .end
        }
        let isNegative = token.kind == .symbol(.minus)
        if !take(.minus) { _ = take(.plus) }
        guard let number = numberLiteral(), number.value.magnitude < 0x1p63 else {
            throw unexpected("as a time", hint: "Write seconds since 1970, start() or end() after the @.")
        }
        return .seconds(isNegative ? -number.value : number.value)
    }

    static var noSelector: ModifierProblem {
        (
            "offset, @, anchored and smoothed can follow only a selector or a subquery.",
            "Write it directly after the selector, as in rate(up[5m] offset 1h)."
        )
    }
}

extension PromQLExpression {
    fileprivate mutating func modify(_ change: (inout Modifiers) -> Parser.ModifierProblem?) -> Parser.ModifierProblem?
    {
        var problem: Parser.ModifierProblem?
        switch self {
        case .selector(var selection):
            problem = change(&selection.modifiers)
            self = .selector(selection)
        case .range(var selection):
            problem = change(&selection.modifiers)
            self = .range(selection)
        case .subquery(var subquery):
            problem = change(&subquery.modifiers)
            if subquery.modifiers.edge != nil { problem = Parser.noSelector }
            self = .subquery(subquery)
        default: problem = Parser.noSelector
        }
        return problem
    }
}

extension PromQLExpression.Modifiers {
    fileprivate mutating func setOffset(_ offset: PromQLExpression.Length) -> Parser.ModifierProblem? {
        guard self.offset == nil else { return ("The selector has two offsets.", "Remove one of them.") }
        // As in Prometheus, an offset of zero is none.
        if offset.duration != .zero { self.offset = offset }
        return nil
    }

    fileprivate mutating func setTimestamp(_ timestamp: Timestamp) -> Parser.ModifierProblem? {
        guard self.timestamp == nil else { return ("The selector has two times after @.", "Remove one of them.") }
        self.timestamp = timestamp
        return nil
    }

    fileprivate mutating func setEdge(_ edge: Edge) -> Parser.ModifierProblem? {
        guard self.edge == nil || self.edge == edge else {
            return ("anchored and smoothed exclude each other.", "Remove one of them.")
        }
        self.edge = edge
        return nil
    }
}
