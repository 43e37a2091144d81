internal import HTTPTransport
internal import JSONValue
internal import KubernetesTypes

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
