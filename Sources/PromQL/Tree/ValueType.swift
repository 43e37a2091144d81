extension PromQLExpression {
    /// The type of a value of PromQL.
    public enum ValueType: Sendable, Hashable {
        case scalar, instantVector, rangeVector, string

        /// As in "but it is an instant vector".
        var inWords: String {
            switch self {
            case .scalar: "a number"
            case .instantVector: "an instant vector"
            case .rangeVector: "a range vector"
            case .string: "a string"
            }
        }
    }

    public var type: ValueType {
        switch self {
        case .number: .scalar
        case .string: .string
        case .selector, .aggregation: .instantVector
        case .range, .subquery: .rangeVector
        case .call(let call): call.function.result
        case .unary(let operation): operation.operand.type
        case .binary(let operation):
            operation.left.type == .scalar && operation.right.type == .scalar ? .scalar : .instantVector
        }
    }
}
