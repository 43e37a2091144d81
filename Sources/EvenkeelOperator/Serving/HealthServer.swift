public import Hummingbird
public import Logging
import Synchronization

/// Whether the operator lives and is ready, as the probes ask.
public final class OperatorHealth: Sendable {
    private let waitingFor = Mutex<String?>("starting")
    /// `nil` while this replica does not lead: it has no loop then that could stand still.
    private let lastStep = Mutex<ContinuousClock.Instant?>(nil)
    private let now: @Sendable () -> ContinuousClock.Instant

    public init() { now = { .now } }

    init(now: @escaping @Sendable () -> ContinuousClock.Instant) { self.now = now }

    func ready() { waitingFor.withLock { $0 = nil } }
    func notReady(_ reason: String) { waitingFor.withLock { $0 = reason } }
    func alive() {
        let now = now()
        lastStep.withLock { $0 = now }
    }
    /// It leads no more; it stands by, or comes to its end.
    func standsBy() { lastStep.withLock { $0 = nil } }

    /// What it still waits for; `nil` when it is ready.
    public var notReadyReason: String? { waitingFor.withLock { $0 } }

    /// The engine's loop turns several times a second; a minute without is a hang that only a restart ends.
    public var isAlive: Bool {
        let now = now()
        return lastStep.withLock { $0.map { $0.duration(to: now) < .seconds(60) } ?? true }
    }
}

/// `/livez`, `/readyz`, `/metrics` and, from loopback only, `/loglevel`.
public enum HealthServer {
    /// - Parameter address: host and port; port 0 takes a free one.
    public static func make(
        host: String, port: Int, health: OperatorHealth, metrics: OperatorMetrics, levels: LogLevelSwitch,
        operatorLogger: Logger, logger: Logger
    ) -> some ApplicationProtocol {
        let router = Router(context: LocalRequestContext.self)
        LogLevelRoute(levels: levels, logger: operatorLogger).add(to: router)
        router.get("livez") { _, _ -> Response in
            health.isAlive ? .text("ok\n") : .text("the engine's loop stands still\n", .serviceUnavailable)
        }
        router.get("readyz") { _, _ -> Response in
            guard let reason = health.notReadyReason else { return .text("ok\n") }
            return .text("waiting: \(reason)\n", .serviceUnavailable)
        }
        router.get("metrics") { request, _ -> Response in
            let format = ExpositionFormat(accept: request.headers[.accept] ?? "")
            metrics.setProcessFigures()
            return .text(metrics.registry.exposition(format), contentType: format.contentType)
        }
        return Application(
            router: router,
            configuration: ApplicationConfiguration(address: .hostname(host, port: port), serverName: "evenkeel"),
            logger: logger)
    }
}

extension Response {
    static func text(
        _ body: String, _ status: HTTPResponse.Status = .ok, contentType: String = "text/plain; charset=utf-8"
    ) -> Response {
        Response(
            status: status, headers: [.contentType: contentType],
            body: ResponseBody(byteBuffer: ByteBuffer(string: body)))
    }
}
