import HTTPTransport
import PrometheusClient
import Testing

@Suite("Errors of sources")
struct PrometheusErrorTests {
    private func fail(_ transport: FakeTransport, address: String = "http://prometheus.test") async -> PrometheusError?
    {
        await failure { () async throws(PrometheusError) in
            try await client(transport, address: address).query("up")
        }
    }

    private static func error(_ type: String) -> String {
        #"{"status":"error","errorType":"\#(type)","error":"1:5: parse error"}"#
    }

    @Test(
        "Prometheus's own errors keep its message",
        arguments: [
            (400, "bad_data", PrometheusError.Kind.badData), (422, "execution", .badData), (503, "timeout", .timeout),
            (503, "canceled", .unavailable), (500, "internal", .unavailable), (404, "not_found", .notPrometheus),
            (400, "unheard_of", .notPrometheus), (503, "unheard_of", .unavailable),
        ])
    func own(status: Int, type: String, kind: PrometheusError.Kind) async {
        let error = await fail(FakeTransport(status: status, Self.error(type)))
        #expect(error?.kind == kind)
        #expect(error?.detail == "1:5: parse error")
        #expect(error?.status == status)
        #expect("\(error as Any)".contains("1:5: parse error"))
    }

    @Test(
        "a server that repeats the credentials of the request does not put them into its error", arguments: [400, 200])
    func credentials(status: Int) async {
        let body = #"{"status":"error","errorType":"bad_data","error":"denied for Bearer SECRET-TOKEN-123, tenant a"}"#
        let endpoint = PrometheusEndpoint(
            address: "http://prometheus.test",
            headers: ["Authorization": "Bearer SECRET-TOKEN-123", "X-Scope-OrgID": "tenant"])
        let client = PrometheusClient(endpoint: endpoint, transport: FakeTransport(status: status, body))
        let error = await failure { () async throws(PrometheusError) in try await client.query("up") }
        #expect("\(error as Any)".contains("SECRET") == false)
        #expect(status == 200 || error?.detail == "denied for [redacted], tenant a")
    }

    @Test(
        "a status without Prometheus's explanation",
        arguments: [
            (401, PrometheusError.Kind.unauthorised), (403, .unauthorised), (404, .notPrometheus),
            (302, .notPrometheus),
            (405, .notPrometheus), (408, .timeout), (429, .unavailable), (500, .unavailable), (502, .unavailable),
            (503, .unavailable), (504, .timeout),
        ])
    func foreign(status: Int, kind: PrometheusError.Kind) async {
        #expect(await fail(FakeTransport(status: status, "<html>no</html>"))?.kind == kind)
    }

    @Test(
        "a success that is none",
        arguments: [
            "<!DOCTYPE html><title>Log in</title>", "", "ok", #"{"status":"success","data":{"resultType":"vec"#,
            error("bad_data"),
        ])
    func falseSuccess(body: String) async {
        let error = await fail(FakeTransport(body))
        #expect(error?.kind == .notPrometheus)
        #expect(error?.status == 200)
    }

    @Test(
        "Retry-After is kept, in seconds; nonsense and dates are not",
        arguments: [
            ("7", Duration.seconds(7)), ("999999999", .seconds(86_400)), ("-1", nil),
            ("Wed, 21 Oct 2026 07:28:00 GMT", nil),
        ])
    func retryAfter(text: String, expected: Duration?) async {
        let error = await fail(FakeTransport(status: 429, headers: ["Retry-After": text], ""))
        #expect(error?.retryAfter == expected)
    }

    @Test(
        "errors of the transport",
        arguments: [
            (HTTPError.Kind.cannotConnect, PrometheusError.Kind.unavailable), (.cannotResolve, .unavailable),
            (.tls(.untrusted), .unavailable), (.timedOut(.connect), .timeout), (.timedOut(.total), .timeout),
            (.cancelled, .cancelled), (.bodyTooLarge(limit: 5), .tooLarge(limit: 5)), (.invalidURL, .badAddress),
            (.protocolViolation, .notPrometheus), (.connectionLost(afterRequestSent: true), .unavailable),
        ])
    func transport(cause: HTTPError.Kind, kind: PrometheusError.Kind) async {
        let transport = FakeTransport { request throws(HTTPError) in
            throw HTTPError(cause, url: request.url, detail: "detail", mayHaveReachedServer: false)
        }
        let error = await fail(transport)
        #expect(error?.kind == kind)
        #expect(error?.cause?.kind == cause)
    }

    @Test("secrets are in no text")
    func secrets() async {
        let address = "http://user:secret@prometheus.test/path"
        let endpoint = PrometheusEndpoint(address: address, headers: ["Authorization": "Bearer secret"])
        let transport = FakeTransport { request throws(HTTPError) in
            throw HTTPError(.cannotConnect, url: request.url, mayHaveReachedServer: false)
        }
        let error = await failure { () async throws(PrometheusError) in
            try await PrometheusClient(endpoint: endpoint, transport: transport).query("up")
        }
        var dumped = ""
        dump(endpoint, to: &dumped)
        for text in ["\(error as Any)", "\(endpoint)", dumped] { #expect(!text.contains("secret")) }
        #expect(error?.address == "http://prometheus.test/path")
    }

    @Test("an address with a query cannot be used", arguments: ["http://a?b=c", "http://a/#x"])
    func badAddress(address: String) async {
        #expect(await fail(FakeTransport(""), address: address)?.kind == .badAddress)
    }
}
