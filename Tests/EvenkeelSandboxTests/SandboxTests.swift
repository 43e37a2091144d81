import ClusterModel
import EvenkeelSandbox
import Foundation
import JSONValue
import Testing

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

@Suite("The sandbox over HTTP", .timeLimit(.minutes(1)))
struct SandboxTests {
    private func with(
        _ configuration: SandboxConfiguration = SandboxConfiguration(), _ body: (URL, Sandbox) async throws -> Void
    ) async throws {
        let sandbox = Sandbox(configuration)
        let url = try await sandbox.start()
        do {
            try await body(url, sandbox)
        } catch {
            await sandbox.shutdown()
            throw error
        }
        await sandbox.shutdown()
    }

    private func send(_ method: String, _ url: URL, _ body: JSON? = nil) async throws -> (status: Int, body: JSON) {
        var request = URLRequest(url: url)
        request.httpMethod = method
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        request.httpBody = body.map { Data($0.serialized) }
        let (data, response) = try await URLSession.shared.data(for: request)
        let status = (response as? HTTPURLResponse)?.statusCode ?? 0
        return (status, (try? JSON(parsing: data)) ?? .string(String(decoding: data, as: UTF8.self)))
    }

    @Test("a free port is chosen, and the API answers on it")
    func serves() async throws {
        try await with { url, sandbox in
            #expect(try await send("GET", url.appending(path: "readyz")).body == "ok")
            let namespaces = try await send("GET", url.appending(path: "api/v1/namespaces"))
            #expect(namespaces.body["items"]?.arrayValue?.count == 4)
            #expect(await sandbox.auditLog.last?.resource == "namespaces")
        }
    }

    @Test("a port that is taken is an error that says what to do")
    func portTaken() async throws {
        try await with { url, _ in
            let port = try #require(url.port)
            let second = Sandbox(SandboxConfiguration(port: port))
            await #expect(throws: SandboxError.portTaken(port)) { try await second.start() }
            await second.shutdown()
        }
    }

    @Test("a watch that nobody feeds ends with its time, and one under way ends with the sandbox")
    func watchEnds() async throws {
        try await with { url, sandbox in
            let path = "/api/v1/namespaces?watch=true&timeoutSeconds=1&resourceVersion=0"
            let whole = try await send("GET", try #require(URL(string: path, relativeTo: url)))
            #expect(whole.status == 200)
            let lines = (whole.body.stringValue ?? "").split(separator: "\n")
            #expect(lines.count == 4)
            let endless = try #require(URL(string: "/api/v1/namespaces?watch=true", relativeTo: url))
            async let watch = send("GET", endless)
            while await sandbox.auditLog.count(where: { $0.verb == "watch" }) < 2 { await Task.yield() }
            await sandbox.shutdown()
            #expect(try await watch.status == 200)
        }
    }

    @Test("a body over the limit is refused")
    func bodyLimit() async throws {
        var configuration = SandboxConfiguration()
        configuration.maximumBodyBytes = 1000
        try await with(configuration) { url, _ in
            let body: JSON = ["metadata": ["name": "a"], "data": ["x": .string(String(repeating: "x", count: 2000))]]
            let answer = try await send("POST", url.appending(path: "api/v1/namespaces/default/configmaps"), body)
            #expect(answer.status == 413)
        }
    }

    @Test("the kubeconfig names the address")
    func kubeconfig() async throws {
        try await with { url, sandbox in
            let text = try await sandbox.kubeconfig()
            #expect(text.contains("server: \(url.absoluteString)"))
            await #expect(throws: SandboxError.self) { try await sandbox.writeKubeconfig(to: "/nowhere/at/all") }
        }
    }
}
