import HTTPTransport
import JSONValue
import Synchronization

/// A few objects behind the API's rules for versions: enough for leases and events. Tests look at what is stored.
final class FakeAPI: HTTPTransport {
    enum Fault: Sendable {
        /// The request never arrives.
        case unreachable
        /// The request is carried out, and the answer gets lost.
        case answerLost
        case refuse(Int, String)
    }

    fileprivate struct State {
        var objects: [String: JSON] = [:]
        var version = 0
        var faults: [Fault] = []
        var isDown = false
        var writes: [String] = []
    }

    private let state = Mutex(State())

    /// Objects by path, such as `/apis/coordination.k8s.io/v1/namespaces/ops/leases/evenkeel`.
    var objects: [String: JSON] { state.withLock { $0.objects } }
    /// Methods of requests that changed something.
    var writes: [String] { state.withLock { $0.writes } }

    /// Befalls the next request, and so on.
    func inject(_ faults: Fault...) { state.withLock { $0.faults += faults } }

    var isDown: Bool {
        get { state.withLock { $0.isDown } }
        set { state.withLock { $0.isDown = newValue } }
    }

    func edit(_ path: String, _ change: (inout JSON) -> Void) {
        state.withLock { state in
            guard var object = state.objects[path] else { return }
            change(&object)
            state.store(object, path)
        }
    }

    func remove(_ path: String) { state.withLock { $0.objects[path] = nil } }

    func send(_ request: HTTPRequest, maximumBodyBytes: Int) async throws(HTTPError) -> HTTPResponse {
        if Task.isCancelled { throw HTTPError(.cancelled, url: request.url, mayHaveReachedServer: false) }
        let result: Result<HTTPResponse, HTTPError> = state.withLock { state in
            let fault = state.isDown ? .unreachable : state.faults.isEmpty ? nil : state.faults.removeFirst()
            switch fault {
            case .unreachable:
                return .failure(HTTPError(.cannotConnect, url: request.url, mayHaveReachedServer: false))
            case .refuse(let code, let reason): return .success(State.refusal(code, reason))
            case .answerLost:
                _ = state.answer(request)
                return .failure(HTTPError.reset)
            case nil: return .success(state.answer(request))
            }
        }
        return try result.get()
    }

    func stream(_ request: HTTPRequest) async throws(HTTPError) -> HTTPStream {
        throw HTTPError(.shutDown, url: request.url, mayHaveReachedServer: false)
    }
}

extension FakeAPI.State {
    fileprivate mutating func answer(_ request: HTTPRequest) -> HTTPResponse {
        let path = String(request.url.dropFirst("https://cluster".count).prefix { $0 != "?" })
        let body = request.body.flatMap { try? JSON(parsing: $0) } ?? .null
        if request.method != .get { writes.append(request.method.rawValue) }
        switch request.method {
        case .get: return objects[path].map(Self.success) ?? Self.refusal(404, "NotFound")
        case .post:
            let path = path + "/" + (body.at("metadata", "name")?.stringValue ?? "")
            guard objects[path] == nil else { return Self.refusal(409, "AlreadyExists") }
            return Self.success(store(body, path))
        case .put:
            guard let old = objects[path] else { return Self.refusal(404, "NotFound") }
            let expected = body.at("metadata", "resourceVersion")
            guard expected == nil || expected == old.at("metadata", "resourceVersion") else {
                return Self.refusal(409, "Conflict")
            }
            return Self.success(store(body, path))
        default:
            guard var object = objects[path] else { return Self.refusal(404, "NotFound") }
            object.merge(body)
            return Self.success(store(object, path))
        }
    }

    @discardableResult
    fileprivate mutating func store(_ object: JSON, _ path: String) -> JSON {
        version += 1
        var object = object
        object.set(.string("\(version)"), at: "metadata", "resourceVersion")
        objects[path] = object
        return object
    }

    fileprivate static func success(_ json: JSON) -> HTTPResponse { HTTPResponse(status: 200, body: json.serialized) }

    fileprivate static func refusal(_ code: Int, _ reason: String) -> HTTPResponse {
        let json: JSON = ["kind": "Status", "code": JSON(code), "reason": .string(reason), "message": "test"]
        return HTTPResponse(status: code, body: json.serialized)
    }
}
