import HTTPTransport
import PrometheusClient
import Testing
import TimeSeries

@Suite("Against a real Prometheus", .enabled(if: PrometheusProcess.isAvailable), .timeLimit(.minutes(1)))
struct RealPrometheusTests {
    @Test("one process answers everything as expected")
    func everything() async throws {
        let client = try await PrometheusProcess(transport: try CurlTransport())
        try await instant(client.client)
        try await values(client.client)
        try await range(client.client)
        try await rejected(client.client)
        try await others(client.client)
    }

    private func instant(_ client: PrometheusClient) async throws {
        let up = try await client.query("up")
        #expect(up.kind == .vector)
        #expect(up.series.map { $0.labels["job"] } == ["self"])
        #expect(up.series[0].samples.map(\.value) == [1])
        #expect(try await client.query("up == 5").series.isEmpty)
        let time = up.series[0].samples[0].time
        #expect(try await client.query("time()", at: time).series[0].samples[0].value == time)
        // A range in an instant query gives the samples as scraped, with their own times.
        let raw = try await client.query("up[10s]")
        #expect(raw.kind == .matrix)
        #expect(raw.series[0].samples.allSatisfy { $0.time <= time + 10 && $0.time > time - 60 })
    }

    private func values(_ client: PrometheusClient) async throws {
        #expect(try await client.query("0 / 0").series[0].samples[0].value.isNaN)
        #expect(try await client.query("1 / 0").series[0].samples[0].value == .infinity)
        #expect(try await client.query("vector(-1) / 0").series[0].samples[0].value == -.infinity)
    }

    private func range(_ client: PrometheusClient) async throws {
        let now = try await client.query("time()").series[0].samples[0].value.rounded()
        let long = try await client.queryRange("vector(time())", from: now - 20_000, to: now, step: 1)
        #expect(long.series.count == 1)
        #expect(long.series[0].samples.map(\.time) == (0...20_000).map { now - 20_000 + Double($0) })
        #expect(long.series[0].samples.allSatisfy { $0.time == $0.value })
    }

    private func rejected(_ client: PrometheusClient) async throws {
        let broken = await failure { () async throws(PrometheusError) in try await client.query("sum(") }
        #expect(broken?.kind == .badData)
        #expect(broken?.detail.contains("unclosed left parenthesis") == true)
        let ambiguous = await failure { () async throws(PrometheusError) in
            try await client.query("{__name__=~\"go_.*\"} * on() {__name__=~\"go_.*\"}")
        }
        #expect(ambiguous?.kind == .badData)
        let text = await failure { () async throws(PrometheusError) in try await client.query("\"text\"") }
        #expect(text?.kind == .unsupportedResult)
        var endpoint = client.endpoint
        endpoint.maximumAnswerBytes = 1000
        let small = PrometheusClient(endpoint: endpoint, transport: try CurlTransport())
        let large = await failure { () async throws(PrometheusError) in try await small.query("{__name__=~\".+\"}") }
        #expect(large?.kind == .tooLarge(limit: 1000))
        endpoint.address += "/elsewhere"
        let elsewhere = PrometheusClient(endpoint: endpoint, transport: try CurlTransport())
        let lost = await failure { () async throws(PrometheusError) in try await elsewhere.query("up") }
        #expect(lost?.kind == .notPrometheus)
    }

    private func others(_ client: PrometheusClient) async throws {
        #expect(try await client.buildInfo().version.first?.isNumber == true)
    }
}
