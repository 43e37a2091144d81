import Testing

@testable import HTTPTransport

@Suite("The parser of heads")
struct HeadParserTests {
    private func steps(_ lines: [String], maximumBytes: Int = 1000) -> [HeadParser.Step] {
        var parser = HeadParser(maximumBytes: maximumBytes)
        return lines.map { parser.consume(Array($0.utf8)) }
    }

    @Test("a head is given at its empty line")
    func plain() {
        let steps = steps(["HTTP/1.1 200 OK\r\n", "A: 1\r\n", "b:  2 \r\n", "\r\n"])
        #expect(steps.last == .head(HTTPHead(status: 200, headers: ["A": "1", "b": "2"])))
        #expect(steps.dropLast().allSatisfy { $0 == .needsMore })
    }

    @Test("interim answers and trailers are dropped")
    func interim() {
        let steps = steps([
            "HTTP/1.1 103 Early\r\n", "X: 1\r\n", "\r\n", "HTTP/2 204 \r\n", "\r\n", "Trailer: 1\r\n", "\r\n",
        ])
        #expect(steps[4] == .head(HTTPHead(status: 204, headers: [:])))
        #expect(steps.filter { $0 != .needsMore }.count == 1)
    }

    @Test("a folded value is joined by a space")
    func folded() {
        let steps = steps(["HTTP/1.1 200 OK\r\n", "A: 1\r\n", "  2\r\n", "\r\n"])
        #expect(steps.last == .head(HTTPHead(status: 200, headers: ["A": "1 2"])))
    }

    @Test("more bytes than allowed are too large, also as trailers")
    func limit() {
        #expect(steps(["HTTP/1.1 200 OK\r\n", "A: 1\r\n"], maximumBytes: 20).last == .tooLarge)
        #expect(steps(["HTTP/1.1 200 OK\r\n", "\r\n", "A: 1\r\n"], maximumBytes: 20).last == .tooLarge)
    }

    @Test("nonsense is malformed", arguments: ["HTTP/1.1\r\n", "HTTP/1.1 abc\r\n", "A: 1\r\n", "HTTP/1.1 99 X\r\n"])
    func malformed(line: String) {
        #expect(steps([line]).last == .malformed)
    }

    @Test("a field without a colon is malformed")
    func noColon() {
        #expect(steps(["HTTP/1.1 200 OK\r\n", "abc\r\n"]).last == .malformed)
    }
}
