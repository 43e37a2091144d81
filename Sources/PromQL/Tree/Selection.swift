extension PromQLExpression {
    /// A selector of the newest sample of each series.
    public struct InstantSelector: Sendable, Hashable {
        public var selector: Selector
        public var modifiers: Modifiers
        public var sourceRange: SourceRange

        public init(_ selector: Selector, _ modifiers: Modifiers = Modifiers(), at sourceRange: SourceRange = .none) {
            (self.selector, self.modifiers, self.sourceRange) = (selector, modifiers, sourceRange)
        }
    }

    /// A selector of the samples of each series within a window.
    public struct RangeSelector: Sendable, Hashable {
        public var selector: Selector
        public var window: Length
        public var modifiers: Modifiers
        public var sourceRange: SourceRange

        public init(
            _ selector: Selector, window: Length, _ modifiers: Modifiers = Modifiers(),
            at sourceRange: SourceRange = .none
        ) {
            (self.selector, self.window, self.modifiers, self.sourceRange) = (selector, window, modifiers, sourceRange)
        }
    }

    /// An expression that is evaluated at each step within a window: `sum(up)[1h:30s]`.
    public struct Subquery: Sendable, Hashable {
        public var expression: PromQLExpression
        public var window: Length
        /// `nil` for the evaluation interval of the server.
        public var step: Length?
        public var modifiers: Modifiers
        public var sourceRange: SourceRange

        public init(
            _ expression: PromQLExpression, window: Length, step: Length?, _ modifiers: Modifiers = Modifiers(),
            at sourceRange: SourceRange = .none
        ) {
            (self.expression, self.window, self.step) = (expression, window, step)
            (self.modifiers, self.sourceRange) = (modifiers, sourceRange)
        }
    }

    /// The words after a selector or subquery that move it in time.
    public struct Modifiers: Sendable, Hashable {
        public enum Timestamp: Sendable, Hashable {
            case start, end
            /// Seconds since 1970.
            case seconds(Double)
        }

        /// The value at the edges of a window, experimental in Prometheus 3.
        public enum Edge: String, Sendable, Hashable {
            case anchored, smoothed
        }

        /// Into the past; negative into the future. `nil` for none and for zero.
        public var offset: Length?
        public var timestamp: Timestamp?
        public var edge: Edge?

        public init(offset: Length? = nil, timestamp: Timestamp? = nil, edge: Edge? = nil) {
            (self.offset, self.timestamp, self.edge) = (offset, timestamp, edge)
        }

        /// True if the samples are those at the time of the evaluation.
        public var isPresent: Bool { offset == nil && timestamp == nil }
    }
}
