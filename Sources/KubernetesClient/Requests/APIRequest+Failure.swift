internal import HTTPTransport
internal import JSONValue
internal import KubernetesTypes

extension APIRequest {
    /// The error for an answer that is not a success.
    func failure(answer: HTTPResponse) -> KubernetesError {
        let status = Self.status(of: answer)
        return failure(
            .status(status), retryAfter: Self.retryAfter(answer, status),
            // Below 500 the server has refused. Above, it, or a proxy before it, has lost track.
            mayHaveHappened: answer.status >= 500 && !Self.isRefusal(status))
    }

    /// The Status that the server sent, or one made of what a proxy sent, whose text is only shown in part.
    private static func status(of answer: HTTPResponse) -> Status {
        if let json = try? JSON(parsing: answer.body), var status = Status(json) {
            status.code = answer.status
            return status
        }
        let text = String(decoding: answer.body.prefix(300), as: UTF8.self)
        let line = String(text.prefix { !$0.isNewline && $0 != "<" })
        return Status(code: answer.status, reason: "", message: line)
    }

    /// The API server itself says `ServiceUnavailable` or 503 with a wait before it has done anything.
    private static func isRefusal(_ status: Status) -> Bool {
        status.code == 503 && status.reason == "ServiceUnavailable" || status.code == 501
    }

    private static func retryAfter(_ answer: HTTPResponse, _ status: Status) -> Duration? {
        let seconds = answer.headers["Retry-After"].flatMap { Int($0) } ?? status.retryAfterSeconds
        return seconds.map { .seconds(min(max($0, 0), 3600)) }
    }
}
