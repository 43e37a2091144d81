public import JSONValue
import KubernetesTypes

/// What the API answers.
public enum APIResponse: Sendable {
    /// An object, with any headers beyond the content type `application/json`.
    case json(status: Int, body: JSON, headers: [Header])
    /// Text or bytes of a content type of their own.
    case bytes(status: Int, contentType: String, body: [UInt8])
    /// A stream of events, which the caller drives with a `WatchSession`.
    case watch(WatchSpecification)

    public struct Header: Sendable, Hashable {
        public var name: String
        public var value: String

        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    static func json(_ status: Int, _ body: JSON) -> APIResponse { .json(status: status, body: body, headers: []) }

    static func text(_ text: String) -> APIResponse {
        .bytes(status: 200, contentType: "text/plain; charset=utf-8", body: Array(text.utf8))
    }

    static func refusal(_ status: Status) -> APIResponse {
        let retry = status.retryAfterSeconds.map { [Header("Retry-After", "\($0)")] } ?? []
        return .json(status: status.code, body: status.json, headers: retry)
    }

    /// The HTTP status code; a watch starts with 200.
    public var statusCode: Int {
        switch self {
        case .json(let status, _, _), .bytes(let status, _, _): status
        case .watch: 200
        }
    }
}
