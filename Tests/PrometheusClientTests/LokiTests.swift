import HTTPTransport
import PrometheusClient
import Testing
import TimeSeries

@Suite("Loki", .timeLimit(.minutes(1))) struct LokiTests {
    private func client(_ transport: any HTTPTransport, _ address: String = "http://loki.test") -> LokiClient {
        LokiClient(endpoint: PrometheusEndpoint(address: address, proxy: .none), transport: transport)
    }

    private func fail(_ body: String, status: Int = 200) async -> PrometheusError? {
        await failure { () async throws(PrometheusError) in
            try await client(FakeTransport(status: status, body)).query("x")
        }
    }

    private static let vector =
        #"{"status":"success","data":{"resultType":"vector","result":[{"metric":{"app":"a"},"value":[1700000000.5,"3"]}],"#
        + #""stats":{"summary":{}}}}"#

    @Test("an instant query counts its time in nanoseconds, and its answer has Prometheus's shape")
    func instant() async throws {
        let transport = FakeTransport(Self.vector)
        let result = try await client(transport).query("sum(count_over_time({app=\"a\"}[1m]))", at: 1_700_000_000.123)
        #expect(
            result.series == [Series(labels: ["app": "a"], samples: [.init(time: 1_700_000_000.5, value: 3)])]
        )
        #expect(transport.requests.first?.url == "http://loki.test/loki/api/v1/query")
        #expect(transport.requests.first?.parameters["time"] == "1700000000123000000")
    }

    @Test("a range query does too, and its step is in seconds")
    func range() async throws {
        let transport = FakeTransport(
            #"{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[[1700000000,"1"],[1700000030,"2"]]}]}}"#
        )
        let result = try await client(transport).queryRange("rate(x)", from: 1_700_000_000, to: 1_700_000_060, step: 30)
        #expect(result.series.first?.samples.map(\.value) == [1, 2])
        let parameters = transport.requests.first?.parameters
        #expect(parameters?["start"] == "1700000000000000000")
        #expect(parameters?["end"] == "1700000060000000000")
        #expect(parameters?["step"] == "30.0")
    }

    @Test("a rejected query is told apart from a Loki that is not there, with Loki's own words")
    func rejected() async {
        let error = await fail("parse error at line 1, col 5: syntax error: unexpected IDENTIFIER", status: 400)
        #expect(error?.kind == .badData && error?.isAboutQuery == true)
        #expect(error?.description.hasPrefix("Loki at http://loki.test: the query was rejected: parse error") == true)
        #expect(await fail("too many outstanding requests", status: 429)?.kind == .unavailable)
        #expect(await fail("no org id", status: 401)?.kind == .unauthorised)
    }

    @Test("log lines are no numbers: the text says to count them")
    func streams() async {
        let error = await fail(#"{"status":"success","data":{"resultType":"streams","result":[]}}"#)
        #expect(error?.kind == .unsupportedResult)
        #expect(error?.description.contains("count_over_time") == true)
    }

    @Test("an error inside of a success, and half an answer, are no answers")
    func lies() async throws {
        #expect(await fail(#"{"status":"error","error":"x"}"#)?.kind == .notPrometheus)
        let server = try ScriptedServer { connection in
            _ = connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\n{\"status\":\"success\"")
        }
        let transport = try CurlTransport()
        let error = await failure { () async throws(PrometheusError) in
            try await client(transport, server.url).query("x")
        }
        #expect(error?.kind == .unavailable && error?.product == .loki)
    }

    @Test("over the wire: headers are sent, and never repeated in an error")
    func headers() async throws {
        let server = try ScriptedServer { connection in
            guard let request = connection.readRequest() else { return }
            guard request.headers["x-scope-orgid"] == "secret-tenant" else {
                connection.send("HTTP/1.1 401 Unauthorized\r\nContent-Length: 9\r\n\r\nno org id")
                return
            }
            connection.answer(Self.vector)
        }
        var endpoint = PrometheusEndpoint(
            address: server.url, headers: ["X-Scope-OrgID": "secret-tenant"], proxy: .none)
        let transport = try CurlTransport()
        #expect(try await LokiClient(endpoint: endpoint, transport: transport).query("x").series.count == 1)
        endpoint.headers = ["X-Scope-OrgID": "secret-other"]
        let other = LokiClient(endpoint: endpoint, transport: transport)
        let error = await failure { () async throws(PrometheusError) in try await other.query("x") }
        #expect(error?.kind == .unauthorised)
        #expect(error?.description.contains("secret") == false)
    }
}
