import FoundationEssentials
import Testing

@Suite("Planted bugs")
struct MutantTests {
    struct Mutant {
        var name: String
        var promise: String
        var file: String
        var search: String
        var replacement: String
    }

    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static func read(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// The same reading as in `Scripts/mutants`.
    private static func all() throws -> [Mutant] {
        let blocks = try read("Tests/Mutants/mutants.txt").split(separator: "\n@ ").dropFirst()
        return blocks.map { block in
            let lines = block.split(separator: "\n")
            let head = lines[0].split(separator: " | ").map(String.init)
            func text(_ mark: String) -> String {
                lines.filter { $0.hasPrefix(mark) }.map { $0.dropFirst(2) }.joined(separator: "\n")
            }
            return Mutant(
                name: head[0], promise: head.count > 1 ? head[1] : "", file: head.count > 2 ? head[2] : "",
                search: text("- "), replacement: text("+ "))
        }
    }

    @Test("each still applies, at exactly one place")
    func apply() throws {
        for mutant in try Self.all() {
            let count = try Self.read(mutant.file).components(separatedBy: mutant.search).count - 1
            #expect(count == 1, "\"\(mutant.name)\" applies to \(mutant.file) at \(count) places; mend Tests/Mutants")
            #expect(mutant.search != mutant.replacement)
        }
    }

    @Test("there are at least 25, and one for every promise")
    func coverage() throws {
        let all = try Self.all()
        #expect(all.count >= 25)
        #expect(Set(all.map(\.name)).count == all.count)
        for promise in (1...12).map({ "S\($0)" }) + ["L"] {
            #expect(all.contains { $0.promise == promise }, "no bug is planted against \(promise)")
        }
    }
}
