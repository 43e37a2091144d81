import HTTPTransport
import PrometheusClient
import Testing

@Suite struct AlertmanagerTests {
    private func client(_ transport: any HTTPTransport) -> AlertmanagerClient {
        AlertmanagerClient(
            endpoint: PrometheusEndpoint(address: "http://alerts.test/am/", proxy: .none), transport: transport)
    }

    private func alerts(_ body: String, status: Int = 200) async -> PrometheusError? {
        await failure { () async throws(PrometheusError) in
            try await client(FakeTransport(status: status, body)).alerts(matching: [:])
        }
    }

    @Test("labels become filters, with what is special in them escaped")
    func filters() async throws {
        let transport = FakeTransport("[]")
        _ = try await client(transport).alerts(matching: ["alertname": "a\"b\\c\nd", "x": "y"])
        let url = try #require(transport.requests.first?.url)
        #expect(url.hasPrefix("http://alerts.test/am/api/v2/alerts?active=true&silenced=true&inhibited=true"))
        #expect(url.contains("filter=alertname%3D%22a%5C%22b%5C%5Cc%5Cnd%22&filter=x%3D%22y%22"))
    }

    @Test("a silenced alert is still an alert")
    func suppressed() async throws {
        let body = #"[{"labels":{"alertname":"A"},"status":{"state":"suppressed","silencedBy":["1"]}}]"#
        let found = try await client(FakeTransport(body)).alerts(matching: [:])
        #expect(found == [AlertmanagerAlert(labels: ["alertname": "A"], isSuppressed: true)])
    }

    @Test("silences that have expired or are still to come are left out")
    func silences() async throws {
        func silence(_ state: String) -> String {
            #"{"id":"\#(state)","status":{"state":"\#(state)"},"endsAt":"2026-11-21T12:00:00Z","# + ""
                + #""matchers":[{"name":"a","value":"b","isRegex":false}],"createdBy":"x","comment":""}"#
        }
        let body = "[\(silence("expired")),\(silence("active")),\(silence("pending"))]"
        #expect(try await client(FakeTransport(body)).activeSilences().map(\.id) == ["active"])
    }

    @Test("a server that lies is no Alertmanager: an error inside of a success, a page, half an element")
    func lies() async {
        #expect(await alerts(#"{"status":"error","error":"no"}"#)?.kind == .notPrometheus)
        #expect(await alerts("<html>login</html>")?.kind == .notPrometheus)
        #expect(await alerts(#"[{"labels":{"a":"b"}}]"#)?.kind == .notPrometheus)
        #expect(await alerts("[{")?.kind == .notPrometheus)
    }

    @Test("what Alertmanager says of a refusal is repeated, and it is named")
    func refusal() async {
        let error = await alerts(#""bad matcher format: x""#, status: 400)
        #expect(error?.kind == .badData && error?.detail == "bad matcher format: x")
        #expect(error?.description.hasPrefix("Alertmanager at http://alerts.test/am") == true)
        #expect(await alerts("", status: 503)?.kind == .unavailable)
        #expect(await alerts("", status: 401)?.kind == .unauthorised)
    }
}
