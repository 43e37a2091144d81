import Synchronization

/// Counters and gauges in the Prometheus text format. Every series is declared, with all its label values, before it
/// moves, so that all of them start at zero and none is unbounded.
public final class MetricsRegistry: Sendable {
    public struct Series: Sendable, Hashable {
        var name: String
        var labels: [String: String]

        public init(_ name: String, _ labels: [String: String] = [:]) {
            self.name = name
            self.labels = labels
        }
    }

    enum Kind: String, Sendable { case counter, gauge }

    private struct Family: Sendable {
        var kind: Kind
        var help: String
        var values: [[String: String]: Double] = [:]
    }

    private let families = Mutex<[String: Family]>([:])

    public init() {}

    func declare(_ kind: Kind, _ name: String, _ help: String, labels: [[String: String]] = [[:]]) {
        families.withLock { families in
            var family = families[name] ?? Family(kind: kind, help: help)
            for labels in labels where family.values[labels] == nil { family.values[labels] = 0 }
            families[name] = family
        }
    }

    /// Adds to a declared series; an undeclared one is ignored, so that no label value can grow the registry.
    public func add(_ amount: Double = 1, to series: Series) {
        families.withLock { $0[series.name]?.values[series.labels]? += amount }
    }

    public func set(_ value: Double, of series: Series) {
        families.withLock { families in
            guard families[series.name]?.values[series.labels] != nil else { return }
            families[series.name]?.values[series.labels] = value
        }
    }

    public func value(of series: Series) -> Double? { families.withLock { $0[series.name]?.values[series.labels] } }

    /// The text that Prometheus scrapes.
    public var exposition: String {
        families.withLock { families in
            families.sorted { $0.key < $1.key }.map { name, family in
                let head = "# HELP \(name) \(family.help)\n# TYPE \(name) \(family.kind.rawValue)\n"
                let lines = family.values.map { name + Self.text($0.key) + " \(Self.text($0.value))\n" }
                return head + lines.sorted().joined()
            }.joined()
        }
    }

    private static func text(_ labels: [String: String]) -> String {
        guard !labels.isEmpty else { return "" }
        let pairs = labels.sorted { $0.key < $1.key }.map { label in
            let value = label.value.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\\"")
            return "\(label.key)=\"\(value)\""
        }
        return "{" + pairs.joined(separator: ",") + "}"
    }

    private static func text(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? "\(Int64(value))" : "\(value)"
    }
}
