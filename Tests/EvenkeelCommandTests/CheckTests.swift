import CommandTestSupport
import FoundationEssentials
import JSONValue
import Testing
import YAML

@Suite("evenkeel check")
struct CheckTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static let policy = """
        apiVersion: evenkeel.dev/v1alpha1
        kind: RemediationPolicy
        metadata: {name: checkout, namespace: shop}
        spec:
          mode: Shadow
          owner: payments
          targetRef: {apiVersion: apps/v1, kind: Deployment, name: checkout}
          serviceAccountName: remediator
          signals:
            - name: errors
              errorRate:
                source: default
                errors: sum(rate(errors[1m]))
                requests: sum(rate(requests[1m]))
                limit: 5%
          rules:
            - name: undo
              when: {any: [errors]}
              action: {rollback: {to: LastHealthy}}
        """

    private static let source = """
        apiVersion: evenkeel.dev/v1alpha1
        kind: MetricSource
        metadata: {name: default}
        spec:
          prometheus: {address: "http://127.0.0.1:9090"}
          allowedNamespaces: [shop]
        """

    private func check(_ text: String, _ options: String...) async throws -> Evenkeel.Outcome {
        try folder.write("policy.yaml", text)
        return try await Evenkeel.run(program: Evenkeel.path, ["check", "policy.yaml"] + options, folder: folder.path)
    }

    @Test("the samples are valid, each alone and all together")
    func samples() async throws {
        let folder = "\(Repository.root)/Manifests/samples"
        let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".yaml") }
            .map { "\(folder)/\($0)" }
        #expect(!files.isEmpty)
        for arguments in files.map({ [$0] }) + [files] {
            let outcome = try await Evenkeel.run(program: Evenkeel.path, ["check"] + arguments)
            #expect(outcome.code == 0, "\(outcome.output)")
            #expect(outcome.error == "")
        }
    }

    @Test("an error is reported with file, line and column, and the exit code is 1")
    func places() async throws {
        let cases: [(String, String, String)] = [
            ("limit: 5%", "limit: 250%", "policy.yaml:15:9: error: spec.signals[0].errorRate.limit: "),
            ("  owner: payments", "  frobnicate: 1", "policy.yaml:6:3: error: spec.frobnicate: Unknown field"),
            ("mode: Shadow", "mode: Brave", "policy.yaml:5:3: error: spec.mode: "),
            ("any: [errors]", "any: [latency]", "policy.yaml:18:"),
            ("name: checkout}\n", "name: checkout\n", "policy.yaml:8:"),
            ("  rules:\n", "  mode: Automatic\n  rules:\n", "policy.yaml:16:3: error: the key \"mode\" occurs twice"),
        ]
        for (old, new, place) in cases {
            let outcome = try await check(Self.policy.replacing(old, with: new))
            #expect(outcome.code == 1, "\(outcome.output)")
            #expect(outcome.output.contains(place), "\(outcome.output)")
            #expect(outcome.output.hasSuffix("warnings\n") || outcome.output.hasSuffix("warning\n"))
            #expect(outcome.error == "")
            expectNoInternals(outcome.output)
        }
    }

    @Test("the second document's mistakes are found at their own lines")
    func secondDocument() async throws {
        let outcome = try await check(Self.policy + "\n---\n" + Self.source.replacing("allowed", with: "alowed"))
        #expect(outcome.code == 1)
        #expect(
            outcome.output.contains("policy.yaml:26:3: error: spec.alowedNamespaces: Unknown field"),
            "\(outcome.output)")
    }

    @Test("an empty file is no policy", arguments: ["", "\n", "# nothing\n", "---\n"])
    func empty(text: String) async throws {
        let outcome = try await check(text)
        #expect(outcome.code == 1, "\(outcome.output)")
        #expect(outcome.output.contains("policy.yaml:1:1: error: "))
        #expect(outcome.output.hasSuffix("1 file: 1 error, 0 warnings\n"), "\(outcome.output)")
    }

    @Test(
        "a file that is not YAML is reported without a crash",
        arguments: ["\u{0}\u{1}\u{2}", "{{{{", "&a *a", "\t- x: [", "%"])
    func garbage(text: String) async throws {
        let outcome = try await check(text)
        #expect(outcome.code == 1)
        #expect(outcome.output.hasPrefix("policy.yaml:"), "\(outcome.output)")
        expectNoInternals(outcome.output)
    }

    @Test("a file that cannot be read is a wrong call")
    func missing() async throws {
        expectSentence(
            try await Evenkeel.run("check", "/nowhere.yaml"), code: 2, says: "/nowhere.yaml", "check the path")
        expectSentence(try await Evenkeel.run("check", folder.path), code: 2, says: "Is a directory")
        expectSentence(try await Evenkeel.run("check", "/dev/zero"), code: 2, says: "/dev/zero", "8 MiB")
    }

    @Test("- reads standard input")
    func standardInput() async throws {
        let good = try await Evenkeel.run("check", "-", input: Self.policy + "\n---\n" + Self.source)
        #expect(good.code == 0)
        #expect(good.output == "1 file: 0 errors, 0 warnings\n")
        let bad = try await Evenkeel.run("check", "-", input: Self.policy.replacing("5%", with: "250%"))
        #expect(bad.code == 1)
        #expect(bad.output.contains("-:15:9: error: "), "\(bad.output)")
    }

    @Test("JSON and YAML say the same as the table, for programs")
    func formats() async throws {
        let broken = Self.policy.replacing("5%", with: "250%")
        for format in ["json", "yaml"] {
            let outcome = try await check(broken, "--output", format)
            #expect(outcome.code == 1)
            // JSON is YAML.
            let found = try #require(try YAML.parse(Array(outcome.output.utf8)).first?.json.arrayValue)
            let finding = try #require(found.first { $0["severity"] == "error" })
            #expect(finding["file"] == "policy.yaml")
            #expect(finding["line"] == 15)
            #expect(finding["column"] == 9)
            #expect(finding["message"]?.stringValue?.contains("250%") == true)
            let fine = try await check(Self.policy + "\n---\n" + Self.source, "--output", format)
            #expect(fine.code == 0)
            #expect(fine.output == "[]\n")
        }
    }
}
