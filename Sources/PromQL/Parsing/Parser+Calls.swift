extension Parser {
    mutating func call(_ name: String) throws(PromQLError) -> Operand {
        let start = token.range
        guard let function = PromQLExpression.Function(named: name) else { throw unknownFunction(name) }
        advance()
        let arguments = try arguments()
        let range = start.through(previousRange)
        try check(arguments, of: function, at: range)
        return try grown(.call(.init(function, arguments.map(\.expression), at: range)), over: arguments)
    }

    private func unknownFunction(_ name: String) -> PromQLError {
        let known = PromQLExpression.Function.all.keys + PromQLExpression.Aggregation.Operation.allCases.map(\.rawValue)
        let hint = Spelling.nearest(to: name, among: known).map { "Did you mean \($0)?" }
        return error(
            token, "\(name.shortened) is no function of PromQL.",
            hint: hint ?? "See https://prometheus.io/docs/prometheus/latest/querying/functions/.")
    }

    /// `(a, b)`, without a comma at the end.
    private mutating func arguments() throws(PromQLError) -> [Operand] {
        try enter()
        defer { leave() }
        let opening = token.range
        advance()
        var arguments: [Operand] = []
        if take(.rightParenthesis) { return arguments }
        repeat {
            guard token.kind != .symbol(.rightParenthesis) || arguments.isEmpty else {
                throw unexpected("after a comma", hint: "Remove the comma, or add an argument.")
            }
            arguments.append(try expression())
        } while take(.comma)
        try expectClosing(opening)
        return arguments
    }

    /// The labels stand before or after the arguments.
    mutating func aggregation(_ operation: PromQLExpression.Aggregation.Operation) throws(PromQLError) -> Operand {
        let start = token.range
        advance()
        var grouping = try grouping()
        guard token.kind == .symbol(.leftParenthesis) else {
            throw unexpected(
                "after \(operation.rawValue)", hint: "Write the operand in parentheses: sum by (app) (up).")
        }
        let arguments = try arguments()
        if grouping == nil { grouping = try self.grouping() }
        let range = start.through(previousRange)
        try check(arguments, of: operation, at: range)
        guard let operand = arguments.last else { return try grown(.string(.init("")), over: []) }
        let parameter = arguments.count > 1 ? arguments[0].expression : nil
        return try grown(
            .aggregation(.init(operation, grouping, parameter: parameter, operand.expression, at: range)),
            over: arguments)
    }

    private mutating func grouping() throws(PromQLError) -> PromQLExpression.Aggregation.Grouping? {
        if take(.by) { return .by(try labelList(after: "by")) }
        if take(.without) { return .without(try labelList(after: "without")) }
        return nil
    }
}
