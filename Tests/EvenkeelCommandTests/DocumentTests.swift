import CommandTestSupport
import FoundationEssentials
import JSONValue
import Testing
import YAML

@Suite("docs")
struct DocumentTests {
    /// The pages, as paths below the repository.
    private static let all: [String] = ["docs", "docs/runbooks"].flatMap { folder in
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(Repository.root)/\(folder)")) ?? []
        return names.filter { $0.hasSuffix(".md") }.sorted().map { "\(folder)/\($0)" }
    }

    /// Pages whose commands are checked here; the others have tests of their own.
    private static let checked = all.filter {
        !["audit", "extending", "reference", "tutorial"].map { "docs/\($0).md" }.contains($0)
    }

    /// Pages whose kubectl lines are run here. What installs and removes Evenkeel is the chart's and the manifests' test.
    private static let walked = checked.filter { $0 != "docs/install.md" }

    @Test("the files and headings that they link to exist", arguments: all)
    func links(path: String) throws {
        let folder = path.split(separator: "/").dropLast().joined(separator: "/")
        #expect(try Readme.load(path).brokenLinks(from: folder) == [], "\(path)")
    }

    @Test("the index names each page")
    func index() throws {
        let index = try Readme.load("docs/README.md").links.map { "docs/\($0.file)" }
        let pages = Self.all.filter { !$0.hasPrefix("docs/runbooks/") && $0 != "docs/README.md" }
        #expect(Set(pages).subtracting(index) == [])
    }

    @Test("docs/extending.md names files that exist")
    func extendedFiles() throws {
        let named = try Readme.load("docs/extending.md").codeSpans
            .filter { $0.hasPrefix("Sources/") || $0.hasPrefix("Tests/") || $0.hasPrefix("Manifests/") }
        #expect(named.count > 15)
        for path in named {
            #expect(FileManager.default.fileExists(atPath: "\(Repository.root)/\(path)"), "\(path)")
        }
    }

    @Test("the commands and options of evenkeel exist", arguments: checked)
    func evenkeelCommands(path: String) async throws {
        for call in try Readme.load(path).commands where call.first == "evenkeel" {
            let words = call.dropFirst().prefix { !$0.hasPrefix("-") && !$0.contains("/") && !$0.contains(".") }
            let help = try await Evenkeel.run(program: Evenkeel.path, [words.first ?? "", "--help"])
            #expect(help.code == 0 && help.output.contains("USAGE: evenkeel \(words.first ?? "")"), "\(path): \(call)")
            for option in call where option.hasPrefix("--") {
                #expect(help.output.contains(option.prefix { $0 != "=" }), "\(path): \(call)")
            }
        }
    }

    @Test("docs/cli.md lists each command")
    func commands() async throws {
        let help = try await Evenkeel.run("--help").output
        let list = try #require(help.split(separator: "SUBCOMMANDS:").last)
        let names = Set(list.matches(of: /\n  ([a-z-]+)[ \n]/).map { String($0.output.1) }).subtracting(["help"])
        #expect(names.count > 10)
        #expect(names.subtracting(try Readme.load("docs/cli.md").commands.compactMap { $0.dropFirst().first }) == [])
    }

    @Test("docs/concepts.md has a row for each phase of a Remediation, in its order")
    func phases() async throws {
        let definitions = try YAML.parse(Array(try await Evenkeel.run("crds").output.utf8)).map(\.json)
        let remediation = try #require(definitions.first { $0.at("spec", "names", "kind") == "Remediation" })
        let status = remediation.at("spec", "versions")?[0]?.at("schema", "openAPIV3Schema", "properties", "status")
        let phases = (status?.at("properties", "phase", "enum")?.arrayValue ?? []).compactMap(\.stringValue)
        #expect(phases.count > 10)
        let table = try Repository.read("docs/concepts.md").split(separator: "\n").drop { !$0.hasPrefix("| phase |") }
            .dropFirst(2).prefix { $0.hasPrefix("| `") }
        #expect(table.compactMap { $0.firstMatch(of: /^\| `(\w+)`/).map { String($0.output.1) } } == phases)
    }

    @Test("their resources, signals and rules are valid", arguments: all)
    func resources(path: String) async throws {
        for block in try Readme.load(path).blocks where block.language == "yaml" {
            guard let text = Self.document(block.text) else { continue }
            let outcome = try await Evenkeel.run("check", "-", input: text)
            #expect(outcome.code == 0, "\(block): \(outcome.output)")
        }
    }

    /// A document of its own, or the signals or rules of a policy in a policy that has the rest; otherwise `nil`.
    private static func document(_ text: String) -> String? {
        if text.hasPrefix("apiVersion: evenkeel.dev/") { return text }
        let part = text.split(separator: "\n").map { "  \($0)\n" }.joined()
        if text.hasPrefix("signals:") { return policyHead + part + "  rules: []\n" }
        return text.hasPrefix("rules:") ? policyHead + policySignals + part : nil
    }

    private static let policyHead = """
        apiVersion: evenkeel.dev/v1alpha1
        kind: RemediationPolicy
        metadata: {name: checkout, namespace: shop}
        spec:
          mode: Automatic
          owner: payments-oncall
          targetRef: {apiVersion: apps/v1, kind: Deployment, name: checkout}
          serviceAccountName: checkout-remediator

        """

    private static let policySignals = """
          signals:
            - {name: errors, errorRate: {source: default, errors: e_total, requests: r_total, limit: 5%}}
            - {name: latency, anomaly: {source: default, query: "q"}}
            - {name: crashes, workload: {condition: CrashLooping}}

        """

    @Test("nothing in them is of a kind that nobody checks", arguments: checked)
    func closing(path: String) throws {
        let document = try Readme.load(path)
        #expect(document.indentedCode == [], "\(path)")
        for block in document.blocks {
            // A diagram, and the help of the commands.
            let isText = block.language == "text" && ["docs/concepts.md", "docs/cli.md"].contains(path)
            #expect(["sh", "yaml"].contains(block.language) || isText, "\(block)")
            for command in block.commands.flatMap({ $0.split(separator: " | ") }) {
                let program = command.split(separator: " ").first ?? ""
                #expect(
                    ["evenkeel", "kubectl", "curl", "helm", "grep", "echo"].contains(program), "\(path): \(command)")
            }
        }
    }

    /// Verbs that need a node to run pods on; only their options are checked.
    private static let needsNode: Set = ["logs", "port-forward"]

    @Test(
        "every kubectl line works on a cluster with a policy, a Remediation, a MetricSource and a Guardrail",
        .enabled(if: Program.find("kubectl") != nil), .timeLimit(.minutes(3)))
    func kubectlLines() async throws {
        let folder = try TemporaryFolder()
        try folder.write("objects.yaml", Self.objects)
        try FileManager.default.createSymbolicLink(
            atPath: "\(folder.path)/Manifests", withDestinationPath: "\(Repository.root)/Manifests")
        _ = try await RunningEvenkeel.run(["sandbox"], folder: folder) { sandbox in
            try await sandbox.waitUntilSaid("The sandbox serves")
            let kubectl = Kubectl(folder: folder)
            for line in [
                "apply --server-side -k Manifests", "create namespace shop", "apply -f objects.yaml",
                "create deployment checkout -n shop --image=x",
            ] {
                let made = try await kubectl.run(line)
                #expect(made.code == 0, "\(line): \(made.error)")
            }
            for path in Self.walked { try await run(path, folder) }
        }
    }

    private func run(_ path: String, _ folder: TemporaryFolder) async throws {
        let document = try Readme.load(path)
        let lines = document.blocks.flatMap(\.commands) + document.codeSpans
        for line in lines where line.hasPrefix("kubectl ") || line.hasPrefix("echo ") {
            let verb = String(line.split(separator: " ").dropFirst().first ?? "")
            // Evenkeel's own plugin: its commands have tests of their own.
            guard verb != "evenkeel" else { continue }
            if Self.needsNode.contains(verb) {
                let help = try await Kubectl(folder: folder).run([verb, "--help"]).output
                for option in line.split(separator: " ") where option.hasPrefix("--") {
                    #expect(help.contains(option.prefix { $0 != "=" }), "\(path): \(line)")
                }
                continue
            }
            let command = line.replacing("rem/NAME", with: "rem/checkout-1").replacing(
                "rpol/NAME", with: "rpol/checkout"
            )
            .replacing("deploy/NAME", with: "deploy/checkout").replacing("guardrail/NAME", with: "guardrail/all")
            .replacing("NAMESPACE", with: "shop").replacing("DIGEST", with: "00000000")
            let outcome = try await Evenkeel.run(
                program: "/bin/sh", ["-c", command],
                environment: ["KUBECONFIG": "\(folder.path)/kubeconfig", "HOME": folder.path], folder: folder.path)
            #expect(outcome.code == 0, "\(path): \(line): \(outcome.error)")
        }
    }

    private static let objects = """
        apiVersion: evenkeel.dev/v1alpha1
        kind: RemediationPolicy
        metadata: {name: checkout, namespace: shop}
        spec:
          mode: Shadow
          targetRef: {apiVersion: apps/v1, kind: Deployment, name: checkout}
          serviceAccountName: remediator
          signals: [{name: pods, workload: {condition: CrashLooping}}]
          rules: [{name: r, when: {any: [pods]}, action: {restart: {}}}]
        ---
        apiVersion: evenkeel.dev/v1alpha1
        kind: MetricSource
        metadata: {name: default}
        spec: {prometheus: {address: "http://localhost:9"}, allowedNamespaces: [shop]}
        ---
        apiVersion: evenkeel.dev/v1alpha1
        kind: Guardrail
        metadata: {name: all}
        spec: {paused: false}
        ---
        apiVersion: evenkeel.dev/v1alpha1
        kind: Remediation
        metadata: {name: checkout-1, namespace: shop}
        spec:
          policyRef: {name: checkout, uid: u}
          rule: r
          mode: Suggest
          targetRef: {apiVersion: apps/v1, kind: Deployment, name: checkout, uid: t}
          incidentStartedAt: "2026-11-20T03:04:00Z"
          confidence: 99%
          evidence: []
          plan:
            action: Restart
            summary: evict
            object: {apiVersion: apps/v1, kind: Deployment, name: checkout, uid: t}
            changes: []
            undo: {summary: nothing}
            digest: sha256:0000000000000000000000000000000000000000000000000000000000000000
        ---
        apiVersion: coordination.k8s.io/v1
        kind: Lease
        metadata: {name: evenkeel, namespace: evenkeel}
        spec: {holderIdentity: a}

        """
}
