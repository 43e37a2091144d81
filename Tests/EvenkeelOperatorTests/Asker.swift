import HTTPTransport

/// One request, and what came of it.
enum Asker {
    static func ask(_ method: String, _ url: String, _ body: String = "") async throws -> (status: Int, body: String) {
        let transport = try CurlTransport()
        let request = HTTPRequest(
            method: HTTPMethod(rawValue: method), url: url, body: body.isEmpty ? nil : Array(body.utf8), proxy: .none)
        let answer = try await transport.send(request, maximumBodyBytes: 1 << 16)
        await transport.shutdown()
        return (answer.status, String(decoding: answer.body, as: UTF8.self))
    }
}
