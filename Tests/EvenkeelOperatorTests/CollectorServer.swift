import Hummingbird
import JSONValue
import Synchronization

/// A collector's HTTP endpoint on a socket of loopback.
struct CollectorServer: Sendable {
    struct Received: Sendable {
        var contentType: String?
        var authorization: String?
        var body: JSON
    }

    /// Serves for as long as the body takes, which gets the port.
    static func receive(_ body: @escaping @Sendable (Int) async throws -> Void) async throws -> [Received] {
        let received = Received.Box()
        let router = Router()
        router.post("v1/traces") { request, _ -> String in
            let body = try await request.body.collect(upTo: 1 << 20)
            received.take(
                Received(
                    contentType: request.headers[.contentType], authorization: request.headers[.authorization],
                    body: try JSON(parsing: Array(body.readableBytesView))))
            return "{}"
        }
        let ports = AsyncStream.makeStream(of: Int.self)
        let application = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { ports.continuation.yield($0.localAddress?.port ?? 0) })
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await application.run() }
            if let port = await ports.stream.first(where: { _ in true }) { try await body(port) }
            group.cancelAll()
        }
        return received.all
    }
}

extension CollectorServer.Received {
    fileprivate final class Box: Sendable {
        private let values = Mutex<[CollectorServer.Received]>([])
        var all: [CollectorServer.Received] { values.withLock { $0 } }
        func take(_ value: CollectorServer.Received) { values.withLock { $0.append(value) } }
    }
}
