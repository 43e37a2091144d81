import CommandTestSupport
import FoundationEssentials
import Testing

@Suite("docs")
struct DocumentTests {
    /// All that are there, below the repository.
    private static let all: [String] = ["docs", "docs/runbooks"].flatMap { folder in
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(Repository.root)/\(folder)")) ?? []
        return names.filter { $0.hasSuffix(".md") }.sorted().map { "\(folder)/\($0)" }
    }

    /// Those whose commands are run here; the others have tests of their own.
    private static let walked = all.filter {
        $0.hasPrefix("docs/runbooks/")
            || ["concepts", "observability", "upgrading"].map { "docs/\($0).md" }.contains($0)
    }

    @Test("the files that they link to exist", arguments: all)
    func links(path: String) throws {
        let folder = path.split(separator: "/").dropLast().joined(separator: "/")
        for link in try Readme(Repository.read(path)).linkedFiles {
            #expect(FileManager.default.fileExists(atPath: "\(Repository.root)/\(folder)/\(link)"), "\(path): \(link)")
        }
    }

    @Test("the commands and options of evenkeel exist", arguments: walked)
    func evenkeelCommands(path: String) async throws {
        for call in try Readme(Repository.read(path)).commands where call.first == "evenkeel" {
            let words = call.dropFirst().prefix { !$0.hasPrefix("-") && !$0.contains("/") && !$0.contains(".") }
            let help = try await Evenkeel.run(program: Evenkeel.path, [words.first ?? "", "--help"])
            #expect(help.code == 0 && help.output.contains("USAGE: evenkeel \(words.first ?? "")"), "\(path): \(call)")
            for option in call where option.hasPrefix("--") {
                #expect(help.output.contains(option.prefix { $0 != "=" }), "\(path): \(call)")
            }
        }
    }

    @Test("nothing in them is of a kind that nobody checks", arguments: walked)
    func closing(path: String) throws {
        let document = try Readme(Repository.read(path))
        #expect(document.indentedCode == [], "\(path)")
        for block in document.blocks {
            #expect(["sh", "yaml"].contains(block.language), "\(path), \(block)")
            for command in block.commands.flatMap({ $0.split(separator: " | ") }) {
                let program = command.split(separator: " ").first ?? ""
                #expect(["evenkeel", "kubectl", "curl", "helm", "grep"].contains(program), "\(path): \(command)")
            }
        }
    }

    /// What needs a node to run pods on; only their options are evaluated.
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
                "create namespace evenkeel", "create namespace shop", "apply -f objects.yaml",
                "create deployment checkout -n shop --image=x", "create deployment evenkeel -n evenkeel --image=x",
            ] {
                let made = try await kubectl.run(line)
                #expect(made.code == 0, "\(line): \(made.error)")
            }
            for path in Self.walked { try await run(path, folder) }
        }
    }

    private func run(_ path: String, _ folder: TemporaryFolder) async throws {
        let document = try Readme(Repository.read(path))
        let lines = document.blocks.flatMap(\.commands) + document.codeSpans
        for line in lines where line.hasPrefix("kubectl ") {
            let verb = String(line.split(separator: " ").dropFirst().first ?? "")
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
            .replacing("deploy/NAME", with: "deploy/checkout").replacing("NAMESPACE", with: "shop")
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
