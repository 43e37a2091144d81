internal import Synchronization

/// The body of an answer as chunks, in the sizes in which they come. Nobody reads: the transfer is paused.
///
/// The body can be read once, by one reader at a time. When the last copy is dropped, the transfer is ended.
public struct HTTPBody: AsyncSequence, Sendable {
    public typealias Element = [UInt8]
    public typealias Failure = HTTPError

    /// Gives the next chunk, never an empty one; nil after the last.
    public typealias Pull = @Sendable () async throws(HTTPError) -> [UInt8]?

    private let pull: Pull
    private let stop: @Sendable () -> Void
    /// For errors.
    let url: String
    /// What the server announced, if it did.
    private let announcedBytes: Int?

    /// A body from any source; for transports other than `CurlTransport` and for tests.
    ///
    /// - Parameter announcedBytes: the length, where it is known before.
    public init(
        url: String = "", announcedBytes: Int? = nil, pull: @escaping Pull, stop: @escaping @Sendable () -> Void = {}
    ) {
        self.url = url
        self.pull = pull
        self.stop = stop
        self.announcedBytes = announcedBytes
    }

    /// Ends the transfer now. Readers get `cancelled`.
    public func cancel() { stop() }

    public func makeAsyncIterator() -> Iterator { Iterator(pull: pull) }

    public struct Iterator: AsyncIteratorProtocol, Sendable {
        fileprivate let pull: Pull

        public mutating func next() async throws(HTTPError) -> [UInt8]? { try await pull() }

        public mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(HTTPError) -> [UInt8]? {
            try await pull()
        }
    }
}

extension HTTPBody {
    /// The rest of the body in one piece.
    ///
    /// - Throws: `bodyTooLarge` as soon as there is more than the limit; the transfer is ended then.
    public func collect(upTo maximumBytes: Int) async throws(HTTPError) -> [UInt8] {
        guard announcedBytes ?? 0 <= maximumBytes else { throw tooLarge(maximumBytes) }
        var whole: [UInt8] = []
        while let chunk = try await pull() {
            guard whole.count + chunk.count <= maximumBytes else { throw tooLarge(maximumBytes) }
            if whole.isEmpty {
                whole = chunk
                // The server's word is good for so much memory and no more, as it need not send what it announces.
                if let announcedBytes { whole.reserveCapacity(Swift.min(announcedBytes, 16 << 20)) }
            } else {
                whole += chunk
            }
        }
        return whole
    }

    private func tooLarge(_ limit: Int) -> HTTPError {
        cancel()
        return HTTPError(.bodyTooLarge(limit: limit), url: url, mayHaveReachedServer: true)
    }
}

extension HTTPBody {
    /// A body that is known already, for tests of clients: these chunks, then the failure or the end.
    public init(chunks: [[UInt8]], failure: HTTPError? = nil) {
        let rest = RemainingChunks(chunks.filter { !$0.isEmpty })
        self.init(pull: { () async throws(HTTPError) -> [UInt8]? in
            if let chunk = rest.next() { return chunk }
            if let failure { throw failure }
            return nil
        })
    }
}

private final class RemainingChunks: Sendable {
    private let chunks: Mutex<ArraySlice<[UInt8]>>

    init(_ chunks: [[UInt8]]) { self.chunks = Mutex(chunks[...]) }

    func next() -> [UInt8]? { chunks.withLock { $0.popFirst() } }
}
