internal import HTTPTransport
internal import JSONValue
internal import KubernetesTypes

/// One request to the API, before it is known where the server is and who asks.
struct APIRequest: Sendable {
    var operation: KubernetesError.Operation
    var method = HTTPMethod.get
    /// Percent-encoded.
    var path: String
    var query = URLQuery()
    var body: [UInt8]?
    var contentType = "application/json"
    var accept = "application/json"
    var options = RequestOptions()
    var maximumBodyBytes = 16 << 20

    init(operation: KubernetesError.Operation, path: String) {
        self.operation = operation
        self.path = path
    }

    /// A request about a collection, or about one object.
    ///
    /// - Throws: `invalidRequest` where a name could lead to another path than that of the resource.
    init(
        _ verb: String, _ type: ResourceType, namespace: String?, name: String? = nil,
        subresource: Subresource? = nil, options: RequestOptions = RequestOptions()
    ) throws(KubernetesError) {
        operation = KubernetesError.Operation(
            verb: verb, resource: type.qualifiedName + (subresource.map { "/\($0)" } ?? ""),
            key: name.map { ObjectKey(namespace: type.isNamespaced ? namespace : nil, name: $0) })
        for segment in [namespace, name, subresource?.rawValue] {
            if let segment, !Self.isPathSegment(segment) {
                throw KubernetesError(
                    .invalidRequest("\"\(segment.prefix(80))\" is not a name. Names have no '/' and no '%'"),
                    operation: operation)
            }
        }
        if type.isNamespaced, name != nil, namespace == nil {
            throw KubernetesError(
                .invalidRequest("\(type.kind) is namespaced. Name the namespace"), operation: operation)
        }
        path = type.path(
            namespace: namespace.map(URLQuery.encoded), name: name.map(URLQuery.encoded),
            subresource: subresource?.rawValue)
        self.options = options
    }

    /// The API's own rule for names that become part of a path.
    private static func isPathSegment(_ text: String) -> Bool {
        !text.isEmpty && text != "." && text != ".." && !text.contains("/") && !text.contains("%")
    }

    /// True for requests that change something if they succeed.
    var isChange: Bool { !method.isSafe && !options.isDryRun && operation.verb != "check" }

    func failure(
        _ kind: KubernetesError.Kind, retryAfter: Duration? = nil, mayHaveHappened: Bool
    ) -> KubernetesError {
        KubernetesError(
            kind, operation: operation, retryAfter: retryAfter, mayHaveHappened: mayHaveHappened && isChange)
    }

    func decoding(_ what: String) -> KubernetesError { failure(.decoding(what), mayHaveHappened: true) }
}

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
