import HTTPTransport
import Testing

@Suite("Streaming", .timeLimit(.minutes(1)))
struct StreamingTests {
    private let transport: CurlTransport

    init() throws { transport = try CurlTransport() }

    private static let chunkedHead = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"

    private static func chunk(_ text: String) -> String {
        String(text.utf8.count, radix: 16) + "\r\n" + text + "\r\n"
    }

    @Test("each chunk is delivered as soon as it is sent, while the answer goes on")
    func liveliness() async throws {
        let gate = Gate()
        let server = try ScriptedServer { connection in
            _ = connection.readRequest()
            connection.send(Self.chunkedHead)
            for text in ["a\n", "b\n", "c\n"] {
                guard gate.pass() else { return }
                connection.send(Self.chunk(text))
            }
            connection.send("0\r\n\r\n")
        }
        let stream = try await transport.stream(request(server.url))
        var lines = stream.body.lines(maximumBytes: 10).makeAsyncIterator()
        for text in ["a", "b", "c"] {
            gate.open()
            #expect(try await lines.next() == Array(text.utf8))
        }
        #expect(try await lines.next() == nil)
    }

    @Test("a line may be split over HTTP chunks and TCP segments at every byte")
    func boundaries() async throws {
        let text = "{\"type\":\"ADDED\"}\n{\"type\":\"ü\"}\n"
        let server = try ScriptedServer { connection in
            _ = connection.readRequest()
            connection.send(Self.chunkedHead)
            for byte in Array(text.utf8) { connection.send(Array("1\r\n".utf8) + [byte] + Array("\r\n".utf8)) }
            connection.send("0\r\n\r\n")
        }
        let stream = try await transport.stream(request(server.url))
        var lines: [String] = []
        for try await line in stream.body.lines(maximumBytes: 100) {
            lines.append(String(decoding: line, as: UTF8.self))
        }
        #expect(lines == ["{\"type\":\"ADDED\"}", "{\"type\":\"ü\"}"])
    }

    @Test("a line of many chunks is one line")
    func longLine() async throws {
        let line = String(repeating: "0123456789", count: 100_000)
        let server = try ScriptedServer { connection in
            _ = connection.readRequest()
            connection.answer(line + "\n")
        }
        let stream = try await transport.stream(request(server.url))
        var lines = stream.body.lines(maximumBytes: 1_000_000).makeAsyncIterator()
        #expect(try await lines.next()?.count == 1_000_000)
        #expect(try await lines.next() == nil)
    }

    /// Sends much, and tells how much the kernel took before the reader's pause reached it.
    private func eagerServer(
        size: Int, sent: Counter, stuck: Signal, milliseconds: Int32 = 300
    ) throws -> ScriptedServer {
        try ScriptedServer { connection in
            defer { stuck.send() }
            _ = connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: \(size)\r\n\r\n")
            let piece = [UInt8](repeating: 7, count: 64 << 10)
            for _ in 0..<(size / piece.count) {
                if connection.isStuck(milliseconds: milliseconds) { stuck.send() }
                guard connection.send(piece) else { return }
                sent.add(piece.count)
            }
        }
    }

    @Test("a reader that does not read pauses the transfer, and loses nothing")
    func backPressure() async throws {
        let size = 64 << 20
        let (sent, stuck) = (Counter(), Signal())
        let server = try eagerServer(size: size, sent: sent, stuck: stuck)
        let stream = try await transport.stream(request(server.url))
        await stuck.wait()
        // What is on its way sits in the kernel's buffers: some megabytes, whatever the size of the answer.
        #expect(sent.value < size / 2)
        var received = 0
        var largest = 0
        for try await chunk in stream.body {
            received += chunk.count
            largest = max(largest, chunk.count)
        }
        #expect(received == size)
        #expect(largest <= (256 + 16) << 10)
    }

    @Test("a reader that pauses for longer than the idle limit is not cut off")
    func slowReader() async throws {
        let (size, stuck) = (16 << 20, Signal())
        let server = try eagerServer(size: size, sent: Counter(), stuck: stuck, milliseconds: 1500)
        let stream = try await transport.stream(
            request(server.url, timeouts: HTTPTimeouts(idle: .seconds(1))))
        await stuck.wait()
        #expect(try await stream.body.collect(upTo: size).count == size)
    }

    @Test("a compressed body is decompressed, and its limit is that of the decompressed bytes")
    func compression() async throws {
        // 10,000,000 times "a", compressed by gzip -9 and again: `gzip` knows no better bomb in so few bytes.
        let bomb = try Gzip.zeros(count: 10_000_000)
        let server = try ScriptedServer { connection in
            while connection.readRequest() != nil {
                connection.send("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(bomb.count)\r\n\r\n")
                connection.send(bomb)
            }
        }
        #expect(bomb.count < 20_000)
        let answer = try await transport.send(request(server.url), maximumBodyBytes: 10_000_000)
        #expect(answer.body.count == 10_000_000)
        let error = await failure { () async throws(HTTPError) in
            try await transport.send(request(server.url), maximumBodyBytes: 1_000_000)
        }
        #expect(error?.kind == .bodyTooLarge(limit: 1_000_000))
        #expect(server.requests.first?.headers["accept-encoding"] == "gzip")
    }

    @Test("dropping the body ends the transfer")
    func dropped() async throws {
        let closed = Signal()
        let server = try ScriptedServer { connection in
            _ = connection.readRequest()
            connection.send(Self.chunkedHead)
            if connection.waitForClose() { closed.send() }
        }
        do {
            let stream = try await transport.stream(request(server.url, timeouts: .unlimited))
            #expect(stream.status == 200)
        }
        await closed.wait()
        withExtendedLifetime((server, transport)) {}
    }
}
