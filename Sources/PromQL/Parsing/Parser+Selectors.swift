extension Parser {
    private typealias Matcher = PromQLExpression.Matcher

    /// A name, matchers in braces, or both.
    mutating func selector(named name: String?) throws(PromQLError) -> Operand {
        let start = token.range
        var matchers: [PromQLExpression.Matcher] = []
        if name != nil { advance() }
        if token.kind == .symbol(.leftBrace) { matchers = try self.matchers() }
        let range = start.through(previousRange)
        if let name {
            try checkName(name, matchers)
            matchers.append(Matcher(PromQLExpression.Selector.nameLabel, .equal, name, at: start))
        }
        return Operand(expression: .selector(.init(.init(matchers, at: range), at: range)))
    }

    private func checkName(_ name: String, _ matchers: [PromQLExpression.Matcher]) throws(PromQLError) {
        guard let second = matchers.first(where: { $0.label == PromQLExpression.Selector.nameLabel }) else { return }
        throw source.error(
            at: second.sourceRange, "The selector names its metric twice, as \(name.shortened) and in braces.",
            hint: "Remove one of the names.")
    }

    private mutating func matchers() throws(PromQLError) -> [PromQLExpression.Matcher] {
        advance()
        var matchers: [PromQLExpression.Matcher] = []
        while token.kind != .symbol(.rightBrace) {
            matchers.append(try matcher())
            guard take(.comma) else { break }
        }
        guard take(.rightBrace) else {
            throw unexpected("after a matcher", hint: "Separate matchers with commas, as in {app=\"a\",code=\"500\"}.")
        }
        return matchers
    }

    /// `label="value"`, `"any label"="value"`, or the name of the metric in quotes.
    private mutating func matcher() throws(PromQLError) -> PromQLExpression.Matcher {
        let (start, isQuoted) = (token.range, token.isString)
        let label = try matchedLabel()
        guard let operation = matchOperation() else {
            if isQuoted { return Matcher(PromQLExpression.Selector.nameLabel, .equal, label, at: start) }
            throw unexpected("after the label \(label.shortened)", hint: "Write =, !=, =~ or !~ and a value in quotes.")
        }
        guard case .string(let value) = token.kind else {
            throw unexpected("as the value of \(label.shortened)", hint: "Write the value in quotes.")
        }
        let valueRange = token.range
        advance()
        try checkRegularExpression(operation, value, at: valueRange)
        return Matcher(label, operation, value, at: start.through(valueRange))
    }

    private mutating func matchedLabel() throws(PromQLError) -> String {
        defer { advance() }
        switch token.kind {
        case .word(let text), .string(let text): return text
        default: throw unexpected("in the braces of a selector", hint: "Write matchers such as app=\"checkout\" there.")
        }
    }

    private mutating func matchOperation() -> PromQLExpression.Matcher.Operation? {
        guard case .symbol(let symbol) = token.kind,
            let operation = PromQLExpression.Matcher.Operation(rawValue: symbol.rawValue)
        else { return nil }
        advance()
        return operation
    }

    private func checkRegularExpression(
        _ operation: PromQLExpression.Matcher.Operation, _ value: String, at range: SourceRange
    ) throws(PromQLError) {
        guard operation == .matches || operation == .doesNotMatch else { return }
        do {
            _ = try RegularExpression(value)
        } catch {
            throw source.error(at: range, "The regular expression is not valid: \(error.reason).", hint: error.hint)
        }
    }
}
