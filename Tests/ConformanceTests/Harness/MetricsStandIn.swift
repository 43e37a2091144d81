import Foundation
import FoundationEssentials
import Hummingbird
import Logging
import NIOCore
import Synchronization

/// Answers as Prometheus does, with what the scenario says: so many requests an evaluation, and so many of them failed.
///
/// Its queries are `errors{namespace="NAME"}` and `requests{namespace="NAME"}`.
final class MetricsStandIn: Sendable {
    /// How it answers about one namespace.
    enum Answer: Sendable, Hashable {
        /// 600 requests an evaluation, of which this share failed.
        case failing(Double)
        case nothing
        case notANumber
        /// HTTP 200, with an error in the body.
        case error
        /// The connection ends in the middle of the body.
        case halfBody
        case refusal(Int)
        case late(Duration)

        static let good = Answer.failing(1 / 600)
        static let bad = Answer.failing(1 / 3)
    }

    private let answers = Mutex<[String: Answer]>([:])
    private let asked = Mutex(0)

    /// Queries so far, of all namespaces.
    var count: Int { asked.withLock { $0 } }

    func set(_ answer: Answer, in namespace: String) { answers.withLock { $0[namespace] = answer } }

    /// Namespaces whose application fails a third of its requests.
    func setFailing(_ isFailing: Bool, in namespace: String) { set(isFailing ? .bad : .good, in: namespace) }

    /// - Parameter body: gets the address.
    static func run<Value: Sendable>(
        _ body: @escaping @Sendable (MetricsStandIn, _ address: String) async throws -> Value
    ) async throws -> Value {
        let metrics = MetricsStandIn()
        return try await LoopbackServer.run({ request in
            let form = String(buffer: try await request.body.collect(upTo: 1 << 16))
            return try await metrics.respond(form.removingPercentEncoding ?? "")
        }) { port in try await body(metrics, "http://127.0.0.1:\(port)") }
    }

    private func respond(_ form: String) async throws -> Response {
        asked.withLock { $0 += 1 }
        let namespace = form.firstMatch(of: /namespace="([^"]+)"/).map { String($0.output.1) } ?? ""
        let (whole, answer) = (whole(form), answers.withLock { $0[namespace] ?? .good })
        switch answer {
        case .failing(let share): return json(whole(form.contains("query=errors") ? "\(600 * share)" : "600"))
        case .nothing: return json(#"{"status":"success","data":{"resultType":"vector","result":[]}}"#)
        case .notANumber: return json(whole("NaN"))
        case .error: return json(#"{"status":"error","errorType":"internal","error":"the head is corrupt"}"#)
        case .halfBody: return half(whole("600"))
        case .refusal(let code): return Response(status: .init(code: code))
        case .late(let time):
            try await Task.sleep(for: time)
            return json(whole("600"))
        }
    }

    private func whole(_ form: String) -> (_ value: String) -> String {
        let time = form.firstMatch(of: /(?:^|&)time=([0-9.]+)/).map { String($0.output.1) } ?? "0"
        return {
            #"{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[\#(time),"\#($0)"]}]}}"#
        }
    }

    private func json(_ text: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    private func half(_ text: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: "application/json"],
            body: ResponseBody(contentLength: text.utf8.count) { writer in
                try await writer.write(ByteBuffer(string: String(text.prefix(text.count / 2))))
                throw CancellationError()
            })
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
