import CommandTestSupport
import FoundationEssentials
import JSONValue
import Testing
import YAML

@Suite("README.md and docs/tutorial.md")
struct ReadmeTests {
    private let readme: Readme
    private let tutorial: Readme

    private var blocks: [Readme.Block] { readme.blocks + tutorial.blocks }
    private var commands: [[String]] { readme.commands + tutorial.commands }

    init() throws {
        readme = try Readme.load()
        tutorial = try Readme.load("docs/tutorial.md")
    }

    @Test("the first screen has both commands that a newcomer needs")
    func firstScreen() throws {
        let screen = try Repository.read("README.md").split(separator: "\n", omittingEmptySubsequences: false).prefix(
            24)
        #expect(screen.contains { $0.hasPrefix("make demo") })
        #expect(screen.contains { $0.hasPrefix("make test") })
    }

    @Test("the README has at most 150 lines")
    func length() throws {
        #expect(try Repository.read("README.md").split(separator: "\n", omittingEmptySubsequences: false).count <= 151)
    }

    @Test("the README and the tutorial show the same policy")
    func samePolicy() throws {
        let policies = blocks.filter { $0.text.contains("kind: RemediationPolicy") }.map(\.text)
        #expect(policies.count == 2 && Set(policies).count == 1)
    }

    @Test("the documents are valid")
    func documents() async throws {
        let documents = blocks.filter { $0.language == "yaml" }
        #expect(!documents.isEmpty)
        for block in documents {
            let outcome = try await Evenkeel.run("check", "-", input: block.text)
            #expect(outcome.code == 0, "\(block): \(outcome.output)")
        }
    }

    /// `make demo` and `make test` among them: what they do is the demo's and all other tests' own business.
    @Test("the make targets exist")
    func makeTargets() throws {
        let makefile = try Repository.read("Makefile")
        let targets = Set(makefile.matches(of: /\n([a-z]+):/).map { String($0.output.1) })
        let named = commands.filter { $0.first == "make" }.compactMap { $0.dropFirst().first }
        #expect(Set(["demo", "test", "sandbox", "build"]).isSubset(of: named))
        #expect(Set(named).subtracting(targets) == [])
    }

    @Test("the commands and options of evenkeel exist")
    func evenkeelCommands() async throws {
        let calls = commands.filter { $0.first == "evenkeel" }
        #expect(calls.count >= 5)
        for call in calls {
            let command = try #require(call.dropFirst().first, "\(call)")
            let help = try await Evenkeel.run(command, "--help")
            #expect(help.code == 0 && help.output.contains("USAGE: evenkeel \(command)"), "\(call)")
            for option in call where option.hasPrefix("--") {
                let name = option.prefix { $0 != "=" }
                #expect(help.output.contains(name), "\(call)")
            }
        }
    }

    @Test("the columns shown are those of the CRDs")
    func columns() async throws {
        let headers = blocks.filter { $0.language == "console" }.flatMap(\.output).filter {
            $0.hasPrefix("NAME ")
        }
        .map { $0.split(separator: " ").map(String.init) }
        let printed = try await Evenkeel.run("crds").output
        let definitions = try YAML.parse(Array(printed.utf8)).map(\.json)
        for kind in ["RemediationPolicy", "Remediation"] {
            let definition = try #require(definitions.first { $0.at("spec", "names", "kind")?.stringValue == kind })
            let version = try #require(definition.at("spec", "versions")?[0])
            let columns = (version["additionalPrinterColumns"]?.arrayValue ?? [])
                .filter { ($0["priority"]?.integerValue ?? 0) == 0 }
                .compactMap { $0["name"]?.stringValue?.uppercased() }
            #expect(headers.contains(["NAME"] + columns), "\(kind) has \(columns); shown are \(headers)")
        }
    }

    @Test("the files and headings that the README links to exist")
    func links() {
        #expect(!readme.links.isEmpty)
        #expect(readme.brokenLinks(from: "") == [])
    }

    @Test("no block is untested")
    func closing() {
        #expect(readme.indentedCode + tutorial.indentedCode == [], "no test reads indented code: fence it")
        for block in blocks {
            #expect(
                ["yaml", "sh", "console"].contains(block.language), "\(block): nothing tests \"\(block.language)\"")
            guard block.language != "yaml" else { continue }
            #expect(!block.commands.isEmpty, "\(block) holds no command")
            for command in block.commands.flatMap({ $0.split(separator: " | ") }) {
                let program = command.split(separator: " ").first ?? ""
                #expect(
                    ["make", "evenkeel", "kubectl", "export", "echo"].contains(program),
                    "\(block): nothing tests \(command)")
            }
        }
    }
}
