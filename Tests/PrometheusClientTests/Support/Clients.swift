import HTTPTransport
import PrometheusClient
import Testing

func client(_ transport: any HTTPTransport, address: String = "http://prometheus.test") -> PrometheusClient {
    PrometheusClient(endpoint: PrometheusEndpoint(address: address, proxy: .none), transport: transport)
}

/// A query's result out of the text of an answer.
func query(_ body: String) async throws(PrometheusError) -> QueryResult {
    try await client(FakeTransport(body)).query("up")
}

/// The error of a call that has to fail.
func failure<Value: Sendable>(
    _ body: () async throws(PrometheusError) -> Value, sourceLocation: SourceLocation = #_sourceLocation
) async -> PrometheusError? {
    do throws(PrometheusError) {
        let value = try await body()
        Issue.record("expected an error, got \(value)", sourceLocation: sourceLocation)
        return nil
    } catch {
        return error
    }
}
