import CommandTestSupport
import FoundationEssentials
import Testing

@Suite("evenkeel sandbox and evenkeel run on it")
struct SandboxCommandTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Temporary folders of the command are made here, so that what is left can be seen.
    private var environment: [String: String?] { ["TMPDIR": folder.path + "/temporary"] }

    private func sandbox<Value: Sendable>(
        _ options: String..., body: @escaping @Sendable (RunningEvenkeel) async throws -> Value
    ) async throws -> (value: Value, code: Int32?, ending: Duration) {
        try FileManager.default.createDirectory(atPath: folder.path + "/temporary", withIntermediateDirectories: true)
        return try await RunningEvenkeel.run(["sandbox"] + options, environment: environment, folder: folder) {
            running in
            try await running.waitUntilSaid("export KUBECONFIG=")
            return try await body(running)
        }
    }

    private var temporaryFolders: [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: folder.path + "/temporary")) ?? []
    }

    /// The port that the sandbox's kubeconfig names.
    private func port() throws -> Int {
        let text = try String(contentsOfFile: folder.path + "/kubeconfig", encoding: .utf8)
        return try #require(text.firstMatch(of: /127\.0\.0\.1:(\d+)/).flatMap { Int($0.output.1) })
    }

    @Test("Ctrl-C ends it at once, and nothing is left behind")
    func interrupt() async throws {
        let run = try await sandbox { running in
            #expect(temporaryFolders.count == 1)
            #expect(FileManager.default.fileExists(atPath: folder.path + "/kubeconfig"))
        }
        #expect(run.code == 0)
        #expect(run.ending < .seconds(15))
        #expect(temporaryFolders.isEmpty)
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/kubeconfig"))
    }

    @Test("Ctrl-C ends its Prometheus too", .enabled(if: Program.find("prometheus") != nil))
    func interruptWithPrometheus() async throws {
        let run = try await sandbox("--prometheus") { running in
            try await running.waitUntilSaid("Prometheus serves")
            try await eventually("Prometheus runs") { running.children.count == 1 }
            return running.children
        }
        #expect(run.code == 0)
        #expect(run.ending < .seconds(15))
        #expect(run.value.allSatisfy { !FileManager.default.fileExists(atPath: "/proc/\($0)") })
        #expect(temporaryFolders.isEmpty)
    }

    @Test("a port that is taken is reported, with advice")
    func portTaken() async throws {
        _ = try await sandbox { _ in
            let outcome = try await Evenkeel.run(
                "sandbox", "--port", "\(port())", "--kubeconfig", "other", folder: folder.path)
            expectSentence(outcome, code: 2, says: "is taken by another program", "choose another with --port")
            #expect(!FileManager.default.fileExists(atPath: folder.path + "/other"))
        }
    }

    @Test("a kubeconfig of other clusters is not overwritten")
    func foreignKubeconfig() async throws {
        let text = KubeconfigText().text
        try folder.write("kubeconfig", text)
        let outcome = try await Evenkeel.run("sandbox", folder: folder.path)
        expectSentence(outcome, code: 2, says: "was not written by a sandbox", "--kubeconfig")
        #expect(try String(contentsOfFile: folder.path + "/kubeconfig", encoding: .utf8) == text)
    }

    @Test("a kubeconfig that cannot be written is reported")
    func unwritable() async throws {
        let outcome = try await Evenkeel.run("sandbox", "--kubeconfig", "/nowhere/config")
        expectSentence(outcome, code: 2, says: "/nowhere/config", "cannot be written")
    }

    @Test("a Prometheus that is not there is reported before anything starts")
    func noPrometheus() async throws {
        let environment: [String: String?] = ["PATH": ""]
        let outcome = try await Evenkeel.run("sandbox", "--prometheus", environment: environment, folder: folder.path)
        expectSentence(outcome, code: 2, says: "apt-get install prometheus", "--prometheus-path")
        let named = try await Evenkeel.run(
            "sandbox", "--prometheus", "--prometheus-path", "/nowhere", folder: folder.path)
        expectSentence(named, code: 2, says: "/nowhere is not a program")
    }

    @Test("the operator needs its namespace, and says so")
    func ownNamespace() async throws {
        _ = try await sandbox { _ in
            let outcome = try await Evenkeel.run(
                "run", "--kubeconfig", "kubeconfig", "--listen", "127.0.0.1:0", folder: folder.path)
            expectSentence(outcome, code: 2, says: "kubectl create namespace evenkeel", "--own-namespace")
        }
    }

    @Test("the port of the operator is taken: reported, with advice")
    func listenTaken() async throws {
        _ = try await sandbox { _ in
            let taken = try "127.0.0.1:\(port())"
            let outcome = try await Evenkeel.run(
                "run", "--kubeconfig", "kubeconfig", "--no-leader-elect", "--log-level", "critical", "--listen", taken,
                folder: folder.path)
            expectSentence(outcome, code: 2, says: "\(taken) is used by another program", "--listen")
        }
    }

    @Test("the operator ends after Ctrl-C with 0")
    func interruptOperator() async throws {
        _ = try await sandbox { _ in
            let arguments = [
                "run", "--kubeconfig", "kubeconfig", "--own-namespace", "default", "--listen", "127.0.0.1:0",
                "--log-level", "debug",
            ]
            let run = try await RunningEvenkeel.run(arguments, folder: folder) { running in
                try await running.waitUntilSaid("started")
            }
            #expect(run.code == 0)
            #expect(run.ending < .seconds(5))
        }
    }

    @Test("kubectl manages a policy with the kubeconfig that was written", .enabled(if: Program.find("kubectl") != nil))
    func kubectl() async throws {
        _ = try await sandbox { _ in
            let sample = "\(Repository.root)/Manifests/samples/checkout.yaml"
            let kubectl = Kubectl(folder: folder)
            for line in [
                "create namespace shop", "apply -f \(sample)", "get rpol -n shop", "get rpol checkout -n shop -o yaml",
                "annotate rpol checkout -n shop evenkeel.dev/refresh=1", "delete -f \(sample)",
            ] {
                let outcome = try await kubectl.run(line)
                #expect(outcome.code == 0, "\(line): \(outcome.error)")
                #expect(outcome.error == "", "\(line)")
            }
            let broken = try Repository.read("Manifests/samples/checkout.yaml").replacing(
                "limit: 5%", with: "limit: 250%")
            let refused = try await kubectl.run("apply -f -", input: broken)
            #expect(refused.code == 1)
            #expect(refused.error.contains("must be between 0% and 100%"), "\(refused.error)")
        }
    }
}
