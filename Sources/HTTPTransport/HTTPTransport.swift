/// Sends requests. Clients take any transport, so that their tests can answer for the server.
public protocol HTTPTransport: Sendable {
    /// The whole answer.
    ///
    /// - Parameter maximumBodyBytes: the most that the body may have, decompressed; more is `bodyTooLarge`.
    /// - Throws: an error if no whole answer came. A status of 400 or above is an answer.
    func send(_ request: HTTPRequest, maximumBodyBytes: Int) async throws(HTTPError) -> HTTPResponse

    /// The answer's head, as soon as it is there, with the body to be read at the reader's speed.
    ///
    /// The transfer ends when the body has been read, when the task that reads it is cancelled, or when the last copy
    /// of the body is dropped.
    func stream(_ request: HTTPRequest) async throws(HTTPError) -> HTTPStream
}
