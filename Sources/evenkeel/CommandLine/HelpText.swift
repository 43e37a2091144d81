/// The help of a command below its abstract: a description, examples and the exit codes that the command uses.
enum HelpText {
    enum Code: Int { case done = 0, no, misconfigured, unreachable }

    static func discussion(
        _ description: String, examples: [String] = [], exitCodes: KeyValuePairs<Code, String>
    ) -> String {
        let codes = exitCodes.flatMap { wrapped($1, after: "  \($0.rawValue)  ") }
        let parts = [
            [description], examples.isEmpty ? [] : ["Examples:"] + examples.map { "  " + $0 }, ["Exit codes:"] + codes,
        ]
        return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
    }

    /// Lines of at most 80 columns. The parser would begin the further lines at the left margin.
    private static func wrapped(_ text: String, after head: String) -> [String] {
        let indent = String(repeating: " ", count: head.count)
        return text.split(separator: " ").reduce(into: [String]()) { lines, word in
            if let last = lines.last, last.count + 1 + word.count <= 80 {
                lines[lines.count - 1] = "\(last) \(word)"
            } else {
                lines.append((lines.isEmpty ? head : indent) + word)
            }
        }
    }
}
