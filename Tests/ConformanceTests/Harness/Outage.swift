import Hummingbird
import JSONValue

/// What ails the API server, for everybody who comes through one door.
enum Outage: Sendable, Hashable {
    /// Nobody answers but what stands in front of it.
    case gone
    /// 429, with a second to wait.
    case throttling
    case slow(Duration)
    /// etcd's space is used up: reading goes on.
    case full
    /// Evenkeel's kinds are not installed.
    case undefined
    /// One token is too old.
    case expired(token: String)

    /// What the server says instead of what was asked for.
    func answer(_ request: Request) -> Response? {
        let isWrite = request.method != .get
        switch self {
        case .gone:
            return Response(
                status: .serviceUnavailable, body: ResponseBody(byteBuffer: ByteBuffer(string: "no healthy upstream")))
        case .throttling:
            let status = Self.status(429, "TooManyRequests", "too many requests, please try again later")
            return Response(
                status: .tooManyRequests, headers: [.contentType: "application/json", .retryAfter: "1"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: status)))
        case .slow: return nil
        case .full where isWrite:
            return Self.refusal(500, "InternalError", "etcdserver: mvcc: database space exceeded")
        case .undefined where request.uri.path.hasPrefix("/apis/evenkeel.dev/"):
            return Response(
                status: .notFound, body: ResponseBody(byteBuffer: ByteBuffer(string: "404 page not found\n")))
        case .expired(let token) where request.headers[.authorization] == "Bearer \(token)":
            return Self.refusal(401, "Unauthorized", "Unauthorized")
        case .full, .undefined, .expired: return nil
        }
    }

    private static func refusal(_ code: Int, _ reason: String, _ message: String) -> Response {
        Response(
            status: .init(code: code), headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: status(code, reason, message))))
    }

    private static func status(_ code: Int, _ reason: String, _ message: String) -> String {
        let status: JSON = [
            "kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Failure", "message": .string(message),
            "reason": .string(reason), "code": JSON(code),
        ]
        return status.serializedString
    }
}
