/// A whole answer. Redirects are not followed: a 3xx arrives as it is.
public struct HTTPResponse: Sendable, Hashable {
    public var status: Int
    public var headers: HTTPHeaders
    /// Decompressed.
    public var body: [UInt8]

    public init(status: Int, headers: HTTPHeaders = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

/// An answer whose head has arrived and whose body is still on its way.
public struct HTTPStream: Sendable {
    public var status: Int
    public var headers: HTTPHeaders
    public var body: HTTPBody

    public init(status: Int, headers: HTTPHeaders = [:], body: HTTPBody) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

/// The beginning of an answer.
struct HTTPHead: Sendable, Hashable {
    var status: Int
    var headers: HTTPHeaders
}

extension HTTPHead {
    /// The length of the body, if the head contains it: not of a compressed one, nor of one that does not come.
    func announcedBytes(for request: HTTPRequest) -> Int? {
        guard request.method != .head, headers["Content-Encoding"] == nil else { return nil }
        return headers["Content-Length"].flatMap { Int($0) }
    }
}
