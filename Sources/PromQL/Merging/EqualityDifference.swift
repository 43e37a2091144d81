/// The one label whose required value tells two expressions apart: `app="checkout"` and `app="cart"`.
public struct EqualityDifference: Sendable, Hashable {
    public var label: String
    public var left: String
    public var right: String

    public init(label: String, left: String, right: String) {
        (self.label, self.left, self.right) = (label, left, right)
    }
}

extension PromQLExpression {
    /// `nil` unless the other expression is this one with one value of one label replaced wherever it is required.
    ///
    /// `sum(increase(a{app="x"}[1m])) / sum(increase(b{app="x"}[1m]))` differs so from the same with `app="y"`.
    public func equalityDifference(from other: PromQLExpression) -> EqualityDifference? {
        let (mine, others) = (selectors, other.selectors)
        guard mine.count == others.count else { return nil }
        let differences = zip(mine, others).flatMap { $0.equalityDifferences(from: $1) }
        guard let difference = differences.first,
            replacingEqualityValue(of: difference.label, difference.left, with: difference.right) == other
        else { return nil }
        return difference
    }

    /// The labels that equality matchers require, with the value if it is the same wherever the label is required.
    ///
    /// Each is a candidate for merging: expressions that are equal after the replacement of its value have one shape.
    public var equalityValues: [String: String] {
        var values: [String: Set<String>] = [:]
        for matcher in selectors.flatMap(\.matchers) where matcher.operation == .equal && matcher.isLabel {
            values[matcher.label, default: []].insert(matcher.value)
        }
        return values.compactMapValues { $0.count == 1 ? $0.first : nil }
    }

    /// The same expression with another value in each matcher `label="value"`.
    public func replacingEqualityValue(of label: String, _ value: String, with new: String) -> PromQLExpression {
        mappingSelectors { selector in
            let matchers = selector.matchers.map { matcher in
                var changed = matcher
                if matcher.label == label, matcher.operation == .equal, matcher.value == value { changed.value = new }
                return changed
            }
            return Selector(matchers, at: selector.sourceRange)
        }
    }
}

extension PromQLExpression.Selector {
    fileprivate func equalityDifferences(from other: Self) -> [EqualityDifference] {
        guard matchers.count == other.matchers.count else { return [] }
        return zip(matchers, other.matchers).compactMap { left, right in
            guard left != right, left.label == right.label, left.operation == .equal, right.operation == .equal,
                left.isLabel
            else { return nil }
            return EqualityDifference(label: left.label, left: left.value, right: right.value)
        }
    }
}

extension PromQLExpression.Matcher {
    /// False for the name of the metric.
    fileprivate var isLabel: Bool { label != PromQLExpression.Selector.nameLabel }
}
