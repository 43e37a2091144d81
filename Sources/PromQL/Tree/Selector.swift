extension PromQLExpression {
    /// The matchers that choose series: `http_requests_total{app="checkout",code=~"5.."}`.
    public struct Selector: Sendable, Hashable {
        /// The name of the metric is a matcher of `__name__`.
        ///
        /// Ordered by label, so that the order in which they were written does not matter.
        public let matchers: [Matcher]
        public var sourceRange: SourceRange

        public init(_ matchers: [Matcher], at sourceRange: SourceRange = .none) {
            self.matchers = matchers.sorted()
            self.sourceRange = sourceRange
        }

        public static let nameLabel = "__name__"

        /// `up` for `up`, `{__name__="up"}` and `{"up"}`. `nil` if the name is not fixed.
        public var metricName: String? { equalityValue(of: Self.nameLabel) }

        /// The value that a matcher such as `app="checkout"` requires. `nil` if no matcher does, or if two contradict.
        public func equalityValue(of label: String) -> String? {
            let values = Set(matchers.filter { $0.label == label && $0.operation == .equal }.map(\.value))
            return values.count == 1 ? values.first : nil
        }

        /// True if the only matcher of the name is an equality, so that the name can stand before the braces.
        var hasPlainName: Bool {
            let names = matchers.filter { $0.label == Self.nameLabel }
            return names.count == 1 && names[0].operation == .equal && !names[0].value.isEmpty
        }
    }

    /// One condition on a label: `code=~"5.."`.
    public struct Matcher: Sendable, Hashable {
        public enum Operation: String, Sendable, Hashable, CaseIterable {
            case equal = "="
            case notEqual = "!="
            case matches = "=~"
            case doesNotMatch = "!~"
        }

        public var label: String
        public var operation: Operation
        public var value: String
        public var sourceRange: SourceRange

        public init(_ label: String, _ operation: Operation, _ value: String, at sourceRange: SourceRange = .none) {
            (self.label, self.operation, self.value, self.sourceRange) = (label, operation, value, sourceRange)
        }
    }
}

extension PromQLExpression.Matcher: Comparable {
    /// The name comes first: no label that a person writes sorts before two underscores and "name" by chance.
    public static func < (left: Self, right: Self) -> Bool { left.sortKey < right.sortKey }

    private var sortKey: (Int, String, String, String) {
        (label == PromQLExpression.Selector.nameLabel ? 0 : 1, label, operation.rawValue, value)
    }
}
