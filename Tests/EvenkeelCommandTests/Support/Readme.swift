import CommandTestSupport
import Testing

/// The README as a test reads it: its fenced blocks and the commands between backticks, in the order of the text.
struct Readme {
    struct Block: CustomStringConvertible {
        var language: String
        /// Of the opening fence.
        var line: Int
        var text: String

        var description: String { "README.md:\(line)" }
    }

    var blocks: [Block] = []
    /// What is written between backticks in the prose.
    var codeSpans: [String] = []
    /// The targets of links, without those that lead elsewhere.
    var linkedFiles: [String] = []
    /// Lines that Markdown shows as code because they are indented: no test would see them.
    var indentedCode: [Int] = []

    init(_ text: String) {
        var open: Block?
        var prose = ""
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.hasPrefix("```") {
                if let block = open { blocks.append(block) }
                open = open == nil ? Block(language: String(line.dropFirst(3)), line: index + 1, text: "") : nil
            } else if open != nil {
                open?.text += line + "\n"
            } else {
                if line.hasPrefix("    ") { indentedCode.append(index + 1) }
                prose += line + "\n"
            }
        }
        codeSpans = prose.matches(of: /`([^`]+)`/).map {
            $0.output.1.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        linkedFiles = prose.matches(of: /\]\(([^):#]+)\)/).map { String($0.output.1) }
    }

    static func load() throws -> Readme { try Readme(Repository.read("README.md")) }
}

extension Readme.Block {
    /// The lines of a shell block without their comments; of a console block, what follows the prompts.
    var commands: [String] {
        let lines = text.split(separator: "\n").map(String.init)
        switch language {
        case "sh": return lines.map(Self.withoutComment).filter { !$0.isEmpty }
        case "console": return lines.filter { $0.hasPrefix("$ ") }.map { String($0.dropFirst(2)) }
        default: return []
        }
    }

    /// What a console block shows, without the prompts and what was typed.
    var output: [String] { text.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("$ ") } }

    private static func withoutComment(_ line: String) -> String {
        let code = line.firstMatch(of: /(^|\s+)#(\s.*)?$/).map { line[..<$0.range.lowerBound] } ?? line[...]
        return String(code)
    }
}

extension Readme {
    /// Every command of the text, pipelines in their parts, as words: from the blocks and from between the backticks.
    var commands: [[String]] {
        let spans = codeSpans.filter { $0.hasPrefix("evenkeel ") || $0.hasPrefix("make ") }
        return (blocks.flatMap(\.commands) + spans).flatMap { $0.split(separator: " | ") }
            .map { $0.split(separator: " ").map(String.init) }
    }
}
