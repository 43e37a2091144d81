extension PromQLExpression {
    /// The expressions directly within this one.
    public var children: [PromQLExpression] {
        switch self {
        case .number, .string, .selector, .range: []
        case .subquery(let subquery): [subquery.expression]
        case .call(let call): call.arguments
        case .aggregation(let aggregation): [aggregation.parameter, aggregation.operand].compactMap { $0 }
        case .binary(let operation): [operation.left, operation.right]
        case .unary(let operation): [operation.operand]
        }
    }

    /// All selectors, in the order of the text.
    public var selectors: [Selector] {
        var result: [Selector] = []
        collectSelectors(into: &result)
        return result
    }

    private func collectSelectors(into result: inout [Selector]) {
        switch self {
        case .selector(let selection): result.append(selection.selector)
        case .range(let selection): result.append(selection.selector)
        default: for child in children { child.collectSelectors(into: &result) }
        }
    }
}
