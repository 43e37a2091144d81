import CommandTestSupport
import Hummingbird
import Logging

/// A server on loopback that gives the same answer to everybody, or to those who send a header.
struct HTTPAnswer: Sendable {
    var status: Int
    var contentType = "application/json"
    var text: String

    /// - Parameter body: gets the port.
    static func serving<Value: Sendable>(
        _ status: Int, _ contentType: String, _ text: String,
        _ body: @escaping @Sendable (Int) async throws -> Value
    ) async throws -> Value {
        try await serving({ _ in HTTPAnswer(status: status, contentType: contentType, text: text) }, body)
    }

    /// - Parameters:
    ///   - answer: gets a header's value by its name.
    ///   - body: gets the port.
    static func serving<Value: Sendable>(
        _ answer: @escaping @Sendable (_ header: (String) -> String?) -> HTTPAnswer,
        _ body: @escaping @Sendable (Int) async throws -> Value
    ) async throws -> Value {
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let answer = CallbackResponder<BasicRequestContext> { request, _ in
            let answer = answer { name in
                request.headers.first { $0.name.canonicalName == name.lowercased() }?.value
            }
            return Response(
                status: HTTPResponse.Status(code: answer.status), headers: [.contentType: answer.contentType],
                body: ResponseBody(byteBuffer: ByteBuffer(string: answer.text)))
        }
        let server = Application(
            responder: answer, configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { port.yield($0.localAddress?.port ?? 0) },
            logger: Logger(label: "answer") { _ in SwiftLogNoOpLogHandler() })
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
            throw NeverHappened(description: "the server ended")
        }
    }
}
