import FoundationEssentials
import JSONValue
import Testing

@testable import EvenkeelOperator

@Suite("The dashboard that is shipped")
struct DashboardTests {
    static let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()

    private func dashboard() throws -> JSON {
        let path = "\(Self.root)/Manifests/components/monitoring/dashboard.json"
        return try JSON(parsing: Array(String(contentsOfFile: path, encoding: .utf8).utf8))
    }

    private func expressions() throws -> [String] {
        (try dashboard()["panels"]?.arrayValue ?? []).flatMap { $0["targets"]?.arrayValue ?? [] }
            .compactMap { $0["expr"]?.stringValue }
    }

    @Test("has a row for each question, and panels with an id and a place of their own")
    func rows() throws {
        let panels = try #require(try dashboard()["panels"]?.arrayValue)
        let rows = panels.filter { $0["type"] == "row" }.compactMap { $0["title"]?.stringValue }
        #expect(rows == ["Data", "Decisions", "Changes", "Operator health"])
        #expect(Set(panels.map { $0["id"] }).count == panels.count)
        #expect(Set(panels.map { "\($0.at("gridPos", "x") ?? 0)/\($0.at("gridPos", "y") ?? 0)" }).count == panels.count)
    }

    @Test("asks for metrics and labels that the operator serves, and leaves none of its metrics out")
    func metrics() throws {
        let families = Dictionary(
            uniqueKeysWithValues: OperatorMetrics(version: "0").registry.descriptions.map { ($0.name, $0) })
        var asked: Set<String> = []
        for expression in try expressions() {
            for found in expression.matches(of: /((?:evenkeel|process)_[a-z_]+)(?:\{([^}]*)\})?/) {
                let name = String(found.output.1)
                let base = name.hasSuffix("_bucket") ? String(name.dropLast("_bucket".count)) : name
                guard let family = families[base] else {
                    Issue.record("\(name) is none of the operator's: \(expression)")
                    continue
                }
                #expect((family.kind == .histogram) == name.hasSuffix("_bucket"), "\(expression)")
                asked.insert(base)
                for label in (found.output.2 ?? "").matches(of: /([a-z_]+)(!=|=~|=)"([^"]*)"/)
                where label.output.1 != "job" {
                    let known = family.labels.first { $0.name == label.output.1 }
                    let values = label.output.3.split(separator: "|").map(String.init)
                    #expect(
                        known?.values.isEmpty == false && Set(values).isSubset(of: known?.values ?? []), "\(expression)"
                    )
                }
            }
        }
        let left = Set(families.keys).subtracting(asked)
        #expect(
            left == [
                "evenkeel_build_info", "evenkeel_policy_evaluations_total", "evenkeel_signals_unlisted",
                "process_open_fds",
                "process_start_time_seconds",
            ])
    }

    @Test("is understood by the real Prometheus")
    func promQL() async throws {
        guard let promtool = Promtool.path else { return }
        let rules = try expressions().enumerated().map { index, expression -> JSON in
            let plain = expression.replacing("$__rate_interval", with: "5m").replacing("$job", with: ".+")
            return ["record": .string("panel:\(index)"), "expr": .string(plain)]
        }
        #expect(rules.count >= 30)
        let file: JSON = ["groups": [["name": "dashboard", "rules": .array(rules)]]]
        let output = try await Promtool.check(promtool, file.serializedString)
        #expect(output.contains("SUCCESS: \(rules.count) rules found"), "\(output)")
    }
}
