internal import HTTPTransport
internal import JSONValue

extension PrometheusError {
    /// An error of the transport in terms of a source.
    init(_ error: HTTPError, address: String) {
        let kind: Kind =
            switch error.kind {
            case .bodyTooLarge(let limit): .tooLarge(limit: limit)
            case .timedOut: .timeout
            case .cancelled: .cancelled
            case .invalidURL, .invalidRequest: .badAddress
            case .protocolViolation, .headersTooLarge, .lineTooLong, .truncatedLine: .notPrometheus
            default: .unavailable
            }
        self.init(kind, address: address, detail: error.summary, cause: error)
    }

    /// An answer that is not a success. Prometheus explains itself in JSON; proxies do not.
    init(_ answer: HTTPResponse, address: String) {
        let json = try? JSON(parsing: answer.body)
        let type = json?["errorType"]?.stringValue
        let kind = type.flatMap { Self.kind(errorType: $0) } ?? Self.kind(status: answer.status)
        let retryAfter = answer.headers["Retry-After"].flatMap { Self.seconds($0) }
        self.init(
            kind, address: address, detail: json?["error"]?.stringValue.map { Self.cut($0) } ?? Self.sketch(answer),
            retryAfter: retryAfter, status: answer.status)
    }

    /// The types of `web/api/v1/api.go` in Prometheus.
    private static func kind(errorType: String) -> Kind? {
        switch errorType {
        case "bad_data", "execution", "not_acceptable": .badData
        case "timeout": .timeout
        case "canceled", "internal", "unavailable", "too_many_requests", "server_error": .unavailable
        default: nil
        }
    }

    private static func kind(status: Int) -> Kind {
        switch status {
        case 401, 403, 407: .unauthorised
        case 408, 504: .timeout
        case 429, 500...599: .unavailable
        default: .notPrometheus
        }
    }

    /// The form with a date is not read: it would need a clock that agrees with the server's.
    private static func seconds(_ retryAfter: String) -> Duration? {
        guard let seconds = Int(retryAfter), seconds >= 0 else { return nil }
        return .seconds(min(seconds, 86_400))
    }

    /// What an answer looks like that nobody can read.
    static func sketch(_ answer: HTTPResponse) -> String {
        if (300..<400).contains(answer.status) { return "a redirect, which is not followed" }
        if answer.body.isEmpty { return "an empty body" }
        let start = String(decoding: answer.body.prefix(80), as: UTF8.self)
        let isPage = start.drop { $0.isWhitespace }.first == "<"
        if isPage { return "an HTML page" }
        return "it begins with \"\(start.filter { !$0.isNewline })\""
    }

    static func cut(_ text: String) -> String {
        text.unicodeScalars.count <= 1000 ? text : text.cut(to: 1000) + "…"
    }
}
