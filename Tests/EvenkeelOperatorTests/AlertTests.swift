import EvenkeelEngine
import FoundationEssentials
import Testing

@testable import EvenkeelOperator

@Suite("The alerts that are shipped")
struct AlertTests {
    private static let rules: String = {
        let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
        let path = "\(root)/Manifests/components/monitoring/prometheusrule.yaml"
        return (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    }()

    private let exposition = OperatorMetrics(version: "0").registry.exposition()

    @Test("ask for series that the operator serves from its start, or they could never fire")
    func series() {
        let names = Set(Self.rules.matches(of: /evenkeel_[a-z_]+/).map { String($0.output) })
        #expect(names.count >= 5)
        for name in names { #expect(exposition.contains("# TYPE \(name) "), "\(name)") }
    }

    @Test("ask for values of labels that the operator gives")
    func labels() {
        let selectors = Self.rules.matches(of: /([a-z_]+)=~?"([^"]+)"/)
        #expect(selectors.count >= 3)
        for selector in selectors {
            for value in selector.output.2.split(separator: "|") {
                #expect(exposition.contains("\(selector.output.1)=\"\(value)\""), "\(selector.output.0)")
            }
        }
    }

    @Test("each have a runbook, and name it")
    func runbooks() throws {
        let alerts = Self.rules.matches(of: /alert: (\w+)/).map { String($0.output.1) }
        let named = Self.rules.matches(of: /runbook_url: (docs\/runbooks\/\S+)/).map {
            String($0.output.1)
        }
        #expect(named == alerts.map { "docs/runbooks/\($0).md" })
        for file in named {
            #expect(FileManager.default.fileExists(atPath: "\(DashboardTests.root)/\(file)"), "\(file)")
        }
    }

    @Test("are not the only ones with a runbook: each gate that may hold has one")
    func gates() throws {
        let path = "\(DashboardTests.root)/docs/runbooks/gates.md"
        let headings = try String(contentsOfFile: path, encoding: .utf8).matches(of: /\n## (\w+)\n/)
        #expect(headings.map { String($0.output.1) } == Engine.gateNames)
    }
}
