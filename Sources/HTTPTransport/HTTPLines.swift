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
