/// What is known of a metric before it moves. `docs/observability.md` lists all of them.
struct MetricFamily: Sendable {
    enum Kind: String, Sendable { case counter, gauge, histogram }

    struct Label: Sendable {
        var name: String
        /// All the values that there can be; empty where they come from the cluster, which the family's limit bounds.
        var values: [String]

        init(_ name: String, _ values: [String] = []) {
            self.name = name
            self.values = values
        }
    }

    var kind: Kind
    /// With its unit, as Prometheus' conventions ask.
    var name: String
    var help: String
    var labels: [Label] = []
    /// Of a histogram: upper bounds, ascending, without the infinite one.
    var buckets: [Double] = []
    /// Series at most, where a label's values come from the cluster; 0 where all of them are known before.
    var limit = 0

    /// Every combination of the labels' values; none where some are not known before.
    var combinations: [[String: String]] {
        labels.reduce([[:]]) { combinations, label in
            combinations.flatMap { known in label.values.map { known.merging([label.name: $0]) { $1 } } }
        }
    }
}
