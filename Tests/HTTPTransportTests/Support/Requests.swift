import HTTPTransport
import Testing

/// A request to a test's own server, whatever proxy the environment names.
func request(
    _ url: String, method: HTTPMethod = .get, headers: HTTPHeaders = [:], body: [UInt8]? = nil,
    timeouts: HTTPTimeouts = HTTPTimeouts(), tls: TLSConfiguration = TLSConfiguration()
) -> HTTPRequest {
    HTTPRequest(
        method: method, url: url, headers: headers, body: body, timeouts: timeouts, tls: tls, proxy: .none)
}

extension HTTPResponse {
    var text: String { String(decoding: body, as: UTF8.self) }
}

/// The error of a call that has to fail.
func failure<Value: Sendable>(
    _ body: () async throws(HTTPError) -> Value, sourceLocation: SourceLocation = #_sourceLocation
) async -> HTTPError? {
    do throws(HTTPError) {
        let value = try await body()
        Issue.record("expected an error, got \(value)", sourceLocation: sourceLocation)
        return nil
    } catch {
        return error
    }
}

extension HTTPTimeouts {
    /// For tests that must not pass because a limit ended what they were to end themselves.
    static let unlimited = HTTPTimeouts(firstByte: nil, idle: nil, total: nil)
}
