/// A format of the metrics for Prometheus.
public enum ExpositionFormat: Sendable, CaseIterable {
    /// The text format 0.0.4, which has no exemplars.
    case text
    /// OpenMetrics 1.0.0.
    case openMetrics

    /// - Parameter accept: the header of the request. Weights are ignored: clients that accept OpenMetrics prefer it.
    init(accept: String) { self = accept.contains("application/openmetrics-text") ? .openMetrics : .text }

    var contentType: String {
        switch self {
        case .text: "text/plain; version=0.0.4; charset=utf-8"
        case .openMetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8"
        }
    }
}

extension MetricsRegistry.Family {
    func exposition(_ format: ExpositionFormat) -> String {
        // In OpenMetrics the name of the sample has the suffix, the name of the family does not.
        let isCut = format == .openMetrics && description.kind == .counter && description.name.hasSuffix("_total")
        let name = isCut ? String(description.name.dropLast("_total".count)) : description.name
        let head = "# HELP \(name) \(description.help)\n# TYPE \(name) \(description.kind.rawValue)\n"
        let samples = values.map { labels, value in (Self.text(labels), lines(labels, value, format)) }
        return head + samples.sorted { $0.0 < $1.0 }.map(\.1).joined()
    }

    private func lines(_ labels: [String: String], _ value: MetricsRegistry.Value, _ format: ExpositionFormat) -> String
    {
        switch value {
        case .number(let number): description.name + Self.text(labels) + " \(Self.text(number))\n"
        case .histogram(let histogram): lines(labels, histogram, format)
        }
    }

    private func lines(_ labels: [String: String], _ histogram: Histogram, _ format: ExpositionFormat) -> String {
        let name = description.name
        var text = ""
        var count = 0
        let bounds = histogram.bounds.map { format == .openMetrics ? "\($0)" : Self.text($0) }
        for (index, bound) in (bounds + ["+Inf"]).enumerated() {
            count += histogram.counts[index]
            text += "\(name)_bucket\(Self.text(labels.merging(["le": bound]) { $1 })) \(count)"
            if format == .openMetrics, let exemplar = histogram.exemplars[index] {
                text += " # \(Self.text(exemplar.labels)) \(Self.text(exemplar.value))"
            }
            text += "\n"
        }
        return text + "\(name)_sum\(Self.text(labels)) \(Self.text(histogram.sum))\n"
            + "\(name)_count\(Self.text(labels)) \(count)\n"
    }

    private static func text(_ labels: [String: String]) -> String {
        guard !labels.isEmpty else { return "" }
        let pairs = labels.sorted { $0.key < $1.key }.map { "\($0.key)=\"\(escaped($0.value))\"" }
        return "{" + pairs.joined(separator: ",") + "}"
    }

    private static func escaped(_ value: String) -> String {
        String(
            value.flatMap { character -> String in
                switch character {
                case "\\": "\\\\"
                case "\"": "\\\""
                case "\n": "\\n"
                default: String(character)
                }
            })
    }

    private static func text(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? "\(Int64(value))" : "\(value)"
    }
}
