import CommandTestSupport
import FoundationEssentials
import Testing

@Suite("Help")
struct HelpTests {
    /// `EVENKEEL_UPDATE_GOLDENS=1 swift test --filter EvenkeelCommandTests` writes the files anew.
    private static let isUpdating = ProcessInfo.processInfo.environment["EVENKEEL_UPDATE_GOLDENS"] == "1"

    @Test(
        "the help of each command is the one that was agreed on",
        arguments: [
            "", "run", "check", "crds", "admission", "approve", "reject", "undo", "detect", "backtest", "sandbox",
            "demo", "can-i", "simulate", "audit", "audit verify", "explain",
        ])
    func help(command: String) async throws {
        let words = command.isEmpty ? ["--help"] : command.split(separator: " ").map(String.init) + ["--help"]
        let outcome = try await Evenkeel.run(program: Evenkeel.path, words, environment: ["COLUMNS": "100"])
        #expect(outcome.code == 0)
        #expect(outcome.error == "")
        let golden =
            "Tests/EvenkeelCommandTests/Goldens/help\(command.isEmpty ? "" : "-" + command.replacing(" ", with: "-")).txt"
        if Self.isUpdating {
            try outcome.output.write(toFile: "\(Repository.root)/\(golden)", atomically: true, encoding: .utf8)
        }
        #expect(try outcome.output == Repository.read(golden), "EVENKEEL_UPDATE_GOLDENS=1 writes \(golden) anew")
    }

    @Test("every command that the help names has its own help")
    func subcommands() async throws {
        let help = try await Evenkeel.run("--help").output
        let list = help.split(separator: "SUBCOMMANDS:").last ?? ""
        let names = list.split(separator: "\n").filter {
            $0.hasPrefix("  ") && !$0.hasPrefix("   ") && !$0.contains("See '")
        }
        .compactMap { $0.split(separator: " ").first.map(String.init) }
        #expect(
            Set(names) == [
                "run", "check", "crds", "admission", "approve", "reject", "undo", "detect", "backtest", "sandbox",
                "demo", "can-i", "simulate", "audit", "explain",
            ])
    }

    @Test("the version is a version")
    func version() async throws {
        let outcome = try await Evenkeel.run("--version")
        #expect(outcome.code == 0)
        #expect(outcome.output.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
    }
}
