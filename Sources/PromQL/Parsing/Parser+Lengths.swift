extension Parser {
    private typealias Length = PromQLExpression.Length

    /// A window or a step.
    mutating func positiveLength(_ name: String) throws(PromQLError) -> PromQLExpression.Length {
        let start = token
        guard start.kind != .symbol(.rightBracket), start.kind != .symbol(.colon) else {
            throw unexpected("as a \(name)", hint: "Write a duration, such as 5m.")
        }
        let length = try self.length()
        try checkUnit(length, name)
        if case .literal(let number) = length, number.value <= 0 {
            throw error(start, "The \(name) is not above zero.", hint: "Write a positive duration, such as 5m.")
        }
        return length
    }

    private func checkUnit(_ length: PromQLExpression.Length, _ name: String) throws(PromQLError) {
        guard case .literal(let number) = length, !number.isDuration else { return }
        throw source.error(
            at: number.sourceRange, "The \(name) \(source.excerpt(number.sourceRange)) has no unit.",
            hint: "Write a duration such as 5m or 300s. A bare number is seconds in Prometheus 3 and an error in 2.")
    }

    /// Only what is in parentheses or after two signs goes on with an operator: `up offset 5m + 1` is a sum.
    mutating func offset() throws(PromQLError) -> PromQLExpression.Length {
        let sign = token
        let isSigned = take(.minus) || take(.plus)
        let goesOn = !isSigned && token.kind == .symbol(.leftParenthesis) || isSign(token)
        var length = goesOn ? try self.length() : try lengthOperand()
        if isSigned, sign.kind == .symbol(.minus) { length = length.negative }
        try checkUnit(length, "offset")
        return length
    }

    private func isSign(_ token: Token) -> Bool { token.kind == .symbol(.minus) || token.kind == .symbol(.plus) }

    /// Each operator is a level of nesting, since the tree of a chain is as deep as the chain is long.
    private mutating func length(minimum: Int = 4) throws(PromQLError) -> PromQLExpression.Length {
        var levels = 0
        defer { for _ in 0..<levels { leave() } }
        var left = try signedLength()
        while case .symbol(let symbol) = token.kind,
            let found = PromQLExpression.BinaryOperator(rawValue: symbol.rawValue), found.precedence >= max(minimum, 4)
        {
            advance()
            try enter()
            levels += 1
            let right = try length(minimum: found.isRightAssociative ? found.precedence : found.precedence + 1)
            try checkDivisor(found, right)
            left = .combined(left, found, right)
        }
        return left
    }

    private func checkDivisor(
        _ found: PromQLExpression.BinaryOperator, _ right: PromQLExpression.Length
    ) throws(PromQLError) {
        guard found == .divide || found == .remainder, case .literal(let number) = right, number.value == 0 else {
            return
        }
        throw source.error(
            at: number.sourceRange, "A length of time is divided by zero.", hint: "Write another divisor.")
    }

    private mutating func signedLength() throws(PromQLError) -> PromQLExpression.Length {
        let sign = token
        guard isSign(sign) else { return try lengthOperand() }
        try enter()
        defer { leave() }
        advance()
        let operand = try length(minimum: PromQLExpression.BinaryOperator.power.precedence)
        return sign.kind == .symbol(.minus) ? operand.negative : operand
    }

    private mutating func lengthOperand() throws(PromQLError) -> PromQLExpression.Length {
        if let number = numberLiteral() {
            guard number.value.magnitude <= 0x1p63 / 1e9 else {
                throw source.error(
                    at: number.sourceRange, "The duration is longer than 292 years.", hint: "Write a shorter one.")
            }
            return .literal(number)
        }
        let opening = nextToken.range
        switch (keyword(token), token.kind) {
        case (.step, _), (.range, _): return try queryLength()
        case (.minOf, _), (.maxOf, _): return try chosenLength(opening)
        case (_, .symbol(.leftParenthesis)): return try parenthesizedLength()
        default: throw unexpected("where a length of time begins", hint: "Write a duration, such as 5m.")
        }
    }

    private mutating func queryLength() throws(PromQLError) -> PromQLExpression.Length {
        let length: Length = keyword(token) == .step ? .step : .range
        advance()
        guard take(.leftParenthesis), take(.rightParenthesis) else {
            throw unexpected("in a length of time", hint: "Write step() or range().")
        }
        return length
    }

    private mutating func chosenLength(_ opening: SourceRange) throws(PromQLError) -> PromQLExpression.Length {
        try enter()
        defer { leave() }
        let isSmaller = keyword(token) == .minOf
        advance()
        guard take(.leftParenthesis) else { throw unexpected("in a length of time", hint: "Write min_of(5m, step()).") }
        let first = try length()
        guard take(.comma) else { throw unexpected("in a length of time", hint: "Write min_of(5m, step()).") }
        let second = try length()
        try expectClosing(opening)
        return isSmaller ? .smaller(first, second) : .larger(first, second)
    }

    private mutating func parenthesizedLength() throws(PromQLError) -> PromQLExpression.Length {
        try enter()
        defer { leave() }
        let opening = token.range
        advance()
        let length = try length()
        try expectClosing(opening)
        return length
    }
}

extension PromQLExpression.Length {
    /// A literal has its own sign.
    var negative: Self {
        if case .literal(let number) = self { return .literal(number.negated) }
        return .negated(self)
    }
}
