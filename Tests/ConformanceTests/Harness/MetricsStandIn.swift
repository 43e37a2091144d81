import Foundation
import FoundationEssentials
import Hummingbird
import Logging
import NIOCore
import Synchronization

/// Answers as Prometheus does, with what the scenario says: so many requests a look, and so many of them failed.
///
/// Its queries are `errors{namespace="NAME"}` and `requests{namespace="NAME"}`.
final class MetricsStandIn: Sendable {
    private let failing = Mutex<Set<String>>([])

    /// Namespaces whose application fails a third of its requests.
    func setFailing(_ isFailing: Bool, in namespace: String) {
        failing.withLock { names in
            if isFailing { names.insert(namespace) } else { names.remove(namespace) }
        }
    }

    /// - Parameter body: gets the address.
    static func run<Value: Sendable>(
        _ body: @escaping @Sendable (MetricsStandIn, _ address: String) async throws -> Value
    ) async throws -> Value {
        let metrics = MetricsStandIn()
        return try await LoopbackServer.run({ request in
            let form = String(buffer: try await request.body.collect(upTo: 1 << 16))
            return metrics.answer(form.removingPercentEncoding ?? "")
        }) { port in try await body(metrics, "http://127.0.0.1:\(port)") }
    }

    private func answer(_ form: String) -> Response {
        let namespace = form.firstMatch(of: /namespace="([^"]+)"/).map { String($0.output.1) } ?? ""
        let isFailing = failing.withLock { $0.contains(namespace) }
        let value = form.contains("query=errors") ? (isFailing ? 200 : 1) : 600
        let time = form.firstMatch(of: /(?:^|&)time=([0-9.]+)/).map { String($0.output.1) } ?? "0"
        let text = """
            {"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[\(time),"\(value)"]}]}}
            """
        return Response(
            status: .ok, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}

/// A server on a free port of this machine, for as long as the body runs.
enum LoopbackServer {
    static func run<Value: Sendable>(
        _ respond: @escaping @Sendable (Request) async throws -> Response,
        _ body: @escaping @Sendable (_ port: Int) async throws -> Value
    ) async throws -> Value {
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let server = Application(
            responder: CallbackResponder<BasicRequestContext> { request, _ in try await respond(request) },
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { port.yield($0.localAddress?.port ?? 0) },
            logger: Logger(label: "loopback") { _ in SwiftLogNoOpLogHandler() })
        return try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask {
                try await server.run()
                return nil
            }
            group.addTask {
                for await port in ports { return try await body(port) }
                return nil
            }
            defer { group.cancelAll() }
            while let value = try await group.next() { if let value { return value } }
            throw CancellationError()
        }
    }
}
