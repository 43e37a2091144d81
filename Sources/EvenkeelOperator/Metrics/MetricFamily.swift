/// The description of a metric. `docs/observability.md` lists all of them.
struct MetricFamily: Sendable {
    enum Kind: String, Sendable { case counter, gauge, histogram }

    struct Label: Sendable {
        var name: String
        /// All possible values; empty if the values come from the cluster. Then the limit of the family bounds them.
        var values: [String]

        init(_ name: String, _ values: [String] = []) {
            self.name = name
            self.values = values
        }
    }

    var kind: Kind
    /// The name with its unit, as the conventions of Prometheus require.
    var name: String
    var help: String
    var labels: [Label] = []
    /// The upper bounds of a histogram, ascending, without the infinite one.
    var buckets: [Double] = []
    /// The maximum number of series if label values come from the cluster; 0 if all values are known in advance.
    var limit = 0

    /// All combinations of label values; none if some values are not known in advance.
    var combinations: [[String: String]] {
        labels.reduce([[:]]) { combinations, label in
            combinations.flatMap { known in label.values.map { known.merging([label.name: $0]) { $1 } } }
        }
    }
}
