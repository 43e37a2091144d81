import HTTPTransport
import Testing

@Suite("TLS and HTTP/2, against nginx", .enabled(if: TLSServer.isAvailable), .timeLimit(.minutes(1)))
struct TLSTests {
    private let server: TLSServer
    private let transport: CurlTransport

    init() async throws {
        server = try await TLSServer()
        transport = try CurlTransport()
    }

    private func url(_ port: UInt16, _ path: String = "/") -> String { "https://127.0.0.1:\(port)\(path)" }

    private func fail(_ tls: TLSConfiguration, port: UInt16) async -> HTTPError.Kind? {
        let error = await failure { () async throws(HTTPError) in
            try await transport.send(request(url(port), tls: tls), maximumBodyBytes: 1000)
        }
        #expect(error?.mayHaveReachedServer == false, "\(error as Any)")
        return error?.kind
    }

    @Test("the first requests at once wait for one connection instead of opening many")
    func coldStart() async throws {
        let (transport, asked) = (transport, request(url(server.port), tls: try server.tls()))
        let connections = try await withThrowingTaskGroup(of: String?.self) { group in
            for _ in 0..<40 {
                group.addTask {
                    try await transport.send(asked, maximumBodyBytes: 10).headers["X-Connection"]
                }
            }
            return try await group.reduce(into: Set<String?>()) { $0.insert($1) }
        }
        #expect(connections.count == 1)
    }

    @Test("requests at once share one HTTP/2 connection, also while a stream on it is paused")
    func multiplexing() async throws {
        let (transport, tls) = (transport, try server.tls())
        let stream = try await transport.stream(request(url(server.port, "/big"), tls: tls))
        #expect(stream.headers["X-Protocol"] == "HTTP/2.0")
        let port = server.port
        let connections = try await withThrowingTaskGroup(of: String?.self) { group in
            for _ in 0..<40 {
                group.addTask {
                    let asked = request("https://127.0.0.1:\(port)/", tls: tls)
                    let answer = try await transport.send(asked, maximumBodyBytes: 10)
                    return answer.text == "ok" ? answer.headers["X-Connection"] : nil
                }
            }
            return try await group.reduce(into: Set<String?>()) { $0.insert($1) }
        }
        #expect(connections == [stream.headers["X-Connection"]])
        var received = 0
        for try await chunk in stream.body { received += chunk.count }
        #expect(received == 32 << 20)
    }

    @Test("HTTP/1.1 is spoken on demand")
    func http1() async throws {
        var asked = request(url(server.port), tls: try server.tls())
        asked.version = .http1
        let answer = try await transport.send(asked, maximumBodyBytes: 10)
        #expect(answer.headers["X-Protocol"] == "HTTP/1.1")
    }

    @Test("a cancelled stream leaves the shared connection alone")
    func cancelOne() async throws {
        let tls = try server.tls()
        let stream = try await transport.stream(request(url(server.port, "/big"), tls: tls))
        var chunks = stream.body.makeAsyncIterator()
        _ = try await chunks.next()
        stream.body.cancel()
        let answer = try await transport.send(request(url(server.port), tls: tls), maximumBodyBytes: 10)
        #expect(answer.headers["X-Connection"] == stream.headers["X-Connection"])
    }

    @Test("a client certificate from memory is shown; another configuration gets another connection")
    func clientCertificate() async throws {
        let with = try await transport.send(
            request(url(server.strictPort), tls: try server.tls(asClient: true)), maximumBodyBytes: 1000)
        #expect(with.status == 200)
        #expect(with.headers["X-Client"] == "CN=client")
        let without = try await transport.send(
            request(url(server.strictPort), tls: try server.tls()), maximumBodyBytes: 1000)
        #expect(without.status == 400)
    }

    @Test("a server name of its own is asked for and verified, and the host header stays")
    func serverName() async throws {
        var tls = try server.tls()
        tls.serverName = "evenkeel.test"
        let answer = try await transport.send(request(url(server.port), tls: tls), maximumBodyBytes: 10)
        #expect(answer.headers["X-Server-Name"] == "evenkeel.test")
        #expect(answer.headers["X-Host"] == "127.0.0.1:\(server.port)")
        tls.serverName = "other.test"
        let kind = await fail(tls, port: server.port)
        #expect(kind == .tls(.wrongName))
    }

    @Test("an authority that is not trusted")
    func untrusted() async throws {
        #expect(await fail(TLSConfiguration(), port: server.port) == .tls(.untrusted))
        let other = TLSConfiguration(certificateAuthority: try server.file("client.pem"))
        #expect(await fail(other, port: server.port) == .tls(.untrusted))
    }

    @Test("a certificate out of date")
    func expired() async throws {
        #expect(await fail(try server.tls(), port: server.expiredPort) == .tls(.expired))
    }

    @Test("verification is skipped only on demand, and only for those requests")
    func skipped() async throws {
        let careless = request(url(server.expiredPort), tls: TLSConfiguration(skipsVerification: true))
        #expect(try await transport.send(careless, maximumBodyBytes: 10).text == "ok")
        #expect(await fail(try server.tls(), port: server.expiredPort) == .tls(.expired))
    }

    @Test("certificates and keys that cannot be used")
    func unusable() async throws {
        var tls = try server.tls(asClient: true)
        tls.certificateAuthority = Array("nonsense".utf8)
        #expect(await fail(tls, port: server.port) == .tls(.certificateAuthority))
        tls = try server.tls(asClient: true)
        tls.clientKey = try server.file("ca.key")
        #expect(await fail(tls, port: server.port) == .tls(.clientCertificate))
        tls.clientCertificate = Array("nonsense".utf8)
        #expect(await fail(tls, port: server.port) == .tls(.clientCertificate))
    }

    @Test("a server that does not speak TLS")
    func plain() async throws {
        let plain = try ScriptedServer { connection in
            connection.send("HTTP/1.1 400 Bad Request\r\n\r\n")
            connection.waitForClose()
        }
        #expect(await fail(TLSConfiguration(), port: plain.port) == .tls(.handshake))
    }
}
