import HTTPTransport
import Testing

@Suite("The transport over libcurl", .timeLimit(.minutes(1)))
struct CurlTransportTests {
    private let transport: CurlTransport

    init() throws { transport = try CurlTransport() }

    @Test("a request arrives as it was written, and so does the answer")
    func exchange() async throws {
        let server = try ScriptedServer { connection in
            _ = connection.readRequest()
            connection.answer("hello", status: 201, headers: "X-Two: a\r\nX-Two: b\r\nX-Empty:\r\n")
        }
        let answer = try await transport.send(
            request(
                server.url + "/a/../b?c=%20d", method: .patch,
                headers: ["Content-Type": "application/json", "X-None": ""], body: Array("{}".utf8)),
            maximumBodyBytes: 5)
        #expect(answer.status == 201)
        #expect(answer.text == "hello")
        #expect(answer.headers.values("x-two") == ["a", "b"])
        #expect(answer.headers["x-empty"] == "")
        let received = try #require(server.requests.first)
        #expect(received.method == "PATCH")
        #expect(received.target == "/a/../b?c=%20d")
        #expect(received.text == "{}")
        #expect(received.headers["content-type"] == "application/json")
        #expect(received.headers["x-none"] == "")
        #expect(received.headers["expect"] == nil)
    }

    @Test(
        "every method is sent as named, with an empty body where one is expected",
        arguments: [HTTPMethod.get, .post, .put, .patch, .delete, .options])
    func methods(method: HTTPMethod) async throws {
        let server = try ScriptedServer(answer: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        _ = try await transport.send(request(server.url, method: method), maximumBodyBytes: 0)
        let received = try #require(server.requests.first)
        #expect(received.method == method.rawValue)
        let hasBody = [HTTPMethod.post, .put, .patch].contains(method)
        #expect(received.headers["content-length"] == (hasBody ? "0" : nil))
        #expect(received.headers["content-type"] == nil)
    }

    @Test("HEAD does not wait for a body that never comes, and DELETE can have one")
    func headAndDelete() async throws {
        let server = try ScriptedServer(answer: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        let head = try ScriptedServer(answer: "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n")
        let answer = try await transport.send(request(head.url, method: .head), maximumBodyBytes: 0)
        #expect(answer.headers["Content-Length"] == "99")
        _ = try await transport.send(
            request(server.url, method: .delete, body: Array("{\"a\":1}".utf8)), maximumBodyBytes: 0)
        #expect(server.requests.first?.text == "{\"a\":1}")
        #expect(server.requests.first?.method == "DELETE")
    }

    @Test("a body with NUL bytes, larger than any buffer, arrives whole")
    func largeUpload() async throws {
        let server = try ScriptedServer(answer: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        let body = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        _ = try await transport.send(request(server.url, method: .put, body: body), maximumBodyBytes: 0)
        #expect(server.requests.first?.body == body)
    }

    @Test("a status is not an error, and a redirect is not followed", arguments: [302, 404, 410, 429, 500])
    func statuses(status: Int) async throws {
        let server = try ScriptedServer { connection in
            while connection.readRequest() != nil {
                connection.answer("why", status: status, headers: "Location: /other\r\nRetry-After: 7\r\n")
            }
        }
        let answer = try await transport.send(request(server.url), maximumBodyBytes: 100)
        #expect(answer.status == status)
        #expect(answer.headers["retry-after"] == "7")
        #expect(answer.text == "why")
        #expect(server.requests.count == 1)
    }

    @Test("one connection serves requests that come one after the other")
    func reuse() async throws {
        let server = try ScriptedServer(answer: "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        for _ in 0..<20 {
            let answer = try await transport.send(request(server.url), maximumBodyBytes: 2)
            #expect(answer.text == "ok")
        }
        #expect(server.connectionCount == 1)
    }

    @Test("no more connections than allowed are opened to a host; the other requests wait")
    func connectionLimit() async throws {
        let transport = try CurlTransport(configuration: .init(maximumConnectionsPerHost: 2))
        let server = try ScriptedServer(answer: "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<30 {
                group.addTask { _ = try await transport.send(request(server.url), maximumBodyBytes: 2) }
            }
            try await group.waitForAll()
        }
        #expect(server.requests.count == 30)
        #expect(server.connectionCount <= 2)
    }

    @Test("a hundred requests at once all get their own answer")
    func manyAtOnce() async throws {
        let server = try ScriptedServer { connection in
            while let request = connection.readRequest() { connection.answer(request.target) }
        }
        let transport = transport
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<100 {
                group.addTask {
                    let answer = try await transport.send(request(server.url + "/\(number)"), maximumBodyBytes: 10)
                    return answer.text == "/\(number)"
                }
            }
            for try await isRight in group { #expect(isRight) }
        }
    }

    @Test(
        "a URL that cannot be fetched is refused before anything is sent",
        arguments: [
            "", "nonsense", "ftp://host/", "file:///etc/passwd", "http://", "http://ho st/", "http://a/\u{0}b",
            "http://a/b c",
        ])
    func invalidURL(url: String) async {
        let error = await failure { () async throws(HTTPError) in
            try await transport.send(request(url), maximumBodyBytes: 1)
        }
        #expect(error?.kind == .invalidURL)
        #expect(error?.mayHaveReachedServer == false)
    }

    @Test(
        "a header cannot smuggle in another one",
        arguments: [
            ("A", "b\r\nC: d"), ("A", "b\u{0}"), ("A\r\nB", "c"), ("A b", "c"), ("", "c"), ("A:", "b"),
        ])
    func invalidHeader(name: String, value: String) async {
        var headers = HTTPHeaders()
        headers.add(name, value)
        let error = await failure { () async throws(HTTPError) in
            try await transport.send(request("http://127.0.0.1:1/", headers: headers), maximumBodyBytes: 1)
        }
        #expect(error?.kind == .invalidRequest)
    }

    @Test("requests beyond the limit are refused at once, and possible again when others are over")
    func overload() async throws {
        let transport = try CurlTransport(configuration: .init(maximumTransfers: 1))
        let server = try ScriptedServer(answer: "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nok")
        let first = try await transport.stream(request(server.url))
        let error = await failure { () async throws(HTTPError) in try await transport.stream(request(server.url)) }
        #expect(error?.kind == .overloaded(limit: 1))
        #expect(error?.mayHaveReachedServer == false)
        first.body.cancel()
        let other = try ScriptedServer(answer: "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        while true {
            let kind: HTTPError.Kind?
            do throws(HTTPError) {
                _ = try await transport.send(request(other.url), maximumBodyBytes: 2)
                kind = nil
            } catch { kind = error.kind }
            guard kind == .overloaded(limit: 1) else { return #expect(kind == nil) }
        }
    }

    @Test("after a shutdown, running and later requests fail, and nothing hangs")
    func shutdown() async throws {
        let server = try ScriptedServer { connection in
            _ = connection.readRequest()
            connection.waitForClose()
        }
        let transport = transport
        async let running = failure { () async throws(HTTPError) in
            try await transport.send(request(server.url), maximumBodyBytes: 1)
        }
        while server.requests.isEmpty { await Task.yield() }
        await transport.shutdown()
        await transport.shutdown()
        #expect(await running?.kind == .shutDown)
        #expect(await running?.mayHaveReachedServer == true)
        let late = await failure { () async throws(HTTPError) in
            try await transport.send(request(server.url), maximumBodyBytes: 1)
        }
        #expect(late?.kind == .shutDown)
        #expect(late?.mayHaveReachedServer == false)
    }
}
