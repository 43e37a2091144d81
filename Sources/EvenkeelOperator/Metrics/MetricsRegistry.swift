import Synchronization

/// Counters, gauges and histograms. A series with known label values exists from the start, at zero. If label values
/// come from the cluster, the number of series is bounded.
public final class MetricsRegistry: Sendable {
    enum Value: Sendable {
        case number(Double)
        case histogram(Histogram)

        var number: Double? { if case .number(let number) = self { number } else { nil } }
        var histogram: Histogram? { if case .histogram(let histogram) = self { histogram } else { nil } }
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

    private let families = Mutex<[Family]>([])

    public init() {}

    func declare<Labels: MetricLabels>(_ description: MetricFamily) -> Metric<Labels> {
        let zero: Value =
            description.kind == .histogram ? .histogram(Histogram(bounds: description.buckets)) : .number(0)
        let values = description.combinations.map { ($0, zero) }
        let family = Family(
            description: description, values: Dictionary(values, uniquingKeysWith: { first, _ in first }))
        let index = families.withLock { families in
            families.append(family)
            return families.count - 1
        }
        return Metric(name: description.name, index: index, registry: self)
    }

    /// The declared families, in the order of their declaration.
    var descriptions: [MetricFamily] { families.withLock { $0.map(\.description) } }

    /// What Prometheus scrapes.
    public func exposition(_ format: ExpositionFormat = .text) -> String {
        let all = families.withLock { $0.sorted { $0.description.name < $1.description.name } }
        return all.map { $0.exposition(format) }.joined() + (format == .openMetrics ? "# EOF\n" : "")
    }
}

/// The operations of ``Metric``, which documents them.
extension MetricsRegistry {
    func add(_ amount: Double, to family: Int, _ labels: [String: String]) {
        families.withLock { families in
            guard let number = families[family].values[labels]?.number else { return }
            families[family].values[labels] = .number(number + amount)
        }
    }

    func set(_ value: Double, of family: Int, _ labels: [String: String]) -> Bool {
        families.withLock { $0[family].set(value, labels) }
    }

    func remove(_ family: Int, _ labels: [String: String]) {
        families.withLock { families in
            guard families[family].description.limit > 0 else { return }
            families[family].values[labels] = nil
        }
    }

    func observe(_ value: Double, of family: Int, _ labels: [String: String], exemplar: [String: String]) {
        families.withLock { families in
            guard var histogram = families[family].values[labels]?.histogram else { return }
            histogram.observe(value, exemplar: exemplar)
            families[family].values[labels] = .histogram(histogram)
        }
    }

    /// The current value of a series by its public name.
    func value(of name: String, _ labels: [String: String] = [:]) -> Value? {
        families.withLock { $0.first { $0.description.name == name }?.values[labels] }
    }
}

extension MetricsRegistry {
    func counter<Labels: MetricLabels>(
        _ name: String, _ help: String, _ labels: [MetricFamily.Label] = Labels.labels
    ) -> Metric<Labels> {
        declare(MetricFamily(kind: .counter, name: name, help: help, labels: labels))
    }

    func gauge<Labels: MetricLabels>(
        _ name: String, _ help: String, _ labels: [MetricFamily.Label] = Labels.labels, limit: Int = 0
    ) -> Metric<Labels> {
        declare(MetricFamily(kind: .gauge, name: name, help: help, labels: labels, limit: limit))
    }

    func histogram<Labels: MetricLabels>(
        _ name: String, _ help: String, _ labels: [MetricFamily.Label] = Labels.labels, buckets: [Double]
    ) -> Metric<Labels> {
        declare(MetricFamily(kind: .histogram, name: name, help: help, labels: labels, buckets: buckets))
    }
}
