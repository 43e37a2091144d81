import CommandTestSupport
import FoundationEssentials
import Testing

/// A Markdown page as a test reads it: its fenced blocks and the commands between backticks, in the order of the text.
struct Readme {
    struct Block: CustomStringConvertible {
        var language: String
        /// Path of the page, below the repository.
        var page: String
        /// Line of the opening fence.
        var line: Int
        var text: String

        var description: String { "\(page):\(line)" }
    }

    struct Link: Hashable, CustomStringConvertible {
        /// Relative to the page's folder; empty for the page itself.
        var file: String
        /// The heading as GitHub names it; empty for the whole page.
        var anchor: String

        var description: String { anchor.isEmpty ? file : "\(file)#\(anchor)" }
    }

    var blocks: [Block] = []
    /// Text between backticks in the prose.
    var codeSpans: [String] = []
    /// Links within the repository.
    var links: [Link] = []
    /// The headings as links name them.
    var anchors: Set<String> = []
    /// Lines that Markdown shows as code because they are indented: no test would read them.
    var indentedCode: [Int] = []

    init(_ text: String, page: String = "README.md") {
        var open: Block?
        var prose = ""
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.hasPrefix("```") {
                if let block = open { blocks.append(block) }
                open =
                    open == nil
                    ? Block(language: String(line.dropFirst(3)), page: page, line: index + 1, text: "") : nil
            } else if open != nil {
                open?.text += line + "\n"
            } else {
                if line.hasPrefix("    ") { indentedCode.append(index + 1) }
                if line.hasPrefix("#") { anchors.insert(Self.anchor(line.drop { $0 == "#" })) }
                prose += line + "\n"
            }
        }
        codeSpans = prose.matches(of: /`([^`]+)`/).map {
            $0.output.1.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        links = prose.matches(of: /\]\(([^):#]*)(?:#([^)]*))?\)/).map {
            Link(file: String($0.output.1), anchor: $0.output.2.map(String.init) ?? "")
        }
    }

    static func load(_ page: String = "README.md") throws -> Readme {
        try Readme(Repository.read(page), page: page)
    }

    /// Lower case, without punctuation, with hyphens for spaces.
    private static func anchor(_ heading: some StringProtocol) -> String {
        let words = heading.lowercased().drop { $0 == " " }
        return String(
            words.compactMap { character -> Character? in
                if character == " " { return "-" }
                return character.isLetter || character.isNumber || "-_".contains(character) ? character : nil
            })
    }
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

    /// Lines of a console block without the prompts and their commands.
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

    /// Links whose file does not exist, or whose heading is not in it.
    ///
    /// - Parameter folder: the page's, below the repository.
    func brokenLinks(from folder: String) -> [Link] {
        links.filter { link in
            let path = link.file.isEmpty ? nil : folder.isEmpty ? link.file : "\(folder)/\(link.file)"
            guard let path else { return !anchors.contains(link.anchor) }
            guard FileManager.default.fileExists(atPath: "\(Repository.root)/\(path)") else { return true }
            guard !link.anchor.isEmpty else { return false }
            let target = try? Readme.load(path)
            return target?.anchors.contains(link.anchor) != true
        }
    }
}
