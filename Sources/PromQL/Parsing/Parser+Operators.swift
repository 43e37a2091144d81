extension Parser {
    private typealias BinaryOperator = PromQLExpression.BinaryOperator

    /// Operands and operators that bind at least so tight.
    mutating func expression(minimum: Int = 1) throws(PromQLError) -> Operand {
        var left = try signed()
        while let found = binaryOperator(token), found.precedence >= minimum {
            let place = token.range
            advance()
            let modifiers = try binaryModifiers()
            let right = try rightOperand(of: found)
            left = try combine(left, found, right, modifiers, at: place)
        }
        return left
    }

    private mutating func rightOperand(of found: PromQLExpression.BinaryOperator) throws(PromQLError) -> Operand {
        guard found.isRightAssociative else { return try expression(minimum: found.precedence + 1) }
        try enter()
        defer { leave() }
        return try expression(minimum: found.precedence)
    }

    private func binaryOperator(_ token: Token) -> PromQLExpression.BinaryOperator? {
        switch token.kind {
        case .symbol(let symbol): BinaryOperator(rawValue: symbol.rawValue)
        case .word(let text): BinaryOperator(rawValue: text.lowercased())
        default: nil
        }
    }

    /// A sign binds weaker than a power and tighter than a product: `-2 ^ 2` is -4.
    private mutating func signed() throws(PromQLError) -> Operand {
        let sign = token
        guard sign.kind == .symbol(.minus) || sign.kind == .symbol(.plus) else { return try selected(primary()) }
        try enter()
        defer { leave() }
        advance()
        let operand = try expression(minimum: BinaryOperator.power.precedence)
        let range = sign.range.through(operand.sourceRange)
        return try apply(isNegative: sign.kind == .symbol(.minus), to: operand, at: range)
    }

    private func apply(isNegative: Bool, to operand: Operand, at range: SourceRange) throws(PromQLError) -> Operand {
        if case .number(var literal) = operand.expression {
            if isNegative { literal.value = -literal.value }
            literal.sourceRange = range
            return Operand(expression: .number(literal))
        }
        guard operand.type == .scalar || operand.type == .instantVector else {
            throw source.error(
                at: operand.sourceRange, "A sign cannot stand before \(operand.type.inWords).",
                hint: "Write it before a number or an instant vector.")
        }
        return try grown(.unary(.init(isNegative: isNegative, operand.expression, at: range)), over: [operand])
    }
}

extension Parser {
    /// What may stand between an operator and its right operand.
    struct BinaryModifiers {
        var returnsBool = false
        var matching: PromQLExpression.Matching?
        /// The place of the matching.
        var sourceRange: SourceRange
    }

    private mutating func binaryModifiers() throws(PromQLError) -> BinaryModifiers {
        var modifiers = BinaryModifiers(sourceRange: token.range)
        modifiers.returnsBool = take(.bool)
        if let word = keyword(token), word == .on || word == .ignoring {
            advance()
            let labels = try labelList(after: word.rawValue)
            modifiers.matching = .init(isOn: word == .on, labels: labels)
            try group(&modifiers)
        }
        try fill(&modifiers)
        return modifiers
    }

    private mutating func group(_ modifiers: inout BinaryModifiers) throws(PromQLError) {
        guard let word = keyword(token), let side = PromQLExpression.Matching.Side(rawValue: word.rawValue) else {
            return
        }
        advance()
        modifiers.matching?.manySide = side
        if token.kind == .symbol(.leftParenthesis) {
            modifiers.matching?.included = try labelList(after: word.rawValue)
        }
    }

    /// `fill` is a name of metrics, too, unless a parenthesis follows.
    private mutating func fill(_ modifiers: inout BinaryModifiers) throws(PromQLError) {
        let words: [Keyword] = [.fill, .fillLeft, .fillRight]
        guard let first = keyword(token), words.contains(first), isCall else { return }
        var matching = modifiers.matching ?? .init(isOn: false, labels: [])
        try fill(first, &matching)
        let second: Keyword? = first == .fillLeft ? .fillRight : first == .fillRight ? .fillLeft : nil
        if let second, keyword(token) == second, isCall { try fill(second, &matching) }
        modifiers.matching = matching
    }

    private var isCall: Bool { nextToken.kind == .symbol(.leftParenthesis) }

    private mutating func fill(_ word: Keyword, _ matching: inout PromQLExpression.Matching) throws(PromQLError) {
        advance()
        let opening = token.range
        advance()
        let isNegative = token.kind == .symbol(.minus)
        if !take(.minus) { _ = take(.plus) }
        guard let number = numberLiteral() else { throw unexpected("after \(word.rawValue)(", hint: "Write a number.") }
        try expectClosing(opening)
        let value = isNegative ? number.negated : number
        if word != .fillRight { matching.fillLeft = value }
        if word != .fillLeft { matching.fillRight = value }
    }

    mutating func numberLiteral() -> PromQLExpression.NumberLiteral? {
        let range = token.range
        switch token.kind {
        case .number(let value):
            advance()
            return .init(value, at: range)
        case .duration(let seconds):
            advance()
            return .init(seconds, isDuration: true, at: range)
        default: return nil
        }
    }
}
