import EvenkeelAPI
import FoundationEssentials
import Testing

@testable import EvenkeelOperator

@Suite("docs/observability.md")
struct MetricsDocumentTests {
    private static let path = "\(DashboardTests.root)/docs/observability.md"

    private var table: String {
        let rows = OperatorMetrics(version: "0").registry.descriptions.map { family in
            let labels = family.labels.map { label in
                label.values.isEmpty || label.name == "version"
                    ? "`\(label.name)`" : "`\(label.name)`: \(label.values.joined(separator: ", "))"
            }
            let bound = family.limit > 0 ? "at most \(family.limit) series" : labels.isEmpty ? "" : nil
            let text = ([labels.joined(separator: "; ")] + [bound].compactMap(\.self)).filter { !$0.isEmpty }
            return "| `\(family.name)` | \(family.kind.rawValue) | \(text.joined(separator: "; ")) | \(family.help) |\n"
        }
        return "| metric | type | labels | description |\n|---|---|---|---|\n" + rows.joined()
    }

    /// `EVENKEEL_UPDATE_GOLDENS=1` writes it.
    @Test("its table of metrics is the code's")
    func metrics() throws {
        let text = try String(contentsOfFile: Self.path, encoding: .utf8)
        let found = try #require(text.firstMatch(of: /<!-- metrics -->\n([\s\S]*?)<!-- end -->/))
        if ProcessInfo.processInfo.environment["EVENKEEL_UPDATE_GOLDENS"] == "1" {
            let new = text[..<found.output.1.startIndex] + table + text[found.output.1.endIndex...]
            try new.write(toFile: Self.path, atomically: true, encoding: .utf8)
        } else {
            #expect(String(found.output.1) == table, "run it again with EVENKEEL_UPDATE_GOLDENS=1")
        }
    }

    @Test("it names the reasons of all Events, the phases among them")
    func reasons() throws {
        let text = try String(contentsOfFile: Self.path, encoding: .utf8)
        let events = try #require(text.firstMatch(of: /\n## Events\n([\s\S]*?)\n## Conditions/)).output.1
        let documented = Set(events.matches(of: /`([A-Z][A-Za-z]+)`/).map { String($0.output.1) })
        let folder = "\(DashboardTests.root)/Sources/EvenkeelEngine/Routing"
        var used = Set(Phase.allCases.map(\.rawValue))
        for file in try FileManager.default.contentsOfDirectory(atPath: folder) {
            let source = try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
            for event in source.matches(of: /(?:EventRecord\(\s*kind: [^,]*,\s*reason:|report\(\.\w+,)([^,]*),/) {
                used.formUnion(event.output.1.matches(of: /"([A-Za-z]+)"/).map { String($0.output.1) })
            }
        }
        #expect(used.count >= Phase.allCases.count + 4)
        #expect(documented.subtracting(["Warning"]) == used)
    }
}
