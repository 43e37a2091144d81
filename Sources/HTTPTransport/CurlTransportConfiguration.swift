/// The limits of a ``CurlTransport``.
public struct CurlTransportConfiguration: Sendable, Hashable {
    /// Sent where a request has no `User-Agent` of its own.
    public var userAgent: String
    /// Requests on their way at once, waiting ones included; more fail with `overloaded`.
    public var maximumTransfers: Int
    /// Connections to one host; further requests wait. With HTTP/2 one connection carries many requests.
    public var maximumConnectionsPerHost: Int
    public var maximumConnections: Int
    /// Idle connections kept for later.
    public var maximumIdleConnections: Int
    /// What a stream holds before it is paused, in bytes. A stream can hold one more chunk of 16 KiB than this.
    public var streamBufferBytes: Int
    /// The most that an answer's head may have, in bytes, interim answers and trailers included.
    public var maximumHeaderBytes: Int
    /// Offers gzip to servers.
    public var acceptsCompression: Bool

    public init(
        userAgent: String = "evenkeel",
        maximumTransfers: Int = 1024,
        maximumConnectionsPerHost: Int = 64,
        maximumConnections: Int = 256,
        maximumIdleConnections: Int = 32,
        streamBufferBytes: Int = 256 * 1024,
        maximumHeaderBytes: Int = 64 * 1024,
        acceptsCompression: Bool = true
    ) {
        self.userAgent = userAgent
        self.maximumTransfers = maximumTransfers
        self.maximumConnectionsPerHost = maximumConnectionsPerHost
        self.maximumConnections = maximumConnections
        self.maximumIdleConnections = maximumIdleConnections
        self.streamBufferBytes = streamBufferBytes
        self.maximumHeaderBytes = maximumHeaderBytes
        self.acceptsCompression = acceptsCompression
    }
}
