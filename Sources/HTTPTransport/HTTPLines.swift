internal import FoundationEssentials

/// The lines of a body, without their ends (`\n` or `\r\n`). Empty lines are delivered.
///
/// A line longer than the limit throws `lineTooLong`. A body that ends within a line throws `truncatedLine` after all
/// whole lines were delivered: half a line is never delivered as a line. A body that breaks off throws its own error.
public struct HTTPLines: AsyncSequence, Sendable {
    public typealias Element = [UInt8]
    public typealias Failure = HTTPError

    let body: HTTPBody
    let maximumBytes: Int

    public func makeAsyncIterator() -> Iterator {
        Iterator(chunks: body.makeAsyncIterator(), splitter: LineSplitter(maximumBytes: maximumBytes), body: body)
    }

    public struct Iterator: AsyncIteratorProtocol, Sendable {
        var chunks: HTTPBody.Iterator
        var splitter: LineSplitter
        /// Kept, so that the transfer lives as long as the iterator.
        let body: HTTPBody

        public mutating func next() async throws(HTTPError) -> [UInt8]? { try await nextLine() }

        public mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(HTTPError) -> [UInt8]? {
            try await nextLine()
        }

        private mutating func nextLine() async throws(HTTPError) -> [UInt8]? {
            while true {
                switch splitter.next() {
                case .line(let line): return line
                case .tooLong: throw fail(.lineTooLong(limit: splitter.maximumBytes))
                case .needsMore: break
                }
                guard let chunk = try await chunks.next() else {
                    guard splitter.isEmpty else { throw fail(.truncatedLine) }
                    return nil
                }
                splitter.append(chunk)
            }
        }

        private func fail(_ kind: HTTPError.Kind) -> HTTPError {
            body.cancel()
            return HTTPError(kind, url: body.url, mayHaveReachedServer: true)
        }
    }
}

extension HTTPBody {
    /// The body as lines; see ``HTTPLines``.
    ///
    /// - Parameter maximumBytes: the longest line allowed, without its end.
    public func lines(maximumBytes: Int) -> HTTPLines { HTTPLines(body: self, maximumBytes: maximumBytes) }
}

/// Cuts chunks into lines, with a bound on the length of a line. It holds one chunk and one unfinished line at most.
struct LineSplitter: Sendable {
    enum Step: Equatable {
        case line([UInt8])
        case needsMore
        case tooLong
    }

    let maximumBytes: Int
    /// The beginning of a line whose end has not come.
    private var unfinished: [UInt8] = []
    private var chunk: [UInt8] = []
    private var position = 0

    init(maximumBytes: Int) { self.maximumBytes = maximumBytes }

    /// True if no half line is held.
    var isEmpty: Bool { unfinished.isEmpty && position == chunk.count }

    /// To be called only after ``next()`` asked for more.
    mutating func append(_ bytes: [UInt8]) {
        chunk = bytes
        position = 0
    }

    mutating func next() -> Step {
        guard let end = chunk[position...].firstIndex(of: 0x0A) else { return keepRest() }
        var line = unfinished
        unfinished = []
        line += chunk[position..<end]
        position = end + 1
        if line.last == 0x0D { line.removeLast() }
        return line.count <= maximumBytes ? .line(line) : .tooLong
    }

    private mutating func keepRest() -> Step {
        unfinished += chunk[position...]
        chunk = []
        position = 0
        // One byte of grace: it may be the `\r` of the line's end.
        return unfinished.count <= maximumBytes + 1 ? .needsMore : .tooLong
    }
}
