extension PromQLExpression {
    /// A number, or a duration that stands for its seconds.
    public struct NumberLiteral: Sendable {
        public var value: Double
        /// True for `5m`, false for `300`. A duration is a whole number of milliseconds.
        public var isDuration: Bool
        public var sourceRange: SourceRange

        public init(_ value: Double, isDuration: Bool = false, at sourceRange: SourceRange = .none) {
            (self.value, self.isDuration, self.sourceRange) = (value, isDuration, sourceRange)
        }

        var negated: NumberLiteral { NumberLiteral(-value, isDuration: isDuration, at: sourceRange) }
    }

    public struct StringLiteral: Sendable, Hashable {
        /// Without quotes and escapes.
        public var value: String
        public var sourceRange: SourceRange

        public init(_ value: String, at sourceRange: SourceRange = .none) {
            (self.value, self.sourceRange) = (value, sourceRange)
        }
    }
}

extension PromQLExpression.NumberLiteral: Hashable {
    /// Unlike numbers, two literals `NaN` are the same.
    public static func == (left: Self, right: Self) -> Bool {
        left.isDuration == right.isDuration && (left.value == right.value || left.value.isNaN && right.value.isNaN)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(isDuration)
        hasher.combine(value.isNaN ? .nan : value)
    }
}
