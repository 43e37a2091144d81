/// An expression of PromQL, with the types of its parts checked.
///
/// The grammar is that of Prometheus 3, experimental functions and modifiers included, and of Prometheus 2: what any
/// server may accept is accepted. There is one difference: a window, step or offset that is a bare number, such as
/// `[300]`, is refused. Prometheus 3 reads it as seconds, Prometheus 2 refuses it, and a person forgot the unit.
///
/// Parentheses are no part of the tree. ``description`` writes those that are needed.
///
/// Sources: https://prometheus.io/docs/prometheus/latest/querying/basics/ and
/// https://github.com/prometheus/prometheus/blob/v3.14.0/promql/parser/generated_parser.y
public indirect enum PromQLExpression: Sendable, Hashable {
    case number(NumberLiteral)
    case string(StringLiteral)
    /// `http_requests_total{app="checkout"}`
    case selector(InstantSelector)
    /// `http_requests_total{app="checkout"}[5m]`
    case range(RangeSelector)
    /// `sum(up)[1h:30s]`
    case subquery(Subquery)
    case call(Call)
    case aggregation(Aggregation)
    case binary(BinaryOperation)
    case unary(UnaryOperation)

    /// Longer texts are refused, in bytes of UTF-8.
    public static let maximumLength = 64 * 1024
    /// Deeper nesting of parentheses, calls and signs is refused: recursion must end somewhere.
    public static let maximumDepth = 100
    /// Longer chains of operators, such as `a + b + c`, are refused: their tree is as deep as the chain is long.
    public static let maximumHeight = 500

    /// The place of the expression in the text from which it was read.
    public var sourceRange: SourceRange {
        switch self {
        case .number(let part): part.sourceRange
        case .string(let part): part.sourceRange
        case .selector(let part): part.sourceRange
        case .range(let part): part.sourceRange
        case .subquery(let part): part.sourceRange
        case .call(let part): part.sourceRange
        case .aggregation(let part): part.sourceRange
        case .binary(let part): part.sourceRange
        case .unary(let part): part.sourceRange
        }
    }
}
