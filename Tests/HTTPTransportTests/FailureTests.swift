import HTTPTransport
import Testing

@Suite("Failures", .timeLimit(.minutes(1)))
struct FailureTests {
    private let transport: CurlTransport

    init() throws { transport = try CurlTransport() }

    private func fail(_ request: HTTPRequest, maximumBodyBytes: Int = 1000) async -> HTTPError? {
        await failure { () async throws(HTTPError) in
            try await transport.send(request, maximumBodyBytes: maximumBodyBytes)
        }
    }

    @Test("nobody listens: the request certainly was not sent")
    func refused() async throws {
        let port = try ScriptedServer(answer: "").port
        let error = await fail(request("http://127.0.0.1:\(port)/x?token=secret"))
        #expect(error?.kind == .cannotConnect)
        #expect(error?.curlCode == 7)
        #expect(error?.mayHaveReachedServer == false)
        #expect(error?.url == "http://127.0.0.1:\(port)/x")
        #expect("\(error as Any)".contains("secret") == false)
    }

    @Test("a name that does not exist")
    func resolve() async {
        let error = await fail(request("http://no-such-host.invalid/"))
        #expect(error?.kind == .cannotResolve)
        #expect(error?.mayHaveReachedServer == false)
    }

    @Test("a server that closes before the answer: it may have acted", arguments: [HTTPMethod.get, .post])
    func closedWithoutAnswer(method: HTTPMethod) async throws {
        let server = try ScriptedServer { connection in _ = connection.readRequest() }
        let error = await fail(request(server.url, method: method))
        #expect(error?.kind == .connectionLost(afterRequestSent: true))
        #expect(error?.mayHaveReachedServer == true)
        #expect(server.requests.count == 1)
    }

    @Test(
        "a server that closes in the middle of the head, of a body, of a chunk, or without the last chunk",
        arguments: [
            "HTTP/1.1 200 OK\r\nContent-", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n",
        ])
    func halfWay(answer: String) async throws {
        for hard in [false, true] {
            let server = try ScriptedServer { connection in
                _ = connection.readRequest()
                connection.send(answer)
                if hard { connection.reset() }
            }
            let error = await fail(request(server.url))
            #expect(error?.kind == .connectionLost(afterRequestSent: true), "\(error as Any)")
        }
    }

    @Test("what came before the connection broke is delivered")
    func partial() async throws {
        let server = try ScriptedServer { connection in
            _ = connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")
        }
        let stream = try await transport.stream(request(server.url))
        var chunks = stream.body.makeAsyncIterator()
        #expect(try await chunks.next() == Array("abc".utf8))
        await #expect { try await chunks.next() } throws: {
            ($0 as? HTTPError)?.kind == .connectionLost(afterRequestSent: true)
        }
    }

    /// Answers the first request, then closes at the second without an answer; a new connection would be answered.
    private func brokenKeepAlive() throws -> ScriptedServer {
        try ScriptedServer { connection in
            guard connection.readRequest() != nil else { return }
            connection.answer("ok")
            _ = connection.readRequest()
        }
    }

    @Test(
        "a change is never sent twice when a kept connection breaks",
        arguments: [
            HTTPMethod.post, .put, .patch, .delete,
        ])
    func noSilentRepeat(method: HTTPMethod) async throws {
        let server = try brokenKeepAlive()
        _ = try await transport.send(request(server.url), maximumBodyBytes: 10)
        let error = await fail(request(server.url, method: method))
        #expect(error?.kind == .connectionLost(afterRequestSent: true))
        #expect(error?.mayHaveReachedServer == true)
        #expect(server.requests.count == 2)
    }

    @Test("a request that only reads is repeated when a kept connection breaks")
    func silentRepeat() async throws {
        let server = try brokenKeepAlive()
        for _ in 0..<2 {
            #expect(try await transport.send(request(server.url), maximumBodyBytes: 10).text == "ok")
        }
        #expect(server.requests.count == 3)
    }

    @Test(
        "a body over its limit, announced or not",
        arguments: [
            "HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n0123456789a", "HTTP/1.1 200 OK\r\n\r\n0123456789a",
        ])
    func bodyTooLarge(answer: String) async throws {
        let server = try ScriptedServer { connection in
            _ = connection.readRequest()
            connection.send(answer)
        }
        #expect(await fail(request(server.url), maximumBodyBytes: 10)?.kind == .bodyTooLarge(limit: 10))
        #expect(try await transport.send(request(server.url), maximumBodyBytes: 11).text == "0123456789a")
    }

    @Test(
        "headers over their limit: one long, or many short ones",
        arguments: [
            "A: \(String(repeating: "a", count: 80_000))\r\n", String(repeating: "A: b\r\n", count: 20_000),
        ])
    func headersTooLarge(headers: String) async throws {
        let server = try ScriptedServer { connection in
            _ = connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\n" + headers + "Content-Length: 0\r\n\r\n")
        }
        #expect(await fail(request(server.url))?.kind == .headersTooLarge(limit: 65536))
    }

    @Test("something else than HTTP", arguments: ["SSH-2.0-OpenSSH\r\n", "HTTP/1.1 abc\r\n\r\n", "\u{1}\u{2}\u{3}\n"])
    func noHTTP(answer: String) async throws {
        let server = try ScriptedServer { connection in
            _ = connection.readRequest()
            connection.send(answer)
        }
        #expect(await fail(request(server.url))?.kind == .protocolViolation)
    }

    @Test("a broken gzip body")
    func brokenGzip() async throws {
        let server = try ScriptedServer(
            answer: "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd")
        #expect(await fail(request(server.url))?.kind == .protocolViolation)
    }

    @Test("a proxy that is not there, and one that refuses")
    func proxy() async throws {
        let refusing = try ScriptedServer(answer: "HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n")
        var toRefusing = request("https://example.invalid/")
        toRefusing.proxy = .url("http://user:secret@127.0.0.1:\(refusing.port)")
        let error = await fail(toRefusing)
        #expect(error?.kind == .proxy)
        #expect(error?.mayHaveReachedServer == false)
        #expect("\(error as Any)".contains("secret") == false)
        #expect(refusing.requests.first?.method == "CONNECT")
        var toNone = request("http://example.invalid/")
        toNone.proxy = .url("http://no-such-host.invalid:1")
        #expect(await fail(toNone)?.kind == .proxy)
    }

    @Test("a proxy gets the whole URL")
    func throughProxy() async throws {
        let proxy = try ScriptedServer(answer: "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        var asked = request("http://example.invalid/a")
        asked.proxy = .url("http://127.0.0.1:\(proxy.port)")
        #expect(try await transport.send(asked, maximumBodyBytes: 2).text == "ok")
        #expect(proxy.requests.first?.target == "http://example.invalid/a")
    }
}
