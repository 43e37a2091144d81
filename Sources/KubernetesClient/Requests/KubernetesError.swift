public import HTTPTransport
internal import JSONValue
public import KubernetesTypes

/// A request that did not succeed.
public struct KubernetesError: Error, Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
        /// The API server refused.
        case status(Status)
        /// No whole answer came.
        case transport(HTTPError)
        /// An answer that cannot be read; the text says what was expected.
        case decoding(String)
        /// No credentials could be had.
        case configuration(ConfigurationError)
        /// The request cannot be sent, for example because a name is no name.
        case invalidRequest(String)
    }

    /// What was asked.
    public struct Operation: Sendable, Hashable, CustomStringConvertible {
        /// `get`, `list`, `watch`, `create`, `update`, `patch`, `delete`, `evict` ...
        public var verb: String
        /// `deployments.apps`, with the subresource: `deployments.apps/scale`.
        public var resource: String
        public var key: ObjectKey?

        public init(verb: String, resource: String, key: ObjectKey? = nil) {
            self.verb = verb
            self.resource = resource
            self.key = key
        }

        public var description: String { "\(verb) \(resource)" + (key.map { " \($0)" } ?? "") }
    }

    public var kind: Kind
    public var operation: Operation
    /// How long the server wants to be left alone, from the `Retry-After` header or the Status's details.
    public var retryAfter: Duration?
    /// True if a change was asked for and the server may have made it: check before asking again.
    public var mayHaveHappened: Bool

    public init(
        _ kind: Kind, operation: Operation, retryAfter: Duration? = nil, mayHaveHappened: Bool = false
    ) {
        self.kind = kind
        self.operation = operation
        self.retryAfter = retryAfter
        self.mayHaveHappened = mayHaveHappened
    }
}

extension KubernetesError {
    /// The API server's own words, where it answered.
    public var status: Status? { if case .status(let status) = kind { status } else { nil } }

    public var isNotFound: Bool { has(404, "NotFound") }
    /// The object has changed since it was read, or a precondition does not hold.
    public var isConflict: Bool { has(409, "Conflict") }
    public var isAlreadyExists: Bool { has(409, "AlreadyExists") }
    /// The resource version or the continue token is too old: list from the start.
    public var isExpired: Bool { has(410, "Expired") || has(410, "Gone") }
    public var isTooManyRequests: Bool { status?.code == 429 }
    /// The object breaks the schema or a rule.
    public var isInvalid: Bool { has(422, "Invalid") }
    /// A JSON patch did not apply: a `test` found another value, or a path does not exist. The API server says only that much.
    public var isInapplicablePatch: Bool {
        isInvalid && operation.verb == "patch"
            && (status?.message.hasPrefix("the server rejected our request due to an error in our request") ?? false)
    }
    public var isBadRequest: Bool { has(400, "BadRequest") }
    public var isForbidden: Bool { has(403, "Forbidden") }
    public var isUnauthorized: Bool { has(401, "Unauthorized") }
    /// The server, or something before it, has a failure of its own.
    public var isServerError: Bool { (status?.code ?? 0) >= 500 }
    public var isCancelled: Bool { if case .transport(let error) = kind { error.kind == .cancelled } else { false } }

    /// True if the same request may succeed later, unchanged.
    public var isTransient: Bool {
        switch kind {
        case .transport(let error): error.kind.isTransient
        case .status(let status): status.code == 429 || status.code >= 500
        case .decoding, .configuration, .invalidRequest: false
        }
    }

    /// The reason decides; a server that gives none, such as a proxy, is judged by the code. `AlreadyExists` and
    /// `Conflict` share theirs.
    private func has(_ code: Int, _ reason: String) -> Bool {
        guard let status else { return false }
        return status.reason.isEmpty ? status.code == code && reason != "AlreadyExists" : status.reason == reason
    }
}

extension HTTPError.Kind {
    fileprivate var isTransient: Bool {
        switch self {
        case .invalidURL, .invalidRequest, .cancelled, .tls, .bodyTooLarge, .headersTooLarge, .lineTooLong, .shutDown:
            false
        default: true
        }
    }
}

extension KubernetesError: CustomStringConvertible {
    /// What was asked, what happened, and what to do next.
    public var description: String {
        var text = "\(operation): \(happened)"
        if let retryAfter { text += " The server asks to wait \(retryAfter / .seconds(1)) s." }
        if mayHaveHappened { text += " The change may have been made: look before asking again." }
        return text
    }

    private var happened: String {
        switch kind {
        case .status(let status): "\(Self.sentence(status)) \(nextStep)"
        case .transport(let error): error.description
        case .decoding(let what): "the answer cannot be read: \(what). Check what answers at the server's address."
        case .configuration(let error): error.description
        case .invalidRequest(let what): "\(what)."
        }
    }

    private static func sentence(_ status: Status) -> String {
        let message = status.message.isEmpty ? status.reason : status.message
        let ending = message.hasSuffix(".") ? message.dropLast() : message[...]
        let text = message.isEmpty ? "the server answered \(status.code)" : "\(ending) (\(status.code))"
        return (text.unicodeScalars.count > 1000 ? text.cut(to: 1000) + "..." : text) + "."
    }

    private var nextStep: String {
        if isNotFound { return "Check name, namespace and whether the kind is installed." }
        if isAlreadyExists { return "Use another name, or update what is there." }
        if isConflict { return "Read the object again and repeat the change on what it is now." }
        if isExpired { return "List again." }
        if isTooManyRequests { return "Ask again later." }
        if isInapplicablePatch { return "The object is not what the patch expects: read it again." }
        if isInvalid || isBadRequest { return "Correct the object." }
        if isForbidden { return "Grant the verb on the resource with a Role and a RoleBinding." }
        if isUnauthorized { return "Get new credentials." }
        if isServerError { return "Ask again later, and look at the API server's log if it stays." }
        return "Correct the request."
    }
}
