import HTTPTransport
import JSONValue
import KubernetesClient
import KubernetesTestSupport
import Synchronization

/// Answers with what a test has prepared, in order, and keeps what was asked. Where nothing is prepared it lets one wait.
final class ScriptedTransport: HTTPTransport {
    enum Step: Sendable {
        case answer(Int, [UInt8])
        /// Chunks, then the failure, or the proper end.
        case chunks([[UInt8]], HTTPError?)
        case live(LiveBody)
        case fail(HTTPError)
    }

    private struct State {
        var steps: [Step]
        var requests: [HTTPRequest] = []
    }

    private let state: Mutex<State>

    init(_ steps: [Step]) { state = Mutex(State(steps: steps)) }

    var requests: [HTTPRequest] { state.withLock { $0.requests } }

    /// What was asked, as `list`, `list continue=x` or `watch 12`.
    var asked: [String] {
        requests.map { request in
            func value(_ name: String) -> String? {
                request.url.split(separator: "?").last?.split(separator: "&").first { $0.hasPrefix(name + "=") }
                    .map { String($0.dropFirst(name.count + 1)) }
            }
            if value("watch") != nil { return "watch \(value("resourceVersion") ?? "")" }
            return "list" + (value("continue").map { " continue=\($0)" } ?? "")
        }
    }

    func send(_ request: HTTPRequest, maximumBodyBytes: Int) async throws(HTTPError) -> HTTPResponse {
        let stream = try await stream(request)
        return HTTPResponse(status: stream.status, body: try await stream.body.collect(upTo: maximumBodyBytes))
    }

    func stream(_ request: HTTPRequest) async throws(HTTPError) -> HTTPStream {
        let step = state.withLock { state in
            state.requests.append(request)
            return state.steps.isEmpty ? .live(LiveBody()) : state.steps.removeFirst()
        }
        switch step {
        case .answer(let status, let body): return HTTPStream(status: status, body: HTTPBody(chunks: [body]))
        case .chunks(let chunks, let failure):
            return HTTPStream(status: 200, body: HTTPBody(chunks: chunks, failure: failure))
        case .live(let body): return HTTPStream(status: 200, body: body.body)
        case .fail(let error): throw error
        }
    }
}

/// A body into which the test writes while it is read.
final class LiveBody: Sendable {
    private let stream: AsyncStream<[UInt8]>
    private let continuation: AsyncStream<[UInt8]>.Continuation

    init() { (stream, continuation) = AsyncStream.makeStream() }

    func write(_ bytes: [UInt8]) { continuation.yield(bytes) }
    func finish() { continuation.finish() }

    var body: HTTPBody {
        let chunks = Mutex(stream.makeAsyncIterator)
        return HTTPBody(pull: { () async throws(HTTPError) -> [UInt8]? in
            var iterator = chunks.withLock { $0() }
            let chunk = await iterator.next()
            if chunk == nil, Task.isCancelled {
                throw HTTPError(.cancelled, url: "https://cluster", mayHaveReachedServer: true)
            }
            return chunk
        })
    }
}

extension ScriptedTransport.Step {
    static func list(_ items: [JSON], version: String, next: String? = nil) -> Self {
        var json: JSON = ["metadata": ["resourceVersion": .string(version)], "items": .array(items)]
        if let next { json.set(.string(next), at: "metadata", "continue") }
        return .answer(200, json.serialized)
    }

    static func events(_ lines: [UInt8]..., failure: HTTPError? = nil) -> Self { .chunks(lines, failure) }

    static func status(_ code: Int, _ reason: String, retryAfter: Int? = nil) -> Self {
        var json: JSON = ["kind": "Status", "code": JSON(code), "reason": .string(reason), "message": "test"]
        if let retryAfter { json.set(JSON(retryAfter), at: "details", "retryAfterSeconds") }
        return .answer(code, json.serialized)
    }

    static let reset = Self.fail(.reset)
}

extension HTTPError {
    static let reset = HTTPError(
        .connectionLost(afterRequestSent: true), url: "https://cluster", mayHaveReachedServer: true)
}

func makeClient(_ transport: any HTTPTransport, time: any TimeSource = ManualTimeSource()) -> KubernetesClient {
    KubernetesClient(
        configuration: ClusterConfiguration(server: "https://cluster"), transport: transport, time: time)
}
