/// A source that answers queries with series of numbers.
public protocol MetricQuerying: Sendable {
    /// Evaluates an expression at one time, in seconds since 1970; nil is the server's now.
    func query(_ expression: String, at time: Double?) async throws(PrometheusError) -> QueryResult

    /// Evaluates an expression at `from`, `from + step` and so on up to `to`; seconds.
    func queryRange(
        _ expression: String, from: Double, to: Double, step: Double
    ) async throws(PrometheusError) -> QueryResult
}

extension PrometheusClient: MetricQuerying {}
extension LokiClient: MetricQuerying {}
