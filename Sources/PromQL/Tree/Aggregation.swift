extension PromQLExpression {
    /// Fewer series out of many: `sum by (app) (up)`.
    public struct Aggregation: Sendable, Hashable {
        public enum Operation: String, Sendable, Hashable, CaseIterable {
            case sum, avg, count, min, max, group, stddev, stdvar, topk, bottomk, quantile
            case countValues = "count_values"
            /// Experimental in Prometheus 3.
            case limitk
            case limitRatio = "limit_ratio"

            /// The type of the first of two arguments. `nil` if there is one argument.
            var parameter: ValueType? {
                switch self {
                case .topk, .bottomk, .quantile, .limitk, .limitRatio: .scalar
                case .countValues: .string
                default: nil
                }
            }
        }

        /// The labels that remain.
        public enum Grouping: Sendable, Hashable {
            case by([String])
            case without([String])
        }

        public var operation: Operation
        /// `nil` if one series remains. `by ()` means the same.
        public var grouping: Grouping?
        public var parameter: PromQLExpression?
        public var operand: PromQLExpression
        public var sourceRange: SourceRange

        public init(
            _ operation: Operation, _ grouping: Grouping? = nil, parameter: PromQLExpression? = nil,
            _ operand: PromQLExpression, at sourceRange: SourceRange = .none
        ) {
            self.operation = operation
            self.grouping = grouping == .by([]) ? nil : grouping
            (self.parameter, self.operand, self.sourceRange) = (parameter, operand, sourceRange)
        }
    }
}
