import Synchronization

/// Counters, gauges and histograms. Every series whose label values are known is there before it moves, so that all of
/// them start at zero; where they come from the cluster, their number is bounded.
public final class MetricsRegistry: Sendable {
    public struct Series: Sendable, Hashable {
        var name: String
        var labels: [String: String]

        public init(_ name: String, _ labels: [String: String] = [:]) {
            self.name = name
            self.labels = labels
        }
    }

    enum Value: Sendable {
        case number(Double)
        case histogram(Histogram)

        var number: Double? { if case .number(let number) = self { number } else { nil } }
    }

    struct Family: Sendable {
        var description: MetricFamily
        var values: [[String: String]: Value] = [:]

        /// In place, as a family may have thousands of series.
        mutating func set(_ value: Double, _ labels: [String: String]) -> Bool {
            guard values[labels] != nil || values.count < description.limit else { return false }
            values[labels] = .number(value)
            return true
        }
    }

    private let families = Mutex<[String: Family]>([:])

    public init() {}

    func declare(_ description: MetricFamily) {
        let zero: Value =
            description.kind == .histogram ? .histogram(Histogram(bounds: description.buckets)) : .number(0)
        let values = description.combinations.map { ($0, zero) }
        families.withLock {
            $0[description.name] = Family(
                description: description, values: Dictionary(values, uniquingKeysWith: { first, _ in first }))
        }
    }

    /// Adds to a declared series; an undeclared one is ignored, so that no label value can grow the registry.
    public func add(_ amount: Double = 1, to series: Series) {
        families.withLock { families in
            guard let number = families[series.name]?.values[series.labels]?.number else { return }
            families[series.name]?.values[series.labels] = .number(number + amount)
        }
    }

    /// Sets a declared series, or one of a family that is bounded and not full.
    ///
    /// - Returns: whether there is such a series now.
    @discardableResult
    public func set(_ value: Double, of series: Series) -> Bool {
        families.withLock { families in
            guard let index = families.index(forKey: series.name) else { return false }
            return families.values[index].set(value, series.labels)
        }
    }

    /// Of a bounded family: makes room for another.
    func remove(_ series: Series) {
        families.withLock { families in
            guard families[series.name]?.description.limit ?? 0 > 0 else { return }
            families[series.name]?.values[series.labels] = nil
        }
    }

    /// - Parameter exemplar: labels of one observation, such as the id of its decision; 128 characters at most in all.
    func observe(_ value: Double, of series: Series, exemplar: [String: String] = [:]) {
        families.withLock { families in
            guard case .histogram(var histogram)? = families[series.name]?.values[series.labels] else { return }
            histogram.observe(value, exemplar: exemplar)
            families[series.name]?.values[series.labels] = .histogram(histogram)
        }
    }

    /// Of a counter or a gauge.
    public func value(of series: Series) -> Double? {
        families.withLock { $0[series.name]?.values[series.labels]?.number }
    }

    func histogram(of series: Series) -> Histogram? {
        families.withLock { families in
            guard case .histogram(let histogram)? = families[series.name]?.values[series.labels] else { return nil }
            return histogram
        }
    }

    /// What Prometheus scrapes.
    public func exposition(_ format: ExpositionFormat = .text) -> String {
        let all = families.withLock { $0.values.sorted { $0.description.name < $1.description.name } }
        return all.map { $0.exposition(format) }.joined() + (format == .openMetrics ? "# EOF\n" : "")
    }
}
