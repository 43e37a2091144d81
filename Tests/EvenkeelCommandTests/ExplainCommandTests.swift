import CommandTestSupport
import FoundationEssentials
import JSONValue
import Testing
import YAML

/// Without a cluster, or with one that does not want to be asked. With one that does: see the conformance tests.
@Suite("evenkeel explain, from files and at closed doors")
struct ExplainCommandTests {
    private let folder: TemporaryFolder
    private let policy = "\(Repository.root)/Manifests/samples/checkout.yaml"

    init() throws { folder = try TemporaryFolder() }

    @Test("a policy from a file is explained, as text, as JSON and as YAML")
    func file() async throws {
        let text = try await Evenkeel.run("explain", "-f", policy)
        #expect(text.code == 0, "\(text.error)")
        for part in ["shop/checkout: not evaluated yet", "check that the operator runs", "not evaluated yet"] {
            #expect(text.output.contains(part), "\(part) is missing in:\n\(text.output)")
        }
        #expect(!text.output.contains("\u{1B}"))
        let json = try JSON(parsing: try await Evenkeel.run("explain", "-f", policy, "--output", "json").output)
        #expect(json["title"]?.stringValue?.hasPrefix("shop/checkout: ") == true)
        #expect(json["sections"]?.arrayValue?.isEmpty == false)
        let yaml = try await Evenkeel.run("explain", "-f", policy, "--output", "yaml")
        #expect(try YAML.parse(Array(yaml.output.utf8)).map(\.json) == [json], "\(yaml.error)")
        let input = try String(contentsOfFile: policy, encoding: .utf8)
        let piped = try await Evenkeel.run(program: Evenkeel.path, ["explain", "-f", "-"], input: input)
        #expect(piped.output == text.output)
    }

    @Test("a call that names nothing, too much, or something else is a wrong call")
    func usage() async throws {
        let cases: [([String], String)] = [
            ([], "set an object, or a file with -f"), (["rem/a", "-f", policy], "set an object, or a file with -f"),
            (["pod/a"], "\"pod/a\" is neither rem/NAME nor rpol/NAME"), (["rem/"], "\"rem/\" is neither"),
            (["rem/a/b"], "is neither"), (["rem/a", "-o", "xml"], "one of 'table', 'json' or 'yaml'"),
            (["rem/a", "--replay"], "use --audit FILE"),
            (["rem/a", "--audit", "log"], "use --audit FILE"),
            (["-f", "-", "--replay", "--audit", "-"], "only one of -f and --audit can be standard input"),
        ]
        for (arguments, says) in cases {
            let outcome = try await Evenkeel.run(program: Evenkeel.path, ["explain"] + arguments)
            #expect(outcome.code == 2, "\(arguments): \(outcome.output)")
            #expect(outcome.error.contains(says), "\(arguments): \(outcome.error)")
        }
    }

    @Test("a file that is not there, is no object, or is another one is reported in one message")
    func strangeFiles() async throws {
        let two = try folder.write("two.yaml", "a: 1\n---\nb: 2\n")
        let broken = try folder.write("broken.yaml", "a: [\n")
        let guardrail = "\(Repository.root)/Manifests/samples/guardrail.yaml"
        let cases = [
            ("/nowhere/file", "/nowhere/file"), (two, "the file contains 2 documents"), (broken, "not valid YAML"),
            (guardrail, "must be \"Remediation\""),
        ]
        for (file, says) in cases {
            let outcome = try await Evenkeel.run("explain", "-f", file)
            #expect(outcome.code == 2, "\(file): \(outcome.output)")
            #expect(outcome.error.contains(says), "\(file): \(outcome.error)")
        }
        let log = try await Evenkeel.run("explain", "-f", policy, "--replay", "--audit", "/nowhere/log")
        expectSentence(log, code: 2, says: "/nowhere/log", "the file cannot be read")
    }

    @Test("a user without permissions is shown what to grant, and a cluster that is not there is named")
    func closed() async throws {
        let forbidden =
            #"{"kind":"Status","apiVersion":"v1","status":"Failure","message":"remediations.evenkeel.dev \"a\" is forbidden: "#
            + #"User \"anna\" cannot get resource","reason":"Forbidden","code":403}"#
        let outcome = try await HTTPAnswer.serving(403, "application/json", forbidden) { port in
            let file = try folder.write("config", KubeconfigText(port: port).text)
            return try await Evenkeel.run("explain", "rem/a", "-n", "shop", "--kubeconfig", file)
        }
        expectSentence(
            outcome, code: 2, says: "get remediations.evenkeel.dev shop/a", "User \"anna\" cannot get resource",
            "Grant the verb on the resource with a Role and a RoleBinding")
        #expect(!outcome.error.contains("secret-token"))
        let file = try folder.write("config", KubeconfigText(port: 1).text)
        expectSentence(
            try await Evenkeel.run("explain", "rem/a", "--kubeconfig", file), code: 3, says: "127.0.0.1:1",
            "no connection could be made")
    }
}
