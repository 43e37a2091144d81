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
