/// Where a request goes, as curl wants to hear it.
struct Route: Sendable, Hashable {
    var url: String
    /// Set where the connection goes to another host than the URL names.
    var connectTo: String?
    /// The `Host` header that belongs to the original URL.
    var hostHeader: String?

    /// curl has no option for a server name of its own. So the name goes into the URL, where curl takes SNI and the
    /// name to verify from, while the connection and the `Host` header keep the original host.
    init(_ request: HTTPRequest) throws(HTTPError) {
        let parsed = try ParsedURL(request.url)
        guard let name = request.tls.serverName, parsed.isSecure, name != parsed.host else {
            url = request.url
            return
        }
        connectTo = "::\(parsed.host):\(parsed.port)"
        hostHeader = request.headers["Host"] == nil ? parsed.authority : nil
        url = try parsed.url(host: name)
    }
}
