/// The beginning of an answer.
struct HTTPHead: Sendable, Hashable {
    var status: Int
    var headers: HTTPHeaders
}

extension HTTPHead {
    /// The length of the body, where the head tells it: not of a compressed one, nor of one that does not come.
    func announcedBytes(for request: HTTPRequest) -> Int? {
        guard request.method != .head, headers["Content-Encoding"] == nil else { return nil }
        return headers["Content-Length"].flatMap { Int($0) }
    }
}
