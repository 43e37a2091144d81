import CommandTestSupport
import FoundationEssentials
import Testing

@Suite("Help")
struct HelpTests {
    /// `EVENKEEL_UPDATE_GOLDENS=1 swift test --filter EvenkeelCommandTests` writes the files anew.
    private static let isUpdating = ProcessInfo.processInfo.environment["EVENKEEL_UPDATE_GOLDENS"] == "1"

    @Test("the help of each command is the agreed one", arguments: HelpGolden.all)
    func help(golden: HelpGolden) async throws {
        let outcome = try await Evenkeel.run(
            program: Evenkeel.path, golden.words + ["--help"], environment: ["COLUMNS": "100"])
        #expect(outcome.code == 0)
        #expect(outcome.error == "")
        if Self.isUpdating {
            try outcome.output.write(
                toFile: "\(Repository.root)/\(golden.path)", atomically: true, encoding: .utf8)
        }
        #expect(try outcome.output == golden.text(), "EVENKEEL_UPDATE_GOLDENS=1 writes \(golden.path) anew")
    }

    @Test("every command that the help names has its own help")
    func subcommands() async throws {
        let help = try await Evenkeel.run("--help").output
        let list = help.split(separator: "SUBCOMMANDS:").last ?? ""
        let names = list.split(separator: "\n").filter {
            $0.hasPrefix("  ") && !$0.hasPrefix("   ") && !$0.contains("See '")
        }
        .compactMap { $0.split(separator: " ").first.map(String.init) }
        let known = HelpGolden.all.map(\.command).filter { !$0.isEmpty && !$0.contains(" ") }
        #expect(Set(names) == Set(known))
    }

    @Test("the version is a version")
    func version() async throws {
        let outcome = try await Evenkeel.run("--version")
        #expect(outcome.code == 0)
        #expect(outcome.output.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
    }
}
