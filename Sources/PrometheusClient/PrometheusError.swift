public import HTTPTransport
internal import JSONValue

/// Why a source gave no usable answer. An empty answer is an answer.
public struct PrometheusError: Error, Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
        /// The address is not a URL.
        case badAddress
        /// Prometheus rejects the query, or cannot execute it on the data that it has.
        case badData
        case timeout
        /// Not reachable, overloaded, or broken for the moment: ask again later.
        case unavailable
        /// What answers does not speak Prometheus's API: a login page, a cut answer, an error reported as a success.
        case notPrometheus
        case tooLarge(limit: Int)
        case unauthorised
        /// A type of result that has no meaning as numbers, such as a string.
        case unsupportedResult
        case cancelled
    }

    /// What was asked, by its name.
    public enum Product: String, Sendable, Hashable {
        case prometheus = "Prometheus"
        case loki = "Loki"
        case alertmanager = "Alertmanager"
    }

    public var kind: Kind
    public var product: Product
    /// The source's address, without secrets.
    public var address: String
    /// What Prometheus or the transport said.
    public var detail: String
    /// How long the source asks to be left alone.
    public var retryAfter: Duration?
    /// The status of the answer, if there was one.
    public var status: Int?
    /// The transport's error, if it was one.
    public var cause: HTTPError?

    public init(
        _ kind: Kind, address: String, detail: String = "", retryAfter: Duration? = nil, status: Int? = nil,
        cause: HTTPError? = nil, product: Product = .prometheus
    ) {
        self.kind = kind
        self.product = product
        self.address = address
        self.detail = detail
        self.retryAfter = retryAfter
        self.status = status
        self.cause = cause
    }
}

extension PrometheusError {
    /// Whether the source is fine and the query is not: the same query will fail again.
    public var isAboutQuery: Bool {
        switch kind {
        case .badData, .unsupportedResult, .tooLarge: true
        default: false
        }
    }
}

extension PrometheusError: CustomStringConvertible {
    /// What happened, where, and what to do next.
    public var description: String {
        var text = "\(product.rawValue) at \(address): \(happened)"
        if !detail.isEmpty { text += ": \(detail)" }
        if let status { text += " (status \(status))" }
        return text.hasSuffix(".") ? "\(text) \(nextStep)" : "\(text). \(nextStep)"
    }

    private var happened: String {
        switch kind {
        case .badAddress: "the address cannot be used"
        case .badData: "the query was rejected"
        case .timeout: "the query took too long"
        case .unavailable: "not available"
        case .notPrometheus: "the answer is not \(product.rawValue)'s"
        case .tooLarge(let limit): "the answer has more than \(limit) bytes"
        case .unauthorised: "access was refused"
        case .unsupportedResult: "the result has no numbers"
        case .cancelled: "the query was cancelled"
        }
    }

    private var nextStep: String {
        if let cause { return cause.advice }
        return advice
    }

    private var advice: String {
        switch kind {
        case .badAddress: "Give an http or https URL without a query."
        case .badData: "Correct the query; \(product.rawValue) itself shows the same message."
        case .timeout: "Make the query cheaper, for instance by a recording rule, or allow more time."
        case .unavailable:
            retryAfter.map { "It asks to be left alone for \($0)." } ?? "Check that it runs and can be reached."
        case .notPrometheus: "Check address and path, and whether a proxy or a login page stands in between."
        case .tooLarge: "Aggregate in the query, ask for less time or larger steps, or raise the limit."
        case .unauthorised:
            "Check the credentials: those in the MetricSource's Secret, or those that the command was given."
        case .unsupportedResult: "Write a query that gives numbers."
        case .cancelled: "Nothing is to be done."
        }
    }
}

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
