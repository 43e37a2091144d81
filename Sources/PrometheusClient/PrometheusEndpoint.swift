public import HTTPTransport

/// Where a Prometheus-compatible API is, and how to get in.
public struct PrometheusEndpoint: Sendable {
    /// The URL before `/api/v1`, for instance `https://prometheus.example:9090` or `https://example/prometheus`.
    public var address: String
    /// Sent with every request; their values are secrets.
    public var headers: HTTPHeaders
    public var tls: TLSConfiguration
    public var proxy: ProxyConfiguration
    /// For a whole request. The server gets it too, so that it does not work on for nobody.
    public var timeout: Duration
    /// The most that one answer may have, decompressed.
    public var maximumAnswerBytes: Int

    public init(
        address: String,
        headers: HTTPHeaders = [:],
        tls: TLSConfiguration = TLSConfiguration(),
        proxy: ProxyConfiguration = .environment,
        timeout: Duration = .seconds(10),
        maximumAnswerBytes: Int = 16 << 20
    ) {
        self.address = address
        self.headers = headers
        self.tls = tls
        self.proxy = proxy
        self.timeout = timeout
        self.maximumAnswerBytes = maximumAnswerBytes
    }
}

extension PrometheusEndpoint: CustomStringConvertible, CustomReflectable {
    /// The address without user, password and query.
    public var description: String { HTTPRequest(url: address).address }

    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
