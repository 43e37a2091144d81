import FuzzSupport
import PromQL
import Testing

@Suite("Strange PromQL at the door") struct FuzzTests {
    private static let generator = InputGenerator(
        Corpus.all,
        tokens: [
            "(", ")", "{", "}", "[", "]", "[5m]", "[5m:]", "offset", "@", "by", "on(", "group_left", "bool", "-", "^",
            "=~", "\\x",
            "$__interval", "{{", "[[", "%(a)s", "fill(", "step()", "\u{FFFD}", "'", "`", "#",
        ])

    @Test("any text is PromQL that is written and reads as the same, or an error with its place")
    func reading() throws {
        try Fuzzing("promql", rounds: 500).run(Self.generator) { input in
            let text = String(decoding: input, as: UTF8.self)
            do throws(PromQLError) {
                let expression = try PromQLExpression(parsing: text)
                _ = (expression.shape, expression.placeholders(in: text))
                let written = expression.description
                guard (try? PromQLExpression(parsing: written)) == expression || written.utf8.count > 1 << 16 else {
                    throw PromQLError(
                        line: 0, column: 0, message: "It does not read as the same: \(written).", hint: "")
                }
            } catch {
                try Self.check(error, text)
            }
        }
    }

    private static func check(_ error: PromQLError, _ text: String) throws {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard error.line >= 1, error.column >= 1, error.line <= text.utf8.count + 1, !error.hint.isEmpty else {
            throw Broken("no such place: \(error)")
        }
        guard lines.count < error.line || error.column <= lines[error.line - 1].unicodeScalars.count + 1 else {
            throw Broken("no such column: \(error)")
        }
        guard "\(error)".utf8.count <= 1000 else { throw Broken("the error has \("\(error)".utf8.count) bytes") }
    }

    @Test("any tree is written as PromQL that reads as the same tree")
    func writing() throws {
        try Fuzzing("promql-trees", rounds: 500).run { seed in
            var trees = GeneratedTrees(seed: seed)
            let tree = trees.expression()
            do throws(PromQLError) {
                let again = try PromQLExpression(parsing: tree.description)
                guard again == tree, again.description == tree.description else {
                    throw PromQLError(line: 0, column: 0, message: "It reads as \(again).", hint: "")
                }
            } catch {
                throw Broken("\(error)\n  \(tree)")
            }
        }
    }
}
