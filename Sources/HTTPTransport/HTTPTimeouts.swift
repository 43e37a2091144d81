/// How long to wait for what. A limit that is nil does not exist.
public struct HTTPTimeouts: Sendable, Hashable {
    /// For name resolution, connection, proxy and TLS handshake together.
    public var connect: Duration
    /// From the start of the request, waiting for a free connection included, to the end of the answer's head.
    public var firstByte: Duration?
    /// Without a byte of the body. The time in which the reader does not read is not counted. A watch that may be
    /// quiet for longer has to say so.
    public var idle: Duration?
    /// From the start of the request to the last byte. The time in which the reader does not read is counted.
    public var total: Duration?

    public init(
        connect: Duration = .seconds(10),
        firstByte: Duration? = .seconds(30),
        idle: Duration? = .seconds(60),
        total: Duration? = nil
    ) {
        self.connect = connect
        self.firstByte = firstByte
        self.idle = idle
        self.total = total
    }

    /// The limits by name.
    public enum Phase: String, Sendable, Hashable { case connect, firstByte, idle, total }
}
