import FuzzSupport
import HTTPTransport
import PrometheusClient
import Testing
import TimeSeries

@Suite("Strange answers of metric sources at the door") struct FuzzTests {
    private static let secret = "hunter2"

    private static let answers = [
        #"{"status":"success","data":{"resultType":"vector","result":[{"metric":{"__name__":"up","job":"web"},"value":[1435781451.781,"1"]},{"metric":{},"value":[1435781451.781,"NaN"]}]}}"#,
        #"{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"pod":"a"},"values":[[1435781430.781,"1"],[1435781445.781,"1e3"],[1435781460.781,"+Inf"]]}]},"warnings":["w"],"infos":["i"]}"#,
        #"{"status":"success","data":{"resultType":"scalar","result":[1435781451.781,"1"]}}"#,
        #"{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"histograms":[[1,{"count":"1"}]]}]}}"#,
        #"{"status":"error","errorType":"bad_data","error":"parse error: unexpected end of input"}"#,
        #"{"status":"success","data":{"alerts":[{"labels":{"alertname":"Slow"},"annotations":{},"state":"firing","activeAt":"2018-07-04T20:27:12.60602144+02:00","value":"1e+00"}]}}"#,
        #"[{"labels":{"alertname":"Slow"},"status":{"state":"suppressed","silencedBy":["x"]}}]"#,
        #"[{"id":"a","status":{"state":"active"},"matchers":[{"name":"app","value":"web.*","isRegex":true,"isEqual":true}],"createdBy":"anna","comment":"c","endsAt":"2026-11-21T08:26:53.123456789Z"}]"#,
        #"{"status":"success","data":{"resultType":"streams","result":[]}}"#, "<html><body>Log in</body></html>", "",
    ]
    private static let generator = InputGenerator(
        answers,
        tokens: [
            "\"values\":[[", "[1,\"2\"],", "\"NaN\"", "\"+Inf\"", "\"0x1p-2\"", "\"nan(1)\"", "\"histogram\":", "<",
        ])

    private func endpoint(_ input: [UInt8]) -> (PrometheusEndpoint, FakeTransport) {
        let status = [200, 200, 200, 200, 206, 301, 400, 401, 422, 429, 500, 503, 700][input.count % 13]
        let retry = ["", "5", "99999999999999999999", "-1", "9223372036854775807", "soon"][input.count % 6]
        var endpoint = PrometheusEndpoint(address: "http://prometheus.test", proxy: .none)
        endpoint.headers = ["Authorization": "Bearer \(Self.secret)"]
        let transport = FakeTransport { _ in
            HTTPResponse(status: status, headers: ["Retry-After": retry], body: input)
        }
        return (endpoint, transport)
    }

    @Test("an answer of any bytes is a result with its samples in order, or an error that says whose and hides secrets")
    func prometheus() async throws {
        try await Fuzzing("prometheus", rounds: 250).run(Self.generator) { input in
            let (endpoint, transport) = endpoint(input)
            let client = PrometheusClient(endpoint: endpoint, transport: transport)
            try await check { () async throws(PrometheusError) in
                Self.isSound(try await client.query("up", at: 1_435_781_451))
            }
            try await check { () async throws(PrometheusError) in
                Self.isSound(try await client.queryRange("up", from: 1_435_781_400, to: 1_435_781_500, step: 15))
            }
        }
    }

    @Test("and so is one of Loki or of an Alertmanager")
    func relatives() async throws {
        try await Fuzzing("loki-alertmanager", rounds: 250).run(Self.generator) { input in
            let (endpoint, transport) = endpoint(input)
            let (loki, manager) = (
                LokiClient(endpoint: endpoint, transport: transport),
                AlertmanagerClient(endpoint: endpoint, transport: transport)
            )
            try await check { () async throws(PrometheusError) in
                Self.isSound(try await loki.query("rate({a=\"b\"}[1m])"))
            }
            try await check { () async throws(PrometheusError) in
                Self.isSound(try await loki.queryRange("x", from: 1_435_781_400, to: 1_435_781_500, step: 15))
            }
            try await check { () async throws(PrometheusError) in
                try await manager.alerts(matching: ["app": "web"]).count <= input.count
            }
            try await check { () async throws(PrometheusError) in
                try await manager.activeSilences().allSatisfy { $0.endsAt.isFinite && !$0.matchers.isEmpty }
            }
        }
    }

    private func check(_ read: () async throws(PrometheusError) -> Bool) async throws {
        do throws(PrometheusError) {
            guard try await read() else { throw PrometheusError(.notPrometheus, address: "", detail: "UNSOUND") }
        } catch {
            let text = error.description
            guard error.detail != "UNSOUND" else { throw Broken("a result that nobody can reckon with") }
            guard !text.contains(Self.secret) else { throw Broken("a secret in: \(text)") }
            guard text.contains("http://prometheus.test") else { throw Broken("whose answer? \(text.prefix(200))") }
            guard text.utf8.count <= 6000 else { throw Broken("\(text.utf8.count) bytes of error") }
            if let wait = error.retryAfter, wait > .seconds(86_400) { throw Broken("a wait of \(wait)") }
        }
    }

    private static func isSound(_ result: QueryResult) -> Bool {
        result.series.allSatisfy { series in
            let times = series.samples.map(\.time)
            return times.allSatisfy { $0.magnitude < 1e12 } && zip(times, times.dropFirst()).allSatisfy { $0 < $1 }
        }
    }
}
