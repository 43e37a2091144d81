import HTTPTransport
import JSONValue
import Synchronization

/// Answers with what a test has prepared, in order, and keeps what was asked.
final class ScriptedTransport: HTTPTransport {
    enum Step: Sendable {
        case answer(Int, [UInt8], HTTPHeaders)
        case chunks(Int, [[UInt8]], HTTPError?)
        case fail(HTTPError)
    }

    private let state: Mutex<(steps: [Step], requests: [HTTPRequest])>

    init(_ steps: [Step]) { state = Mutex((steps, [])) }

    var requests: [HTTPRequest] { state.withLock { $0.requests } }
    var remaining: Int { state.withLock { $0.steps.count } }

    private func next(_ request: HTTPRequest) -> Step {
        state.withLock { state in
            state.requests.append(request)
            guard !state.steps.isEmpty else {
                return .fail(HTTPError(.shutDown, url: request.url, detail: "script", mayHaveReachedServer: false))
            }
            return state.steps.removeFirst()
        }
    }

    func send(_ request: HTTPRequest, maximumBodyBytes: Int) async throws(HTTPError) -> HTTPResponse {
        let stream = try await stream(request)
        return HTTPResponse(
            status: stream.status, headers: stream.headers, body: try await stream.body.collect(upTo: maximumBodyBytes))
    }

    func stream(_ request: HTTPRequest) async throws(HTTPError) -> HTTPStream {
        switch next(request) {
        case .answer(let status, let body, let headers):
            return HTTPStream(status: status, headers: headers, body: HTTPBody(chunks: [body]))
        case .chunks(let status, let chunks, let failure):
            return HTTPStream(status: status, body: HTTPBody(chunks: chunks, failure: failure))
        case .fail(let error): throw error
        }
    }
}

extension ScriptedTransport.Step {
    static func json(_ json: JSON, status: Int = 200) -> Self { .answer(status, json.serialized, [:]) }

    static func status(_ code: Int, _ reason: String, headers: HTTPHeaders = [:], details: JSON? = nil) -> Self {
        var json: JSON = [
            "kind": "Status", "apiVersion": "v1", "status": "Failure", "code": JSON(code), "reason": .string(reason),
            "message": .string("\(reason) happened"),
        ]
        json["details"] = details
        return .answer(code, json.serialized, headers)
    }

    static func lost(sent: Bool) -> Self {
        .fail(
            HTTPError(
                .connectionLost(afterRequestSent: sent), url: "https://cluster", mayHaveReachedServer: sent))
    }
}
