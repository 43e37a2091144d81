import CommandTestSupport
import FoundationEssentials
import Testing

@Suite("docs/cli.md")
struct CLIDocumentTests {
    private static let path = "docs/cli.md"

    /// `EVENKEEL_UPDATE_GOLDENS=1` writes it, from the help goldens.
    @Test("contains the help of each command")
    func help() throws {
        let sections = try HelpGolden.all.map { try $0.section() }.joined(separator: "\n")
        let text = try Repository.read(Self.path)
        let found = try #require(text.firstMatch(of: /<!-- help -->\n([\s\S]*?)<!-- end -->/))
        if ProcessInfo.processInfo.environment["EVENKEEL_UPDATE_GOLDENS"] == "1" {
            let new = text[..<found.output.1.startIndex] + sections + text[found.output.1.endIndex...]
            try new.write(toFile: "\(Repository.root)/\(Self.path)", atomically: true, encoding: .utf8)
        } else {
            #expect(String(found.output.1) == sections, "run it again with EVENKEEL_UPDATE_GOLDENS=1")
        }
    }

    @Test("each command has examples, if it does something itself, and its exit codes", arguments: HelpGolden.all)
    func parts(golden: HelpGolden) throws {
        let text = try golden.text()
        if text.contains("\nSUBCOMMANDS:") { return }
        #expect(text.contains("\nExamples:\n"))
        #expect(text.contains("\nExit codes:\n"))
    }
}
