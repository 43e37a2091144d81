public import HTTPTransport
import JSONValue
public import KubernetesClient
public import Logging
public import ServiceLifecycle
import Synchronization

/// Sends spans to a collector, by OTLP over HTTP in its JSON encoding.
///
/// Nothing waits for it: spans go to a bounded queue, and what finds no place there or no taker is dropped and counted.
public final class SpanExporter: Service, Sendable {
    /// Spans that may wait.
    static let capacity = 2048
    private static let batch = 512
    private static let interval = Duration.seconds(2)
    private static let attempts = 3

    private struct State {
        var waiting: [Span] = []
        var dropped = 0
        var isFailing = false
    }

    private let configuration: OTLPConfiguration
    private let version: String
    private let transport: any HTTPTransport
    private let metrics: OperatorMetrics
    private let logger: Logger
    private let time: any TimeSource
    private let state = Mutex(State())

    public init(
        _ configuration: OTLPConfiguration, version: String, transport: any HTTPTransport, metrics: OperatorMetrics,
        logger: Logger, time: any TimeSource = SystemTimeSource()
    ) {
        self.configuration = configuration
        self.version = version
        self.transport = transport
        self.metrics = metrics
        self.logger = logger
        self.time = time
    }

    func take(_ spans: [Span]) {
        let (depth, dropped) = state.withLock { state in
            let room = max(0, Self.capacity - state.waiting.count)
            state.waiting += spans.prefix(room)
            state.dropped += max(0, spans.count - room)
            return (state.waiting.count, state.dropped)
        }
        report(depth, dropped)
    }

    /// Until a graceful shutdown, before whose end it sends what waits.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                try? await self.time.sleep(for: Self.interval)
                if !Task.isCancelled { await self.flush() }
            }
        }
        // The task was cancelled, and with it every request made in it.
        await Task { await flush(attempts: 1) }.value
    }

    /// Sends what waits now.
    func flush() async { await flush(attempts: Self.attempts) }

    private func flush(attempts: Int) async {
        var left = state.withLock { $0.waiting.count }
        while left > 0 {
            let spans = state.withLock { state in
                let spans = Array(state.waiting.prefix(Self.batch))
                state.waiting.removeFirst(spans.count)
                return spans
            }
            guard !spans.isEmpty else { break }
            left -= spans.count
            let rejected = await send(spans, attempts: attempts)
            let (depth, dropped) = state.withLock { state in
                state.dropped += rejected
                return (state.waiting.count, state.dropped)
            }
            report(depth, dropped)
        }
    }

    /// - Returns: how many were not taken.
    private func send(_ spans: [Span], attempts: Int) async -> Int {
        let request = HTTPRequest(
            method: .post, url: configuration.url, headers: configuration.headers,
            body: Array(document(spans).serializedString.utf8),
            timeouts: HTTPTimeouts(connect: .seconds(5), total: .seconds(10)), tls: configuration.tls)
        for attempt in 1...attempts {
            var problem: String
            var isTransient = true
            do throws(HTTPError) {
                let answer = try await transport.send(request, maximumBodyBytes: 1 << 16)
                if (200..<300).contains(answer.status) { return succeeded(answer) }
                problem = "\(request.address) answers with \(answer.status)"
                isTransient = [429, 502, 503, 504].contains(answer.status)
            } catch {
                problem = "\(error)"
            }
            guard isTransient, attempt < attempts, (try? await time.sleep(for: .seconds(1 << attempt))) != nil else {
                failed(problem)
                break
            }
        }
        return spans.count
    }

    private func succeeded(_ answer: HTTPResponse) -> Int {
        state.withLock { $0.isFailing = false }
        // 64 bit numbers may be strings in OTLP's JSON.
        guard let rejected = (try? JSON(parsing: answer.body))?["partialSuccess"]?["rejectedSpans"] else { return 0 }
        return max(0, rejected.integerValue ?? rejected.stringValue.flatMap { Int($0) } ?? 0)
    }

    /// Says so once, until it succeeds again.
    private func failed(_ problem: String) {
        let isNews = state.withLock { state in
            defer { state.isFailing = true }
            return !state.isFailing
        }
        if isNews { logger.warning("traces are not taken, and dropped: \(problem)") }
    }

    private func report(_ depth: Int, _ dropped: Int) {
        metrics.setDepth(depth, of: .spans)
        metrics.setDropped(dropped, of: .spans)
    }

    /// An `ExportTraceServiceRequest`.
    private func document(_ spans: [Span]) -> JSON {
        let resource = configuration.attributes.merging(
            ["service.name": configuration.serviceName, "service.version": version]) { $1 }
        return [
            "resourceSpans": [
                [
                    "resource": ["attributes": resource.otlp],
                    "scopeSpans": [
                        [
                            "scope": ["name": "evenkeel.dev/operator", "version": .string(version)],
                            "spans": .array(spans.map(\.json)),
                        ]
                    ],
                ]
            ]
        ]
    }
}
