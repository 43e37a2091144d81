/// Counters, read in one way and added up: each term times its factor.
public struct CounterSum: Sendable, Hashable {
    public struct Term: Sendable, Hashable {
        public var selector: PromQLExpression.Selector
        public var modifiers: PromQLExpression.Modifiers
        public var reading: Reading
        /// -1 for what is subtracted, 60 for "per minute" of a rate.
        public var factor: Double
    }

    /// What is read of a counter.
    public enum Reading: Sendable, Hashable {
        /// The count since the process began.
        case raw
        case increase(window: PromQLExpression.Length)
        case rate(window: PromQLExpression.Length)
        /// The rate of the last two samples within the window.
        case irate(window: PromQLExpression.Length)

        public var window: PromQLExpression.Length? {
            switch self {
            case .raw: nil
            case .increase(let window), .rate(let window), .irate(let window): window
            }
        }
    }

    public var terms: [Term]
    public var series: SeriesCount
    /// False if the value was rounded or clamped.
    public var isExact = true

    /// The window of all terms. `nil` if they differ, or if one is no fixed duration.
    public var window: Duration? {
        guard let first = terms.first?.reading.window?.duration,
            terms.allSatisfy({ $0.reading.window?.duration == first })
        else { return nil }
        return first
    }

    init(_ term: Term) { (terms, series) = ([term], .many) }

    func scaled(by factor: Double) -> CounterSum {
        var result = self
        for index in result.terms.indices { result.terms[index].factor *= factor }
        return result
    }

    func adding(_ other: CounterSum) -> CounterSum {
        var result = self
        result.terms += other.terms
        result.series = series.joined(with: other.series)
        result.isExact = isExact && other.isExact
        return result
    }
}

/// One such expression divided by another: constant + factor × numerator / denominator.
public struct CounterRatio: Sendable, Hashable {
    public var numerator: PromQLShape
    public var denominator: PromQLShape
    /// 100 for a percentage, -1 for `1 - a / b`.
    public var factor = 1.0
    /// 1 for `1 - a / b`.
    public var constant = 0.0
    public var series: SeriesCount
    /// False if the quotient was rounded or clamped.
    public var isExact = true

    /// The window that both sides have.
    public var window: Duration? { numerator.window == denominator.window ? numerator.window : nil }

    func scaled(by factor: Double) -> CounterRatio {
        var result = self
        result.factor *= factor
        result.constant *= factor
        return result
    }
}

/// A series that Prometheus computes by a rule. Its name is `level:metric:operations`.
public struct RecordingRule: Sendable, Hashable {
    /// What the last operation does.
    public enum Operation: String, Sendable, Hashable {
        case increase, rate, irate
    }

    public var selection: PromQLExpression.InstantSelector
    /// `nil` if the name does not say it.
    public var operation: Operation?
    /// The window that the name says: 5 minutes for `rate5m`.
    public var window: Duration?
    /// True if the name says that it is a ratio, as in `ratio_rate5m` and `burnrate5m`.
    public var isRatio: Bool
    public var factor = 1.0
    public var series = SeriesCount.many
    /// False if the value was rounded or clamped.
    public var isExact = true
}
