import FoundationEssentials
import HTTPTransport
import JSONValue
import KubernetesTestSupport
import KubernetesTypes
import Synchronization
import Testing

@testable import KubernetesClient

@Suite struct CredentialPluginTests {
    /// Answers for the program.
    final class FakeRunner: CredentialPluginRunner {
        let results: Mutex<[PluginResult]>
        let environments = Mutex<[[String: String]]>([])

        init(_ results: [PluginResult]) { self.results = Mutex(results) }

        func run(_ command: String, _ arguments: [String], _ environment: [String: String]) async -> PluginResult {
            environments.withLock { $0.append(environment) }
            return results.withLock { $0.isEmpty ? .failed("no more") : $0.removeFirst() }
        }

        var runs: Int { environments.withLock { $0.count } }
    }

    static func credential(_ status: JSON, apiVersion: String = "client.authentication.k8s.io/v1") -> PluginResult {
        .output(
            (["kind": "ExecCredential", "apiVersion": .string(apiVersion), "status": status] as JSON).serialized)
    }

    let plugin = CredentialPlugin(
        apiVersion: "client.authentication.k8s.io/v1", command: "login", installHint: "Install login from example.com.")
    let key = ObjectKey(namespace: "shop", name: "a")

    private func client(
        _ transport: ScriptedTransport, _ runner: FakeRunner, time: ManualTimeSource = ManualTimeSource()
    ) -> KubernetesClient {
        makeClient(transport, credentials: .plugin(plugin), time: time, runner: runner)
    }

    @Test("a plugin's token is used until it expires")
    func expiry() async throws {
        let time = ManualTimeSource()
        let until = (time.now + 100).description
        let runner = FakeRunner([
            Self.credential(["token": "one", "expirationTimestamp": .string(until)]), Self.credential(["token": "two"]),
        ])
        let transport = ScriptedTransport(Array(repeating: .json(pod("a")), count: 4))
        let client = client(transport, runner, time: time)
        for _ in 0..<2 { _ = try await client.get(.pods, key) }
        time.advance(by: .seconds(100))
        for _ in 0..<2 { _ = try await client.get(.pods, key) }
        #expect(
            transport.requests.map { $0.headers["Authorization"] }
                == ["Bearer one", "Bearer one", "Bearer two", "Bearer two"])
        #expect(runner.runs == 2)
    }

    @Test("a refused token makes the plugin run again")
    func refused() async throws {
        let runner = FakeRunner([Self.credential(["token": "one"]), Self.credential(["token": "two"])])
        let transport = ScriptedTransport([.status(401, "Unauthorized"), .json(pod("a"))])
        _ = try await client(transport, runner).get(.pods, key)
        #expect(transport.requests.map { $0.headers["Authorization"] } == ["Bearer one", "Bearer two"])
    }

    @Test("many requests at once run the plugin once")
    func shared() async throws {
        let runner = FakeRunner([Self.credential(["token": "one"])])
        let transport = ScriptedTransport(Array(repeating: .json(pod("a")), count: 20))
        let client = client(transport, runner)
        try await withThrowingTaskGroup { group in
            for _ in 0..<20 { group.addTask { _ = try await client.get(.pods, key) } }
            try await group.waitForAll()
        }
        #expect(runner.runs == 1)
    }

    @Test("a plugin's client certificate goes into TLS")
    func certificate() async throws {
        let runner = FakeRunner([Self.credential(["clientCertificateData": "cert", "clientKeyData": "key"])])
        let transport = ScriptedTransport([.json(pod("a"))])
        _ = try await client(transport, runner).get(.pods, key)
        #expect(transport.requests.first?.tls.clientCertificate == Array("cert".utf8))
        #expect(transport.requests.first?.tls.clientKey == Array("key".utf8))
        #expect(transport.requests.first?.headers["Authorization"] == nil)
    }

    @Test("the plugin is told what is wanted, and about the cluster only if it asks")
    func information() async throws {
        let runner = FakeRunner([Self.credential(["token": "one"])])
        _ = try await client(ScriptedTransport([.json(pod("a"))]), runner).get(.pods, key)
        let text = try #require(runner.environments.withLock { $0.first?["KUBERNETES_EXEC_INFO"] })
        #expect(
            try JSON(parsing: text) == [
                "kind": "ExecCredential", "apiVersion": "client.authentication.k8s.io/v1",
                "spec": ["interactive": false],
            ])
        var asking = plugin
        asking.providesClusterInformation = true
        let configuration = ClusterConfiguration(
            server: "https://c", tls: TLSConfiguration(certificateAuthority: [1, 2, 3]), credentials: .plugin(asking))
        let second = FakeRunner([Self.credential(["token": "one"])])
        _ = await PluginCall(plugin: asking, configuration: configuration).run(by: second)
        let asked = try JSON(parsing: try #require(second.environments.withLock { $0.first?["KUBERNETES_EXEC_INFO"] }))
        #expect(
            asked.at("spec", "cluster") == ["server": "https://c", "certificate-authority-data": "AQID"])
    }

    @Test(
        "a plugin that is not installed, or does not do its work, is one clear sentence without its output",
        arguments: [
            (
                PluginResult.notFound,
                "the credential plugin login of the user \"anna\" is not installed. Install login from example.com."
            ),
            (
                .failed("it ended with exit code 3"),
                "failed: it ended with exit code 3. Run it by hand to see what it wants."
            ),
            (.output(Array("s3cret garbage".utf8)), "failed: it did not print an ExecCredential."),
            (credential([:]), "failed: it printed neither a token nor a client certificate."),
            (credential(["clientKeyData": "s3cret"]), "it printed a client certificate or a key without the other"),
            (credential(["token": "s3cret", "expirationTimestamp": "soon"]), "an expirationTimestamp that is no time"),
            (
                credential(["token": "s3cret"], apiVersion: "client.authentication.k8s.io/v1beta1"),
                "another apiVersion than"
            ),
        ])
    func failures(result: PluginResult, text: String) async throws {
        let transport = ScriptedTransport([])
        let error = await #expect(throws: KubernetesError.self) {
            try await client(transport, FakeRunner([result])).get(.pods, key)
        }
        #expect(error?.description.contains(text) == true, "\(String(describing: error))")
        #expect(error?.description.contains("s3cret") == false)
        #expect(transport.requests.isEmpty)
    }

    @Test("a failed plugin is run again for the next request")
    func recovery() async throws {
        let runner = FakeRunner([.failed("network"), Self.credential(["token": "one"])])
        let client = client(ScriptedTransport([.json(pod("a"))]), runner)
        await #expect(throws: KubernetesError.self) { try await client.get(.pods, key) }
        _ = try await client.get(.pods, key)
    }
}

/// With real processes.
@Suite struct ProcessPluginRunnerTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func run(
        _ script: String, _ arguments: [String] = [], runner: ProcessPluginRunner = ProcessPluginRunner()
    ) async -> PluginResult {
        // Not a script of its own: a file just written cannot be started while any other process still has it open.
        await runner.run("/bin/sh", ["-c", script, "plugin"] + arguments, ["GREETING": "hello"])
    }

    @Test("a program's output arrives, with its arguments and environment, and its input is empty")
    func output() async throws {
        let result = await run("cat; echo \"$GREETING $1 ${PATH:+path}\"", ["world"])
        #expect(result == .output(Array("hello world path\n".utf8)))
    }

    @Test("a large output arrives whole, and a larger one is refused")
    func large() async throws {
        guard case .output(let bytes) = await run("head -c 300000 /dev/zero") else {
            Issue.record("there must be output")
            return
        }
        #expect(bytes.count == 300_000)
        let bounded = ProcessPluginRunner(maximumOutputBytes: 1000)
        #expect(await run("yes", runner: bounded) == .failed("it printed more than 1000 bytes"))
    }

    @Test("exit codes, signals and missing programs are told apart")
    func failures() async throws {
        #expect(await run("exit 3") == .failed("it ended with exit code 3"))
        #expect(await run("kill -9 $$") == .failed("it ended with exit code 137"))
        #expect(await ProcessPluginRunner().run("evenkeel-no-such-plugin", [], [:]) == .notFound)
        #expect(await ProcessPluginRunner().run("/nowhere/plugin", [], [:]) == .notFound)
        let text = try folder.write("text", "no program")
        #expect(await ProcessPluginRunner().run(text, [], [:]) == .failed("it cannot be started (error 13)"))
    }

    @Test("a program that hangs is ended with all of its children")
    func hanging() async throws {
        let runner = ProcessPluginRunner(timeout: .milliseconds(300))
        let marker = folder.path + "/pid"
        let result = await run("sleep 1000 & echo $! > \(marker); wait", runner: runner)
        #expect(result == .failed("it did not end within \(Duration.milliseconds(300))"))
        let child = try String(contentsOfFile: marker, encoding: .utf8).filter(\.isNumber)
        #expect(await eventually { Self.hasEnded(child) })
    }

    /// Gone, or only waiting to be reaped by its new parent.
    private static func hasEnded(_ process: String) -> Bool {
        guard let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else { return true }
        return status.contains(") Z ")
    }

    @Test("a program that leaves a child behind does not keep us waiting")
    func daemon() async throws {
        #expect(await run("sleep 30 & echo done") == .output(Array("done\n".utf8)))
    }

    @Test("cancelling ends the program")
    func cancelled() async throws {
        let task = Task { await ProcessPluginRunner().run("/bin/sh", ["-c", "sleep 1000"], [:]) }
        task.cancel()
        #expect(await task.value == .failed("it was cancelled"))
    }
}
