import HTTPTransport
import PrometheusClient
import Testing

@Suite("Requests to sources")
struct RequestTests {
    private static let empty = #"{"status":"success","data":{"resultType":"vector","result":[]}}"#

    @Test("a query is a form, with all that a query may hold, and the endpoint's headers and limits")
    func post() async throws {
        let transport = FakeTransport(Self.empty)
        let endpoint = PrometheusEndpoint(
            address: "https://a.test/prom/", headers: ["X-Scope-OrgID": "team"], tls: TLSConfiguration(serverName: "b"),
            timeout: .milliseconds(2500))
        let promql = #"sum(rate(x{a="b&c=d+e%é"}[5m])) > 1"#
        _ = try await PrometheusClient(endpoint: endpoint, transport: transport).query(promql, at: 1_795_249_613.375)
        let asked = try #require(transport.requests.first)
        #expect(asked.method == .post)
        #expect(asked.url == "https://a.test/prom/api/v1/query")
        #expect(asked.parameters == ["query": promql, "time": "1795249613.375", "timeout": "2500ms"])
        #expect(asked.headers["content-type"] == "application/x-www-form-urlencoded")
        #expect(asked.headers["x-scope-orgid"] == "team")
        #expect(asked.tls.serverName == "b")
        #expect(asked.timeouts.total == .milliseconds(2500))
    }

    @Test("where POST is forbidden, GET is used, from then on", arguments: [403, 405])
    func fallback(status: Int) async throws {
        let transport = FakeTransport { request throws(HTTPError) in
            HTTPResponse(status: request.method == .post ? status : 200, body: Array(Self.empty.utf8))
        }
        let client = client(transport)
        for _ in 0..<3 { _ = try await client.query("a b") }
        #expect(transport.requests.map(\.method) == [.post, .get, .get, .get])
        #expect(transport.requests[1].url.hasPrefix("http://prometheus.test/api/v1/query?query=a%20b&"))
    }

    @Test("where both are forbidden, both are tried the next time again")
    func forbidden() async {
        let transport = FakeTransport(status: 403, "")
        let client = client(transport)
        for _ in 0..<2 {
            let error = await failure { () async throws(PrometheusError) in try await client.query("up") }
            #expect(error?.kind == .unauthorised)
        }
        #expect(transport.requests.map(\.method) == [.post, .get, .post, .get])
    }

    @Test("a time that is not finite is never sent", arguments: [Double.nan, .infinity])
    func notFinite(time: Double) async {
        let transport = FakeTransport(Self.empty)
        let error = await failure { () async throws(PrometheusError) in
            try await client(transport).query("up", at: time)
        }
        #expect(error?.kind == .badData)
        #expect(transport.requests.isEmpty)
    }

    @Test("what runs there")
    func buildInfo() async throws {
        let transport = FakeTransport(#"{"status":"success","data":{"version":"2.42.0","revision":"abc"}}"#)
        #expect(try await client(transport).buildInfo() == PrometheusBuildInfo(version: "2.42.0", revision: "abc"))
    }
}
