internal import Synchronization

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
