import Testing

@testable import HTTPTransport

@Suite("Lines")
struct LineSplitterTests {
    private func lines(_ chunks: [String], maximumBytes: Int = 100) async throws(HTTPError) -> [String] {
        var lines: [String] = []
        let body = HTTPBody(chunks: chunks.map { Array($0.utf8) })
        for try await line in body.lines(maximumBytes: maximumBytes) {
            lines.append(String(decoding: line, as: UTF8.self))
        }
        return lines
    }

    @Test("a line may be cut anywhere by the chunks")
    func everyCut() async throws {
        let text = "{\"a\":1}\n\n{\"ü\":2}\r\nlast\n"
        let bytes = Array(text.utf8)
        for size in 1...bytes.count {
            let chunks = stride(from: 0, to: bytes.count, by: size).map {
                Array(bytes[$0..<min($0 + size, bytes.count)])
            }
            var lines: [[UInt8]] = []
            for try await line in HTTPBody(chunks: chunks).lines(maximumBytes: 100) { lines.append(line) }
            #expect(lines.map { String(decoding: $0, as: UTF8.self) } == ["{\"a\":1}", "", "{\"ü\":2}", "last"])
        }
    }

    @Test("a line of the longest length passes, one byte more does not", arguments: ["\n", "\r\n"])
    func bound(end: String) async throws {
        #expect(try await lines(["12345" + end], maximumBytes: 5) == ["12345"])
        #expect(try await lines(["123", "45", end], maximumBytes: 5) == ["12345"])
        let error = await failure { () async throws(HTTPError) in try await lines(["123456" + end], maximumBytes: 5) }
        #expect(error?.kind == .lineTooLong(limit: 5))
    }

    @Test("an endless line is refused before its end")
    func endless() async {
        let error = await failure { () async throws(HTTPError) in
            try await lines(Array(repeating: "aaaa", count: 10), maximumBytes: 10)
        }
        #expect(error?.kind == .lineTooLong(limit: 10))
    }

    @Test("half a line at the end is an error, after the whole ones")
    func truncated() async throws {
        var lines = HTTPBody(chunks: [Array("one\ntw".utf8)]).lines(maximumBytes: 10).makeAsyncIterator()
        #expect(try await lines.next() == Array("one".utf8))
        await #expect { try await lines.next() } throws: { ($0 as? HTTPError)?.kind == .truncatedLine }
    }

    @Test("a body that breaks off throws its own error, not that of a half line")
    func broken() async {
        let lost = HTTPError(.connectionLost(afterRequestSent: true), url: "", mayHaveReachedServer: true)
        var lines = HTTPBody(chunks: [Array("tw".utf8)], failure: lost).lines(maximumBytes: 10).makeAsyncIterator()
        await #expect(throws: lost) { try await lines.next() }
    }

    @Test("an empty body has no lines")
    func empty() async throws {
        #expect(try await lines([]).isEmpty)
    }
}
