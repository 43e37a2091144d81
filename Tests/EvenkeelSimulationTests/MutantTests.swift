import FoundationEssentials
import Testing

@Suite("Planted bugs")
struct MutantTests {
    struct Mutant {
        var name: String
        var promise: String
        var file: String
        /// Of the engine, as `swift test --filter` takes it; empty where worlds have to find the bug.
        var test: String
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
                test: head.count > 3 ? head[3] : "", search: text("- "), replacement: text("+ "))
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

    @Test("each that is left to a test of the engine names one that is there")
    func tests() throws {
        let folder = "Tests/EvenkeelEngineTests"
        let path = Self.root.appending(path: folder).path(percentEncoded: false)
        let inside = try FileManager.default.contentsOfDirectory(atPath: path).filter { !$0.contains(".") }
        let folders = [folder] + inside.map { "\(folder)/\($0)" }
        for mutant in try Self.all() where !mutant.test.isEmpty {
            let names = mutant.test.split(separator: "/").map(String.init)
            try #require(names.count == 2, "\(mutant.test)")
            let suite = folders.compactMap { try? Self.read("\($0)/\(names[0]).swift") }.first ?? ""
            #expect(suite.contains("func \(names[1])("), "\(mutant.test) is not there; mend Tests/Mutants")
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
