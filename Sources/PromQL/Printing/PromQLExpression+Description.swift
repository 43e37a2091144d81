extension PromQLExpression: CustomStringConvertible {
    /// PromQL that reads as the same tree, on one line, with the parentheses that are needed.
    public var description: String {
        switch self {
        case .number(let literal): literal.description
        case .string(let literal): literal.value.quoted
        case .selector(let selection): "\(selection.selector)\(selection.modifiers)"
        case .range(let selection): "\(selection.selector)[\(selection.window)]\(selection.modifiers)"
        case .subquery(let subquery): subquery.description
        case .call(let call): call.description
        case .aggregation(let aggregation): aggregation.description
        case .binary(let operation): operation.description
        case .unary(let operation): operation.description
        }
    }

    /// In parentheses if it binds weaker than what stands around it.
    fileprivate func enclosed(minimum: Int) -> String { precedence < minimum ? "(\(self))" : description }

    /// What has no operator binds tightest. A sign binds between a product and a power.
    private var precedence: Int {
        switch self {
        case .binary(let operation): operation.operator.precedence * 2
        case .unary: BinaryOperator.power.precedence * 2 - 1
        case .number(let literal) where literal.value.sign == .minus: BinaryOperator.power.precedence * 2 - 1
        default: .max
        }
    }
}

extension PromQLExpression.BinaryOperation: CustomStringConvertible {
    public var description: String {
        let level = `operator`.precedence * 2
        let before = left.enclosed(minimum: `operator`.isRightAssociative ? level + 1 : level)
        // A sign on the right needs no parentheses: nothing on its left can bind to it.
        let minimum = `operator`.isRightAssociative ? level : level + 1
        let after = right.enclosed(minimum: right.isSigned ? 0 : minimum)
        return "\(before) \(`operator`.rawValue)\(returnsBool ? " bool" : "")\(matching?.description ?? "") \(after)"
    }
}

extension PromQLExpression.UnaryOperation: CustomStringConvertible {
    public var description: String {
        (isNegative ? "-" : "+") + operand.enclosed(minimum: PromQLExpression.BinaryOperator.power.precedence * 2 - 1)
    }
}

extension PromQLExpression {
    fileprivate var isSigned: Bool {
        switch self {
        case .unary: true
        case .number(let literal): literal.value.sign == .minus
        default: false
        }
    }
}

extension PromQLExpression.Matching: CustomStringConvertible {
    /// With a space before each part.
    public var description: String {
        var text = ""
        if isOn || !labels.isEmpty || manySide != nil { text += " \(isOn ? "on" : "ignoring") (\(labels.asLabels))" }
        if let manySide { text += " \(manySide.rawValue) (\(included.asLabels))" }
        switch (fillLeft, fillRight) {
        case (let left?, let right?) where left == right: text += " fill (\(left))"
        default:
            if let fillLeft { text += " fill_left (\(fillLeft))" }
            if let fillRight { text += " fill_right (\(fillRight))" }
        }
        return text
    }
}

extension PromQLExpression.Call: CustomStringConvertible {
    public var description: String {
        var texts = arguments.map(\.description)
        // Prometheus takes no name before the braces there.
        if function.name == "info", arguments.count == 2, case .selector(let selection) = arguments[1] {
            texts[1] = selection.selector.inBraces + selection.modifiers.description
        }
        return "\(function.name)(\(texts.joined(separator: ", ")))"
    }
}

extension PromQLExpression.Aggregation: CustomStringConvertible {
    public var description: String {
        let words =
            switch grouping {
            case .by(let labels): " by (\(labels.asLabels)) "
            case .without(let labels): " without (\(labels.asLabels)) "
            case nil: ""
            }
        let arguments = [parameter, operand].compactMap { $0?.description }.joined(separator: ", ")
        return "\(operation.rawValue)\(words)(\(arguments))"
    }
}

extension PromQLExpression.Subquery: CustomStringConvertible {
    public var description: String {
        "\(expression.enclosed(minimum: .max))[\(window):\(step.map { "\($0)" } ?? "")]\(modifiers)"
    }
}
