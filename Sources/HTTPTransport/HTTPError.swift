/// Why there is no (whole) answer. An answer with any status is not an error.
public struct HTTPError: Error, Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
        case invalidURL
        /// A header or a method that cannot be sent.
        case invalidRequest
        case cannotResolve
        case cannotConnect
        case tls(TLSProblem)
        case timedOut(HTTPTimeouts.Phase)
        /// The task was cancelled, or the body was.
        case cancelled
        case bodyTooLarge(limit: Int)
        case headersTooLarge(limit: Int)
        case lineTooLong(limit: Int)
        /// The body ended properly, but within a line.
        case truncatedLine
        /// The server does not speak HTTP, or not correctly.
        case protocolViolation
        case connectionLost(afterRequestSent: Bool)
        case proxy
        /// More requests at once than the transport allows.
        case overloaded(limit: Int)
        /// The transport was shut down.
        case shutDown
        case outOfMemory
        /// Anything else that curl reports; its code says what.
        case other
    }

    public enum TLSProblem: String, Sendable, Hashable {
        /// No trusted authority signed the server's certificate.
        case untrusted
        case expired
        case notYetValid
        /// The certificate is for another name.
        case wrongName
        /// The server refused the handshake, for instance because it wants a client certificate.
        case handshake
        /// Our client certificate or key cannot be used.
        case clientCertificate
        /// Our certificate authority cannot be read.
        case certificateAuthority
    }

    public var kind: Kind
    /// The number of curl's `CURLcode`, where curl had a part in it.
    public var curlCode: Int32?
    /// Without user, password and query.
    public var url: String
    /// What curl or the operating system said; may be empty.
    public var detail: String
    /// True if the server may have received the request, whole or in part, and acted on it. False only if it certainly
    /// has not: sending it again is safe then.
    public var mayHaveReachedServer: Bool

    public init(
        _ kind: Kind, url: String, curlCode: Int32? = nil, detail: String = "", mayHaveReachedServer: Bool
    ) {
        self.kind = kind
        self.curlCode = curlCode
        self.url = RedactedURL(url).description
        self.detail = detail
        self.mayHaveReachedServer = mayHaveReachedServer
    }
}
