import Foundation
import HTTPTransport
import Synchronization

/// Answers for a server, and keeps what was asked.
final class FakeTransport: HTTPTransport {
    typealias Answer = @Sendable (HTTPRequest) throws(HTTPError) -> HTTPResponse

    private let answer: Answer
    private let asked = Mutex<[HTTPRequest]>([])

    init(_ answer: @escaping Answer) { self.answer = answer }

    convenience init(status: Int = 200, headers: HTTPHeaders = [:], _ body: String) {
        self.init { _ in HTTPResponse(status: status, headers: headers, body: Array(body.utf8)) }
    }

    var requests: [HTTPRequest] { asked.withLock { $0 } }

    func send(_ request: HTTPRequest, maximumBodyBytes: Int) async throws(HTTPError) -> HTTPResponse {
        asked.withLock { $0.append(request) }
        return try answer(request)
    }

    func stream(_ request: HTTPRequest) async throws(HTTPError) -> HTTPStream {
        let answer = try await send(request, maximumBodyBytes: .max)
        return HTTPStream(status: answer.status, headers: answer.headers, body: HTTPBody(chunks: [answer.body]))
    }
}

extension HTTPRequest {
    /// The parameters of the body, or of the URL.
    var parameters: [String: String] {
        let text = body.map { String(decoding: $0, as: UTF8.self) } ?? String(url.drop { $0 != "?" }.dropFirst())
        let pairs = text.split(separator: "&").map { $0.split(separator: "=", omittingEmptySubsequences: false) }
        return Dictionary(
            pairs.map { (String($0[0]), String($0[1]).removingPercentEncoding ?? "") }, uniquingKeysWith: { $1 })
    }
}
