public import Hummingbird
public import Logging

/// `/livez`, `/readyz`, `/metrics` and, from loopback only, `/loglevel`.
public enum HealthServer {
    /// - Parameter address: host and port; port 0 takes a free one.
    public static func make(
        host: String, port: Int, health: OperatorHealth, metrics: OperatorMetrics, levels: LogLevelSwitch,
        operatorLogger: Logger, logger: Logger
    ) -> some ApplicationProtocol {
        let router = router(health: health, metrics: metrics)
        LogLevelRoute(levels: levels, logger: operatorLogger).add(to: router)
        return Application(
            router: router,
            configuration: ApplicationConfiguration(address: .hostname(host, port: port), serverName: "evenkeel"),
            logger: logger)
    }

    static func router(health: OperatorHealth, metrics: OperatorMetrics) -> Router<LocalRequestContext> {
        // Load balancers and monitors ask by HEAD.
        let router = Router(context: LocalRequestContext.self, options: .autoGenerateHeadEndpoints)
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
        return router
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
