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

extension HTTPError: CustomStringConvertible {
    /// What happened, where, and what to do next.
    public var description: String {
        var text = "\(url): \(summary). \(advice)"
        if mayHaveReachedServer, isAboutLostAnswer { text += " The server may have acted on the request." }
        return text
    }

    /// What happened, without where.
    public var summary: String { detail.isEmpty ? happened : "\(happened) (\(detail))" }

    private var isAboutLostAnswer: Bool {
        switch kind {
        case .timedOut, .cancelled, .connectionLost, .shutDown: true
        default: false
        }
    }

    private var happened: String {
        switch kind {
        case .invalidURL: "this is not a URL that can be fetched"
        case .invalidRequest: "the request cannot be sent"
        case .cannotResolve: "the host name cannot be resolved"
        case .cannotConnect: "no connection could be made"
        case .tls(let problem): "TLS failed: \(problem.happened)"
        case .timedOut(let phase): "timed out \(phase.happened)"
        case .cancelled: "cancelled"
        case .bodyTooLarge(let limit): "the answer has more than \(limit) bytes"
        case .headersTooLarge(let limit): "the answer's headers have more than \(limit) bytes"
        case .lineTooLong(let limit): "a line of the answer has more than \(limit) bytes"
        case .truncatedLine: "the answer ended in the middle of a line"
        case .protocolViolation: "the answer is not correct HTTP"
        case .connectionLost(afterRequestSent: true): "the connection was lost before the whole answer came"
        case .connectionLost(afterRequestSent: false): "the connection was lost before the request was sent"
        case .proxy: "the proxy failed"
        case .overloaded(let limit): "there are \(limit) requests on their way already"
        case .shutDown: "the HTTP transport has been shut down"
        case .outOfMemory: "out of memory"
        case .other: "the transfer failed" + (curlCode.map { " with curl's code \($0)" } ?? "")
        }
    }

    /// What to do next, as a sentence.
    public var advice: String {
        switch kind {
        case .invalidURL: "Give an absolute http or https URL."
        case .invalidRequest: "Correct its method or headers."
        case .cannotResolve: "Check the host's name and the DNS."
        case .cannotConnect: "Check address and port, whether the server runs, and network policies."
        case .tls(let problem): problem.nextStep
        case .timedOut: "Check the server's load, or allow more time."
        case .cancelled: "Nothing is to be done."
        case .bodyTooLarge: "Ask for less at once, or raise the limit."
        case .headersTooLarge: "Check what answers there, or raise the limit."
        case .lineTooLong: "Check what answers there, or raise the limit."
        case .truncatedLine: "Ask again."
        case .protocolViolation: "Check that the port and the scheme (http or https) are right."
        case .connectionLost(afterRequestSent: true): "Look at the state of things before asking again."
        case .connectionLost(afterRequestSent: false): "Ask again."
        case .proxy: "Check the proxy settings (https_proxy, no_proxy) and the proxy itself."
        case .overloaded: "Ask again later."
        case .shutDown: "Make a new transport."
        case .outOfMemory: "Give the process more memory."
        case .other: "Look the code up in libcurl's documentation of errors."
        }
    }
}

extension HTTPTimeouts.Phase {
    fileprivate var happened: String {
        switch self {
        case .connect: "while connecting"
        case .firstByte: "waiting for the answer to begin"
        case .idle: "because the answer stopped coming"
        case .total: "before the answer was complete"
        }
    }
}

extension HTTPError.TLSProblem {
    fileprivate var happened: String {
        switch self {
        case .untrusted: "no trusted authority signed the server's certificate"
        case .expired: "the server's certificate has expired"
        case .notYetValid: "the server's certificate is not valid yet"
        case .wrongName: "the server's certificate is for another name"
        case .handshake: "the handshake did not succeed"
        case .clientCertificate: "the client certificate or its key cannot be used"
        case .certificateAuthority: "the certificate authority cannot be used"
        }
    }

    fileprivate var nextStep: String {
        switch self {
        case .untrusted: "Give the certificate authority that signed it."
        case .expired: "Renew the server's certificate, and check the clock."
        case .notYetValid: "Check the clocks on both sides."
        case .wrongName: "Use a name that the certificate holds, or set the server name."
        case .handshake: "Check whether the server speaks TLS here and wants a client certificate."
        case .clientCertificate: "Check that both are PEM, belong together and have no passphrase."
        case .certificateAuthority: "Check that it is PEM and holds at least one certificate."
        }
    }
}

/// A URL as it may appear in logs: without user, password, query and fragment, where secrets live.
struct RedactedURL: CustomStringConvertible {
    var description: String

    init(_ url: String) {
        let address = url.prefix { $0 != "?" && $0 != "#" }
        guard let schemeEnd = address.firstRange(of: "://")?.upperBound else {
            description = String(
                address.suffix(from: address.lastIndex(of: "@").map(address.index(after:)) ?? address.startIndex))
            return
        }
        let authority = address[schemeEnd...].prefix { $0 != "/" }
        let host = authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] } ?? authority
        description = String(address[..<schemeEnd] + host + address[authority.endIndex...])
    }
}
