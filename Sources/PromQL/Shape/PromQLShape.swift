/// What an expression counts, as far as its form tells.
///
/// | expression | shape |
/// |---|---|
/// | `http_requests_total{app="checkout"}` | ``counterSelector(_:)``: raw counters, a series each |
/// | `sum(http_requests_total)` | ``rawCounters(_:)``: the sum since the processes began |
/// | `increase(http_requests_total[5m])` | ``increase(_:)``: requests within 5 minutes |
/// | `sum by (app) (increase(http_requests_total{code=~"5.."}[5m])) or vector(0)` | ``increase(_:)`` |
/// | `sum(increase(a_total[5m])) + sum(increase(b_total[5m]))` | ``increase(_:)`` of two terms |
/// | `round(sum(rate(http_requests_total[5m])) * 60)` | ``rate(_:)`` with the factor 60, not exact |
/// | `irate(http_requests_total[5m])` | ``rate(_:)`` whose term says `irate` |
/// | `100 * (1 - sum(rate(good_total[5m])) / sum(rate(all_total[5m])))` | ``ratio(_:)``, 100 - 100 × good / all |
/// | `go_goroutines{app="checkout"}` | ``gauge(_:)`` |
/// | `sum(job:http_errors:rate5m)` | ``recordingRule(_:)`` with the window 5m |
/// | `avg(x)`, `histogram_quantile(…)`, `rate(x[1h:1m])`, `x > 5`, `rate(x[5m]) + increase(x[5m])` | ``other`` |
///
/// Counters are known by their names. A name that ends in `_total`, `_count`, `_sum` or `_bucket` is that of a counter,
/// one in `_created` that of a time, one with a colon that of a recording rule, and any other that of a gauge. This is
/// a convention, and a metric may break it.
///
/// Sources: https://prometheus.io/docs/practices/naming/, https://prometheus.io/docs/practices/rules/, and the suffixes
/// in https://github.com/prometheus/OpenMetrics/blob/main/specification/OpenMetrics.md.
public indirect enum PromQLShape: Sendable, Hashable {
    case counterSelector(PromQLExpression.InstantSelector)
    case rawCounters(CounterSum)
    case increase(CounterSum)
    /// Per second, times the factors of the terms.
    case rate(CounterSum)
    case ratio(CounterRatio)
    case gauge(PromQLExpression.InstantSelector)
    case recordingRule(RecordingRule)
    case other

    /// How many series the expression has.
    public var series: SeriesCount {
        switch self {
        case .counterSelector, .gauge, .other: .many
        case .rawCounters(let sum), .increase(let sum), .rate(let sum): sum.series
        case .ratio(let ratio): ratio.series
        case .recordingRule(let rule): rule.series
        }
    }

    /// The window that all parts have. `nil` if there is none, or if they differ.
    public var window: Duration? {
        switch self {
        case .counterSelector, .rawCounters, .gauge, .other: nil
        case .increase(let sum), .rate(let sum): sum.window
        case .ratio(let ratio): ratio.window
        case .recordingRule(let rule): rule.window
        }
    }

    /// The selectors of all parts.
    public var selectors: [PromQLExpression.Selector] {
        switch self {
        case .counterSelector(let selection), .gauge(let selection): [selection.selector]
        case .rawCounters(let sum), .increase(let sum), .rate(let sum): sum.terms.map(\.selector)
        case .ratio(let ratio): ratio.numerator.selectors + ratio.denominator.selectors
        case .recordingRule(let rule): [rule.selection.selector]
        case .other: []
        }
    }
}

/// How many series an expression has, as far as its form tells.
public enum SeriesCount: Sendable, Hashable {
    /// At most one: aggregated without labels.
    case one
    /// One for each combination of these labels.
    case perGroup([String])
    /// Any number.
    case many

    func joined(with other: SeriesCount) -> SeriesCount { self == other ? self : .many }
}
