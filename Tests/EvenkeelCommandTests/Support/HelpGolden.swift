import CommandTestSupport

/// The help of one command, as a file.
struct HelpGolden: CustomStringConvertible {
    /// The words after `evenkeel`; empty for the program itself.
    let command: String

    static let all = [
        "", "run", "check", "explain", "approve", "reject", "undo", "backtest", "detect", "can-i", "crds", "admission",
        "audit", "audit verify", "sandbox", "demo", "simulate",
    ].map(HelpGolden.init)

    var description: String { command.isEmpty ? "evenkeel" : "evenkeel \(command)" }
    var words: [String] { command.split(separator: " ").map(String.init) }

    var path: String {
        let suffix = words.map { "-\($0)" }.joined()
        return "Tests/EvenkeelCommandTests/Goldens/help\(suffix).txt"
    }

    func text() throws -> String { try Repository.read(path) }

    /// A section of docs/cli.md.
    func section() throws -> String {
        let text = try text()
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let abstract = lines.first.map { $0.hasPrefix("OVERVIEW: ") ? String($0.dropFirst(10)) : String($0) } ?? ""
        let rest = lines.dropFirst().drop(while: \.isEmpty).reversed().drop(while: \.isEmpty).reversed()
        return "### \(self)\n\n\(abstract)\n\n```text\n\(rest.joined(separator: "\n"))\n```\n"
    }
}
