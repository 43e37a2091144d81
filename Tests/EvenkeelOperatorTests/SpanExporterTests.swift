import HTTPTransport
import JSONValue
import KubernetesClient
import KubernetesTypes
import Logging
import Synchronization
import Testing

@testable import EvenkeelOperator

/// A collector's HTTP endpoint, in a process that answers as it is told.
private final class Collector: HTTPTransport {
    private let asked = Mutex<[HTTPRequest]>([])
    private let answers: Mutex<[(Int, String)]>

    /// - Parameter answers: one after the other; the last goes on.
    init(_ answers: [(Int, String)] = [(200, "{}")]) { self.answers = Mutex(answers) }

    var requests: [HTTPRequest] { asked.withLock { $0 } }

    func send(_ request: HTTPRequest, maximumBodyBytes: Int) async throws(HTTPError) -> HTTPResponse {
        asked.withLock { $0.append(request) }
        let (status, body) = answers.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
        guard status > 0 else { throw HTTPError(.cannotConnect, url: request.address, mayHaveReachedServer: false) }
        return HTTPResponse(status: status, body: Array(body.utf8))
    }

    func stream(_ request: HTTPRequest) async throws(HTTPError) -> HTTPStream {
        HTTPStream(status: 500, body: HTTPBody(chunks: []))
    }
}

@Suite("Traces are sent") struct SpanExporterTests {
    private let metrics = OperatorMetrics(version: "1")
    private let start = Timestamp(microsecondsSince1970: 1_700_000_000_123_456)

    private func read(_ environment: [String: String]) throws -> OTLPConfiguration? {
        try OTLPConfiguration.read(environment, file: { Array("content of \($0)".utf8) })
    }

    private func configuration(_ url: String = "http://collector:4318/v1/traces") throws -> OTLPConfiguration {
        try #require(
            try read([
                "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": url,
                "OTEL_EXPORTER_OTLP_HEADERS": "Authorization=Bearer%20sesame, x-tenant=a",
                "OTEL_RESOURCE_ATTRIBUTES": "k8s.cluster.name=north",
            ]))
    }

    private func exporter(
        _ transport: any HTTPTransport, _ url: String = "http://collector:4318/v1/traces",
        log: @escaping @Sendable (String) -> Void = { _ in }
    ) throws -> SpanExporter {
        SpanExporter(
            try configuration(url), version: "1.2.3", transport: transport, metrics: metrics,
            logger: Logger(label: "t") { _ in Listener(heard: log) }, time: Hurry())
    }

    private func span(_ name: String = "evaluation") -> Span { Span(name: name, start: start, end: start + 0.25) }

    private var dropped: Double? { metrics.registry.value(of: "evenkeel_dropped_total", ["queue": "spans"])?.number }

    @Test("a collector on a real socket gets what the OTLP specification asks for")
    func shape() async throws {
        let received = try await CollectorServer.receive { port in
            let exporter = try exporter(try CurlTransport(), "http://127.0.0.1:\(port)/v1/traces")
            var child = span("query")
            child.parent = SpanID(7)
            child.kind = .client
            child.failure = "no answer"
            child.attributes = ["evenkeel.signal": "errors"]
            child.events = [Span.Event(name: "Freeze", at: start, attributes: ["verdict": "Hold"])]
            exporter.take([span(), child])
            await exporter.flush()
        }
        let request = try #require(received.first)
        #expect(request.contentType == "application/json" && request.authorization == "Bearer sesame")
        let json = request.body
        let resource = try #require(json.at("resourceSpans")?[0])
        let attributes = try #require(resource.at("resource", "attributes")?.arrayValue)
        #expect(attributes.contains(["key": "service.name", "value": ["stringValue": "evenkeel"]]))
        #expect(attributes.contains(["key": "k8s.cluster.name", "value": ["stringValue": "north"]]))
        let scope = try #require(resource["scopeSpans"]?[0])
        #expect(scope.at("scope", "version") == "1.2.3")
        let spans = try #require(scope["spans"]?.arrayValue)
        #expect(spans.count == 2)
        for span in spans {
            #expect(span["traceId"]?.stringValue?.wholeMatch(of: /[0-9a-f]{32}/) != nil)
            #expect(span["spanId"]?.stringValue?.wholeMatch(of: /[0-9a-f]{16}/) != nil)
            #expect(span["startTimeUnixNano"] == "1700000000123456000")
            #expect(span["endTimeUnixNano"] == "1700000000373456000")
        }
        #expect(spans[0]["kind"] == 1 && spans[0]["parentSpanId"] == nil && spans[0]["status"] == nil)
        #expect(spans[1]["kind"] == 3 && spans[1]["parentSpanId"] == "0000000000000007")
        #expect(spans[1]["status"] == ["code": 2, "message": "no answer"])
        #expect(spans[1].at("events")?[0]?["timeUnixNano"] == "1700000000123456000")
    }

    @Test("what finds no place in the queue is dropped and counted, and nobody waits")
    func bounded() async throws {
        let exporter = try exporter(Collector())
        exporter.take((0..<SpanExporter.capacity + 10).map { _ in span() })
        #expect(dropped == 10)
        #expect(metrics.registry.value(of: "evenkeel_queue_depth", ["queue": "spans"])?.number == 2048)
        await exporter.flush()
        #expect(metrics.registry.value(of: "evenkeel_queue_depth", ["queue": "spans"])?.number == 0)
        #expect(dropped == 10)
    }

    @Test("a collector that is busy is asked again; one that refuses is not")
    func retries() async throws {
        let busy = Collector([(503, ""), (0, ""), (200, "{}")])
        let first = try exporter(busy)
        first.take([span()])
        await first.flush()
        #expect(busy.requests.count == 3 && dropped == 0)
        let refusing = Collector([(400, "sesame")])
        let second = try exporter(refusing)
        second.take([span(), span()])
        await second.flush()
        #expect(refusing.requests.count == 1 && dropped == 2)
    }

    @Test("spans that a collector rejects are counted")
    func partial() async throws {
        let exporter = try exporter(Collector([(200, #"{"partialSuccess":{"rejectedSpans":"2"}}"#)]))
        exporter.take([span(), span(), span()])
        await exporter.flush()
        #expect(dropped == 2)
    }

    @Test("that traces are not taken is said once, without what is in the headers or the answer")
    func secrets() async throws {
        let heard = Mutex<[String]>([])
        let exporter = try exporter(
            Collector([(401, "sesame is wrong")]), log: { text in heard.withLock { $0.append(text) } })
        for _ in 0..<3 {
            exporter.take([span()])
            await exporter.flush()
        }
        let lines = heard.withLock { $0 }
        #expect(lines.count == 1 && lines.first?.contains("http://collector:4318/v1/traces answers with 401") == true)
        #expect(!lines.joined().contains("sesame"))
    }

    @Test("without an endpoint, or where it is switched off, nothing is traced")
    func off() throws {
        #expect(try read([:]) == nil)
        #expect(try read(["OTEL_EXPORTER_OTLP_ENDPOINT": ""]) == nil)
        #expect(
            try read(["OTEL_EXPORTER_OTLP_ENDPOINT": "http://c", "OTEL_SDK_DISABLED": "TRUE"]) == nil)
    }

    @Test("the endpoint for all signals gets the path of traces, the one for traces is taken as it is")
    func endpoints() throws {
        let base = try read(["OTEL_EXPORTER_OTLP_ENDPOINT": "http://c:4318/otlp/"])
        #expect(base?.url == "http://c:4318/otlp/v1/traces" && base?.serviceName == "evenkeel")
        let own = try read([
            "OTEL_EXPORTER_OTLP_ENDPOINT": "http://c", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "https://t/x",
            "OTEL_SERVICE_NAME": "keel",
        ])
        #expect(own?.url == "https://t/x" && own?.serviceName == "keel")
    }

    @Test("a collector with a certificate of its own, and one that asks for one, get the files of the environment")
    func certificates() throws {
        let tls = try read([
            "OTEL_EXPORTER_OTLP_ENDPOINT": "https://c", "OTEL_EXPORTER_OTLP_CERTIFICATE": "/all",
            "OTEL_EXPORTER_OTLP_TRACES_CERTIFICATE": "/ca", "OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE": "/me",
            "OTEL_EXPORTER_OTLP_CLIENT_KEY": "/key",
        ])?.tls
        #expect(
            tls
                == TLSConfiguration(
                    certificateAuthority: Array("content of /ca".utf8),
                    clientCertificate: Array("content of /me".utf8), clientKey: Array("content of /key".utf8)))
        #expect(try read(["OTEL_EXPORTER_OTLP_ENDPOINT": "https://c"])?.tls == TLSConfiguration())
    }

    @Test("what cannot work is told by the variable's name, and never by its value")
    func mistakes() {
        for (name, value) in [
            ("OTEL_EXPORTER_OTLP_HEADERS", "sesame"), ("OTEL_EXPORTER_OTLP_ENDPOINT", "sesame:4317"),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"), ("OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE", "/sesame"),
        ] {
            #expect {
                try read(["OTEL_EXPORTER_OTLP_ENDPOINT": "http://c"].merging([name: value]) { $1 })
            } throws: {
                "\($0)".contains(name) && !"\($0)".contains("sesame")
            }
        }
    }
}

/// Nobody waits.
private struct Hurry: TimeSource {
    var uptime: Duration { .zero }
    var now: Timestamp { Timestamp(secondsSince1970: 1_700_000_000) }
    func sleep(until deadline: Duration) async throws(CancellationError) {}
}

private struct Listener: LogHandler {
    let heard: @Sendable (String) -> Void
    var logLevel = Logger.Level.trace
    var metadata: Logger.Metadata = [:]
    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }
    func log(event: LogEvent) { heard("\(event.message) \(event.metadata ?? [:])") }
}
