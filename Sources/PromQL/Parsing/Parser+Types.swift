extension Parser {
    private typealias ValueType = PromQLExpression.ValueType

    func check(_ arguments: [Operand], of function: PromQLExpression.Function, at range: SourceRange)
        throws(PromQLError)
    {
        guard function.counts.contains(arguments.count) else {
            throw source.error(
                at: range, "\(function.name) takes \(function.countInWords), but has \(arguments.count).",
                hint: "Write \(function.usage).")
        }
        for (index, argument) in arguments.enumerated() {
            let wanted = function.parameters[min(index, function.parameters.count - 1)]
            guard argument.type != wanted else { continue }
            throw wrongType(argument, wanted, "\(function.name) needs")
        }
        if function.name == "info", arguments.count == 2 { try checkInfo(arguments[1]) }
    }

    private func wrongType(
        _ operand: Operand, _ wanted: PromQLExpression.ValueType, _ subject: String
    ) -> PromQLError {
        let text = source.excerpt(operand.sourceRange)
        return source.error(
            at: operand.sourceRange, "\(subject) \(wanted.inWords), but \(text) is \(operand.type.inWords).",
            hint: Self.hint(wanted, operand, text))
    }

    private static func hint(_ wanted: PromQLExpression.ValueType, _ operand: Operand, _ text: String) -> String {
        switch (wanted, operand.expression) {
        case (.rangeVector, .selector(let selection)) where selection.modifiers.isPresent:
            "Add a window, as in \(text)[5m]."
        case (.rangeVector, _) where operand.type == .instantVector:
            "Add a window to the selector within it, or make it a subquery: (\(text))[5m:]."
        case (.rangeVector, _): "Write a selector with a window, as in up[5m]."
        case (.instantVector, .range): "Remove the window, or take rate(\(text))."
        case (.instantVector, _) where operand.type == .scalar: "Write vector(\(text))."
        case (.scalar, _) where operand.type == .instantVector: "Write a number, or scalar(\(text))."
        case (.string, _): "Write it in quotes."
        default: "Write \(wanted.inWords) there."
        }
    }

    /// The second argument of `info` chooses labels of other metrics, so it names none.
    private func checkInfo(_ operand: Operand) throws(PromQLError) {
        guard case .selector(let selection) = operand.expression, !operand.isParenthesized,
            source.bytes[selection.sourceRange.lowerBound] == UInt8(ascii: "{")
        else {
            throw source.error(
                at: operand.sourceRange, "The second argument of info is not a selector without a name.",
                hint: "Write only matchers, as in {k8s_cluster=\"eu\"}.")
        }
    }

    func check(
        _ arguments: [Operand], of operation: PromQLExpression.Aggregation.Operation, at range: SourceRange
    ) throws(PromQLError) {
        let count = operation.parameter == nil ? 1 : 2
        guard arguments.count == count else {
            let wanted = count == 1 ? "one argument" : "two arguments"
            throw source.error(
                at: range, "\(operation.rawValue) takes \(wanted), but has \(arguments.count).",
                hint: "Write \(operation.rawValue)(\(count == 1 ? "" : "parameter, ")up).")
        }
        guard arguments[count - 1].type == .instantVector else {
            throw wrongType(arguments[count - 1], .instantVector, "\(operation.rawValue) needs")
        }
        if let wanted = operation.parameter, arguments[0].type != wanted {
            throw wrongType(arguments[0], wanted, "The parameter of \(operation.rawValue) needs to be")
        }
    }
}

extension PromQLExpression.Function {
    fileprivate var countInWords: String {
        let (least, most) = (counts.lowerBound, counts.upperBound)
        if least == most { return least == 1 ? "1 argument" : "\(least) arguments" }
        return most == Int.max ? "at least \(least) arguments" : "\(least) to \(most) arguments"
    }

    /// As in `histogram_quantile(0.9, up)`.
    fileprivate var usage: String {
        let arguments = (0..<counts.lowerBound).map { index -> String in
            switch parameters[min(index, parameters.count - 1)] {
            case .scalar: "0.9"
            case .instantVector: "up"
            case .rangeVector: "up[5m]"
            case .string: "\"text\""
            }
        }
        return "\(name)(\(arguments.joined(separator: ", ")))"
    }
}
