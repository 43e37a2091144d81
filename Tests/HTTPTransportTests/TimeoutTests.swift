import HTTPTransport
import Testing

@Suite("Timeouts and cancellation", .timeLimit(.minutes(1)))
struct TimeoutTests {
    private let transport: CurlTransport

    init() throws { transport = try CurlTransport() }

    private func fail(_ request: HTTPRequest) async -> HTTPError? {
        await failure { () async throws(HTTPError) in try await transport.send(request, maximumBodyBytes: 1000) }
    }

    private func silentServer(after text: String = "") throws -> ScriptedServer {
        try ScriptedServer { connection in
            _ = connection.readRequest()
            connection.send(text)
            connection.waitForClose()
        }
    }

    @Test("connecting: a TLS handshake that is never answered")
    func connect() async throws {
        let server = try ScriptedServer { $0.waitForClose() }
        let timeouts = HTTPTimeouts(connect: .milliseconds(200))
        let error = await fail(request("https://127.0.0.1:\(server.port)/", timeouts: timeouts))
        #expect(error?.kind == .timedOut(.connect))
        #expect(error?.mayHaveReachedServer == false)
    }

    @Test("first byte: a server that does not answer")
    func firstByte() async throws {
        let server = try silentServer()
        let error = await fail(request(server.url, timeouts: HTTPTimeouts(firstByte: .milliseconds(200))))
        #expect(error?.kind == .timedOut(.firstByte))
        #expect(error?.mayHaveReachedServer == true)
    }

    @Test("idle: an answer that stops coming")
    func idle() async throws {
        let server = try silentServer(after: "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")
        let error = await fail(request(server.url, timeouts: HTTPTimeouts(idle: .milliseconds(200))))
        #expect(error?.kind == .timedOut(.idle))
    }

    @Test("total: an answer that goes on for ever")
    func total() async throws {
        let server = try ScriptedServer { connection in
            _ = connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10000000\r\n\r\n")
            while connection.send("a") { _ = connection.isStuck(milliseconds: 0) }
        }
        let limited = request(server.url, timeouts: HTTPTimeouts(total: .milliseconds(200)))
        let error = await failure { () async throws(HTTPError) in
            try await transport.send(limited, maximumBodyBytes: 10_000_000)
        }
        #expect(error?.kind == .timedOut(.total))
    }

    @Test("a request that waits for a free connection is given up too")
    func waiting() async throws {
        let transport = try CurlTransport(configuration: .init(maximumConnectionsPerHost: 1))
        let server = try silentServer(after: "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")
        let first = try await transport.stream(request(server.url))
        let second = request(server.url, timeouts: HTTPTimeouts(firstByte: .milliseconds(200)))
        let error = await failure { () async throws(HTTPError) in
            try await transport.send(second, maximumBodyBytes: 10)
        }
        #expect(error?.kind == .timedOut(.firstByte))
        #expect(error?.mayHaveReachedServer == false)
        first.body.cancel()
    }

    @Test("a cancelled task gets its error at once, and the server sees the connection closed")
    func cancelBeforeHead() async throws {
        let closed = Signal()
        let server = try ScriptedServer { connection in
            _ = connection.readRequest()
            if connection.waitForClose() { closed.send() }
        }
        let transport = transport
        let task = Task {
            await failure { () async throws(HTTPError) in
                try await transport.send(request(server.url, timeouts: .unlimited), maximumBodyBytes: 1)
            }
        }
        while server.requests.isEmpty { await Task.yield() }
        task.cancel()
        let error = await task.value
        #expect(error?.kind == .cancelled)
        #expect(error?.mayHaveReachedServer == true)
        await closed.wait()
        withExtendedLifetime((server, transport)) {}
    }

    @Test("a task cancelled while it reads the body ends the transfer")
    func cancelWhileReading() async throws {
        let closed = Signal()
        let begun = Signal()
        let server = try ScriptedServer { connection in
            _ = connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")
            if connection.waitForClose() { closed.send() }
        }
        let transport = transport
        let task = Task {
            await failure { () async throws(HTTPError) in
                let stream = try await transport.stream(request(server.url, timeouts: .unlimited))
                var chunks = stream.body.makeAsyncIterator()
                _ = try await chunks.next()
                begun.send()
                return try await chunks.next()
            }
        }
        await begun.wait()
        task.cancel()
        #expect(await task.value?.kind == .cancelled)
        await closed.wait()
        withExtendedLifetime((server, transport)) {}
    }

    @Test("a task that is cancelled already sends nothing")
    func cancelledBefore() async throws {
        let server = try ScriptedServer(answer: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        let transport = transport
        let started = Signal()
        let task = Task {
            await started.wait()
            return await failure { () async throws(HTTPError) in
                try await transport.send(request(server.url), maximumBodyBytes: 1)
            }
        }
        task.cancel()
        started.send()
        let error = await task.value
        #expect(error?.kind == .cancelled)
        #expect(error?.mayHaveReachedServer == false)
        #expect(server.requests.isEmpty)
    }

    @Test("cancelling at any moment resumes each task exactly once", arguments: 0..<4)
    func storm(round: Int) async throws {
        let server = try ScriptedServer(answer: "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        let transport = transport
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<60 {
                group.addTask {
                    let task = Task { try await transport.send(request(server.url), maximumBodyBytes: 2).text == "ok" }
                    for _ in 0..<(number * round) { await Task.yield() }
                    task.cancel()
                    switch await task.result {
                    case .success(let isRight): return isRight
                    case .failure(let error): return (error as? HTTPError)?.kind == .cancelled
                    }
                }
            }
            return await group.reduce(into: [Bool]()) { $0.append($1) }
        }
        #expect(outcomes.count == 60 && outcomes.allSatisfy { $0 })
        #expect(try await transport.send(request(server.url), maximumBodyBytes: 2).text == "ok")
    }
}
