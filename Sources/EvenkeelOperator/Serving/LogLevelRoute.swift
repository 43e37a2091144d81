import Hummingbird
import Logging
import NIOCore

/// A request that knows whether it has come from this machine, or this pod.
struct LocalRequestContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// Both ends of the connection are loopback. One alone would let in what a proxy in the same pod passes on.
    let isLocal: Bool

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        let ends = [source.channel.remoteAddress, source.channel.localAddress]
        isLocal = ends.allSatisfy { ["127.0.0.1", "::1"].contains($0?.ipAddress) }
    }
}

/// `GET` and `PUT /loglevel`: the level, alone, as the body. Whoever reaches the port from elsewhere is refused.
struct LogLevelRoute: Sendable {
    let levels: LogLevelSwitch
    let logger: Logger

    func add(to router: Router<LocalRequestContext>) {
        router.get("loglevel") { _, context -> Response in
            guard context.isLocal else { return Self.refusal }
            return .text("\(levels.level)\n")
        }
        router.put("loglevel") { request, context -> Response in
            guard context.isLocal else { return Self.refusal }
            let body = try await request.body.collect(upTo: 64)
            guard let level = Logger.Level(rawValue: Self.word(String(buffer: body))) else {
                let all = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
                return .text("send one of \(all)\n", .badRequest)
            }
            levels.set(level)
            logger.notice("the log's level is \(level.rawValue) now", metadata: ["configured": "\(levels.configured)"])
            let lasts = level == levels.configured ? "" : ", for an hour; then \(levels.configured) again"
            return .text("\(level)\(lasts)\n")
        }
    }

    private static func word(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private static var refusal: Response {
        .text("only from this machine or pod itself, such as through kubectl port-forward\n", .forbidden)
    }
}
