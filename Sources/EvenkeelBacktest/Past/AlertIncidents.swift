import KubernetesTypes
public import PrometheusClient
import TimeSeries

/// Incidents from the alerts that fired in the past: each time that one fired without a break is one.
public enum AlertIncidents {
    /// - Parameters:
    ///   - matcher: as between the braces of a selector: `severity="page"`.
    public static func read(
        _ client: PrometheusClient, matcher: String, range: Span
    ) async throws(PrometheusError) -> [Incident] {
        // As fine as 11,000 points allow, a minute at least.
        let step = max(60, (range.length / 10_000).rounded(.up))
        let expression = "ALERTS{alertstate=\"firing\"" + (matcher.isEmpty ? "" : ",\(matcher)") + "}"
        let result = try await client.queryRange(
            expression, from: range.from.secondsSince1970, to: range.to.secondsSince1970, step: step)
        var spans: [String: [Span]] = [:]
        for series in result.series {
            let name = series.labels["alertname"] ?? expression
            spans[name, default: []] += Self.spans(series, step: step)
        }
        return spans.flatMap { name, spans in
            Self.merged(spans, step: step).map { Incident(span: $0, name: name) }
        }.sorted(by: Incident.isBefore)
    }

    private static func spans(_ series: Series, step: Double) -> [Span] {
        var spans: [Span] = []
        for sample in series.samples {
            let time = Timestamp(secondsSince1970: sample.time)
            if let last = spans.last, time - last.to <= 1.5 * step {
                spans[spans.count - 1].to = time
            } else {
                spans.append(Span(from: time, to: time))
            }
        }
        return spans
    }

    /// An alert that fires for several series at once is one incident.
    private static func merged(_ spans: [Span], step: Double) -> [Span] {
        spans.sorted { $0.from < $1.from }.reduce(into: []) { merged, span in
            if let last = merged.last, span.from - last.to <= 1.5 * step {
                merged[merged.count - 1].to = max(last.to, span.to)
            } else {
                merged.append(span)
            }
        }
    }
}
