import HTTPTransport
import Testing

@testable import EvenkeelOperator

private struct Server: HTTPTransport {
    /// `nil` where there is no answer.
    var status: Int?

    func send(_ request: HTTPRequest, maximumBodyBytes: Int) async throws(HTTPError) -> HTTPResponse {
        guard let status else { throw HTTPError(.cannotConnect, url: "", mayHaveReachedServer: false) }
        return HTTPResponse(status: status)
    }

    func stream(_ request: HTTPRequest) async throws(HTTPError) -> HTTPStream {
        HTTPStream(status: try await send(request, maximumBodyBytes: 0).status, body: HTTPBody(chunks: []))
    }
}

@Suite struct RequestMeterTests {
    private let metrics = OperatorMetrics(version: "1")

    @Test(
        "requests are counted by what they do and how they ended",
        arguments: [
            ("https://c/api/v1/pods?limit=500", .get, 200, "get", "2xx"),
            ("https://c/api/v1/pods?resourceVersion=7&watch=true", .get, 410, "watch", "4xx"),
            ("https://c/apis/x/events", .post, 201, "create", "2xx"),
            ("https://c/apis/x/leases/l", .put, 409, "update", "4xx"),
            ("https://c/apis/x/y", .patch, 503, "patch", "5xx"),
            ("https://c/apis/x/y", .delete, nil, "delete", "none"),
        ] as [(String, HTTPMethod, Int?, String, String)])
    func kubernetes(url: String, method: HTTPMethod, status: Int?, verb: String, code: String) async {
        let meter = RequestMeter(Server(status: status), to: .kubernetes, metrics: metrics)
        let request = HTTPRequest(method: method, url: url)
        if verb == "watch" {
            _ = try? await meter.stream(request)
        } else {
            _ = try? await meter.send(request, maximumBodyBytes: 1)
        }
        #expect(metrics.registry.value(of: "evenkeel_api_requests_total", ["verb": verb, "code": code])?.number == 1)
        let took = metrics.registry.value(of: "evenkeel_api_request_duration_seconds", ["verb": verb])?.histogram
        #expect(took?.counts.reduce(0, +) == 1)
    }

    @Test(
        "instant queries, range queries and other requests are counted separately",
        arguments: [
            ("http://p/api/v1/query?query=up", "query"), ("http://p/api/v1/query_range?query=up", "query_range"),
            ("http://p/loki/api/v1/query_range", "query_range"), ("http://p/api/v2/silences", "other"),
        ])
    func sources(url: String, verb: String) async {
        let meter = RequestMeter(Server(status: 200), to: .metricSource, metrics: metrics)
        _ = try? await meter.send(HTTPRequest(url: url), maximumBodyBytes: 1)
        let labels = ["verb": verb, "code": "2xx"]
        #expect(metrics.registry.value(of: "evenkeel_source_requests_total", labels)?.number == 1)
    }
}
