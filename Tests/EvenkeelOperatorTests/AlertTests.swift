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
}
