/// A request to the API, without the connection it came on.
public struct APIRequest: Sendable {
    public var method: String
    /// Percent-decoded, starting with `/`.
    public var path: String
    /// Decoded, in the order of the URL.
    public var query: [(name: String, value: String)]
    public var contentType: String?
    public var accept: String?
    public var impersonatedUser: String?
    public var impersonatedGroups: [String] = []
    /// A bearer token.
    public var token: String?
    public var userAgent: String?
    public var body: [UInt8]

    public init(
        method: String, path: String, query: [(name: String, value: String)] = [], contentType: String? = nil,
        accept: String? = nil, impersonatedUser: String? = nil, userAgent: String? = nil, body: [UInt8] = []
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.contentType = contentType
        self.accept = accept
        self.impersonatedUser = impersonatedUser
        self.userAgent = userAgent
        self.body = body
    }

    /// The last value of a query item, as the API server reads it.
    func query(_ name: String) -> String? { query.last { $0.name == name }?.value }

    /// A boolean query item; present without a value means true.
    func flag(_ name: String) -> Bool {
        guard let value = query(name) else { return false }
        return value.isEmpty || value == "true" || value == "1"
    }

    /// The media type without its parameters.
    var mediaType: String {
        String((contentType ?? "application/json").prefix { $0 != ";" && $0 != " " }).lowercased()
    }
}
