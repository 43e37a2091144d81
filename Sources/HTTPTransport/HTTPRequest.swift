/// The method of a request.
public struct HTTPMethod: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
    public var rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }

    public static let get = HTTPMethod(rawValue: "GET")
    public static let post = HTTPMethod(rawValue: "POST")
    public static let put = HTTPMethod(rawValue: "PUT")
    public static let patch = HTTPMethod(rawValue: "PATCH")
    public static let delete = HTTPMethod(rawValue: "DELETE")
    public static let head = HTTPMethod(rawValue: "HEAD")
    public static let options = HTTPMethod(rawValue: "OPTIONS")

    /// True if the request only reads, so that sending it twice changes nothing.
    public var isSafe: Bool { self == .get || self == .head || self == .options }

    public var description: String { rawValue }
}

/// How a request reaches its server.
public enum ProxyConfiguration: Sendable, Hashable {
    /// As `https_proxy`, `http_proxy`, `all_proxy` and `no_proxy` say.
    case environment
    /// Directly.
    case none
    /// Through this proxy: `http://host:port`, `https://…` or `socks5h://…`; user and password may be in the URL.
    case url(String)
}

/// Which HTTP to speak.
public enum HTTPVersion: Sendable, Hashable {
    /// HTTP/2 over TLS where the server offers it, HTTP/1.1 otherwise. Requests at once share a connection.
    ///
    /// libcurl 7.88 lets a server send up to 32 MiB of a stream before it has to wait, so that a stream whose reader
    /// stands still can hold that much; other streams on the connection go on.
    case automatic
    /// HTTP/1.1: a connection for each request at a time. The reader's pace reaches the server at once, so that a
    /// stream holds no more than its buffer.
    case http1
}

/// One request. It is a plain value: it can be sent any number of times.
public struct HTTPRequest: Sendable {
    public var method: HTTPMethod
    /// An absolute `http` or `https` URL, already percent-encoded.
    public var url: String
    public var headers: HTTPHeaders
    public var body: [UInt8]?
    public var timeouts: HTTPTimeouts
    public var tls: TLSConfiguration
    public var proxy: ProxyConfiguration
    public var version: HTTPVersion

    public init(
        method: HTTPMethod = .get,
        url: String,
        headers: HTTPHeaders = [:],
        body: [UInt8]? = nil,
        timeouts: HTTPTimeouts = HTTPTimeouts(),
        tls: TLSConfiguration = TLSConfiguration(),
        proxy: ProxyConfiguration = .environment,
        version: HTTPVersion = .automatic
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeouts = timeouts
        self.tls = tls
        self.proxy = proxy
        self.version = version
    }
}

extension HTTPRequest: CustomStringConvertible, CustomReflectable {
    /// Method and address without the query; no headers, no body: they may hold secrets.
    public var description: String { "\(method) \(address)" }

    /// The URL without user, password, query and fragment, as it may be shown.
    public var address: String { RedactedURL(url).description }

    public var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension HTTPRequest {
    /// Refuses what would break out of its place in the request: line ends and the like in names and values.
    func check() throws(HTTPError) {
        guard method.rawValue.isToken else { throw refusal("the method is not a word") }
        for field in headers.fields {
            guard field.name.isToken else { throw refusal("a header's name is not a word") }
            guard field.value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
                throw refusal("the value of the header \(field.name) holds a control character")
            }
        }
    }

    private func refusal(_ detail: String) -> HTTPError {
        HTTPError(.invalidRequest, url: url, detail: detail, mayHaveReachedServer: false)
    }
}

extension String {
    /// A token of RFC 9110, section 5.6.2.
    fileprivate var isToken: Bool {
        !isEmpty
            && utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
                }
            }
    }
}
