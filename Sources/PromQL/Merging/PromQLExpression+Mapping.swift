extension PromQLExpression {
    /// The same expression with each selector replaced.
    public func mappingSelectors(_ transform: (Selector) -> Selector) -> PromQLExpression {
        switch self {
        case .number, .string: return self
        case .selector(var selection):
            selection.selector = transform(selection.selector)
            return .selector(selection)
        case .range(var selection):
            selection.selector = transform(selection.selector)
            return .range(selection)
        default: return mappingChildren { $0.mappingSelectors(transform) }
        }
    }

    private func mappingChildren(_ transform: (PromQLExpression) -> PromQLExpression) -> PromQLExpression {
        switch self {
        case .number, .string, .selector, .range: return self
        case .subquery(var subquery):
            subquery.expression = transform(subquery.expression)
            return .subquery(subquery)
        case .call(var call):
            call.arguments = call.arguments.map(transform)
            return .call(call)
        case .aggregation(var aggregation):
            aggregation.parameter = aggregation.parameter.map(transform)
            aggregation.operand = transform(aggregation.operand)
            return .aggregation(aggregation)
        case .binary(var operation):
            operation.left = transform(operation.left)
            operation.right = transform(operation.right)
            return .binary(operation)
        case .unary(var operation):
            operation.operand = transform(operation.operand)
            return .unary(operation)
        }
    }
}
