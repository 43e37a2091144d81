extension PromQLExpression {
    /// A length of time: `5m`, or an expression of one, which is experimental in Prometheus 3: `step() * 2`.
    public indirect enum Length: Sendable, Hashable {
        case literal(NumberLiteral)
        /// The step of a range query: `step()`.
        case step
        /// The length of a range query: `range()`.
        case range
        case smaller(Length, Length)
        case larger(Length, Length)
        case negated(Length)
        case combined(Length, BinaryOperator, Length)

        /// `nil` if it depends on the query, or is an expression.
        public var duration: Duration? {
            guard case .literal(let number) = self, number.value.magnitude < 1e10 else { return nil }
            return .milliseconds(Int64((number.value * 1000).rounded()))
        }

        /// A whole number of milliseconds.
        public static func milliseconds(_ count: Int64) -> Length {
            .literal(NumberLiteral(Double(count) / 1000, isDuration: true))
        }
    }
}
