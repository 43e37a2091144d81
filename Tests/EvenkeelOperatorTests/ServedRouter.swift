import Hummingbird
import Logging

@testable import EvenkeelOperator

/// A router behind a real socket, for the time of a test.
enum ServedRouter {
    static func serve(
        _ router: Router<LocalRequestContext>, _ body: @escaping @Sendable (Int) async throws -> Void
    ) async throws {
        let ports = AsyncStream.makeStream(of: Int.self)
        let application = Application(
            router: router, configuration: .init(address: .hostname("0.0.0.0", port: 0)),
            onServerRunning: { ports.continuation.yield($0.localAddress?.port ?? 0) },
            logger: Logger(label: "t") { _ in SwiftLogNoOpLogHandler() })
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await application.run() }
            if let port = await ports.stream.first(where: { _ in true }) { try await body(port) }
            group.cancelAll()
        }
    }
}
