import CommandTestSupport
import HTTPTransport
import PrometheusClient
import Testing

@Suite("Over the wire", .timeLimit(.minutes(1)))
struct OverTheWireTests {
    private func client(_ server: ScriptedServer, timeout: Duration = .seconds(10), limit: Int = 1000) throws
        -> PrometheusClient
    {
        let endpoint = PrometheusEndpoint(
            address: server.url, proxy: .none, timeout: timeout, maximumAnswerBytes: limit)
        return PrometheusClient(endpoint: endpoint, transport: try CurlTransport())
    }

    private func fail(_ client: PrometheusClient) async -> PrometheusError? {
        await failure { () async throws(PrometheusError) in try await client.query("up") }
    }

    @Test("a query arrives as a form")
    func form() async throws {
        let server = try ScriptedServer { connection in
            _ = connection.readRequest()
            connection.answer(#"{"status":"success","data":{"resultType":"vector","result":[]}}"#)
        }
        #expect(try await client(server).query("a{b=\"c\"}", at: 5).series.isEmpty)
        #expect(server.requests.first?.text == "query=a%7Bb%3D%22c%22%7D&timeout=10000ms&time=5.0")
    }

    @Test("a server that does not answer in time")
    func timeout() async throws {
        let server = try ScriptedServer { $0.waitForClose() }
        #expect(await fail(try client(server, timeout: .milliseconds(200)))?.kind == .timeout)
    }

    @Test("an answer that breaks off is no answer")
    func half() async throws {
        let server = try ScriptedServer { connection in
            _ = connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"status\":\"success\"")
        }
        #expect(await fail(try client(server))?.kind == .unavailable)
    }

    @Test("an answer larger than allowed")
    func large() async throws {
        let server = try ScriptedServer { connection in
            _ = connection.readRequest()
            connection.answer(String(repeating: " ", count: 1001))
        }
        #expect(await fail(try client(server))?.kind == .tooLarge(limit: 1000))
    }

    @Test("nobody there: the text says what to check")
    func absent() async throws {
        let port = try freePort()
        let endpoint = PrometheusEndpoint(address: "http://127.0.0.1:\(port)", proxy: .none)
        let error = await fail(PrometheusClient(endpoint: endpoint, transport: try CurlTransport()))
        #expect(error?.kind == .unavailable)
        #expect(error?.description.contains("Check address and port") == true)
    }
}
