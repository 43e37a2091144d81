import FuzzSupport
import Testing

@testable import HTTPTransport

@Suite("Strange heads and lines") struct FuzzTests {
    private static let heads = InputGenerator(
        [
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nRetry-After: 5\r\n\r\n",
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/2 503 \r\nX: a\r\n b\r\n\r\nTrailer: c\r\n",
        ], tokens: [": ", "HTTP/1.1 ", "\r\n\r\n"])

    @Test("a head of any bytes is one head, too large or malformed")
    func heads() throws {
        try Fuzzing("heads", rounds: 500).run(Self.heads) { input in
            var parser = HeadParser(maximumBytes: 2000)
            var heads = 0
            for line in input.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
                switch parser.consume(line + [UInt8(ascii: "\n")]) {
                case .needsMore: continue
                case .head(let head):
                    heads += 1
                    guard (200...999).contains(head.status) else { throw Broken("status \(head.status)") }
                case .tooLarge, .malformed: return
                }
            }
            guard heads <= 1 else { throw Broken("\(heads) heads") }
        }
    }

    @Test("lines are what stands between line ends, whatever the chunks")
    func lines() throws {
        let generator = InputGenerator(["one\ntwo\r\n\nthree", "\r\r\n"], tokens: ["\n", "\r\n"])
        try Fuzzing("lines", rounds: 500).run(generator) { input in
            var random = SplitMix(seed: UInt64(input.count))
            var splitter = LineSplitter(maximumBytes: 300)
            var (found, rest, isTooLong) = ([[UInt8]](), input[...], false)
            loop: while true {
                switch splitter.next() {
                case .line(let line): found.append(line)
                case .tooLong:
                    isTooLong = true
                    break loop
                case .needsMore:
                    guard !rest.isEmpty else { break loop }
                    let chunk = rest.prefix(1 + random.below(100))
                    splitter.append(Array(chunk))
                    rest = rest.dropFirst(chunk.count)
                }
            }
            let expected = input.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast().map { line in
                Array(line.last == 0x0D ? line.dropLast() : line)
            }
            guard found == Array(expected.prefix(found.count)), isTooLong || found.count == expected.count else {
                throw Broken("\(found.count) lines, \(expected.count) expected")
            }
            guard isTooLong == (input.split(separator: 0x0A).contains { $0.count > 300 }) || !isTooLong else {
                throw Broken("no line is too long")
            }
        }
    }
}
