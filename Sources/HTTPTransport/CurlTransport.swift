/// The transport over libcurl: connection reuse, HTTP/2 over TLS, streaming with back-pressure.
///
/// One thread owns all of libcurl's handles. When the last reference is dropped, the thread ends.
public final class CurlTransport: HTTPTransport {
    private let mailbox: Mailbox
    private let configuration: CurlTransportConfiguration

    /// - Throws: `outOfMemory` if the system has no memory or no thread to give.
    public init(configuration: CurlTransportConfiguration = CurlTransportConfiguration()) throws(HTTPError) {
        let multi = try MultiHandle(configuration)
        let mailbox = Mailbox(multi: multi, maximumTransfers: configuration.maximumTransfers)
        self.configuration = configuration
        self.mailbox = mailbox
        let hasStarted = CurlThread.start {
            CurlLoop(multi: multi, mailbox: mailbox, configuration: configuration).run()
        }
        guard hasStarted else {
            multi.free()
            throw HTTPError(.outOfMemory, url: "", detail: "no thread can be started", mayHaveReachedServer: false)
        }
    }

    deinit { mailbox.requestShutdown() }

    public func send(_ request: HTTPRequest, maximumBodyBytes: Int) async throws(HTTPError) -> HTTPResponse {
        let stream = try await stream(request)
        let body = try await stream.body.collect(upTo: maximumBodyBytes)
        return HTTPResponse(status: stream.status, headers: stream.headers, body: body)
    }

    public func stream(_ request: HTTPRequest) async throws(HTTPError) -> HTTPStream {
        let transfer = try Transfer(
            request, maximumBufferedBytes: configuration.streamBufferBytes, mailbox: mailbox)
        if Task.isCancelled { transfer.cancel() }
        try mailbox.add(transfer)
        let head = try await transfer.head()
        // The closures hold the reader; when they are gone, nobody can read on.
        let reader = BodyReader(transfer)
        let body = HTTPBody(
            url: request.url, announcedBytes: head.announcedBytes(for: request),
            pull: { () async throws(HTTPError) -> [UInt8]? in try await reader.transfer.nextChunk() },
            stop: { reader.transfer.cancel() })
        return HTTPStream(status: head.status, headers: head.headers, body: body)
    }

    /// Ends all transfers with `shutDown`, and returns when the thread has ended. May be called more than once.
    public func shutdown() async { await mailbox.shutdown() }
}

/// Ends the transfer with its own life.
private final class BodyReader: Sendable {
    let transfer: Transfer

    init(_ transfer: Transfer) { self.transfer = transfer }

    deinit { transfer.cancel() }
}
