import EvenkeelAPI
import JSONValue
import Testing
import YAML

@Suite struct AdviceTests {
    @Test(
        "a mistyped word is answered with the correct one",
        arguments: [
            (Edit.set("/spec/signal", []), "did you mean \"signals\"?"),
            (.set("/spec/service_account_name", "x"), "did you mean \"serviceAccountName\"?"),
            (.set("/spec/signals/0/limit", "5%"), "did you mean \"errorRate.limit\"?"),
            (.set("/spec/mode", "auto"), "did you mean \"Automatic\"?"),
            (.set("/spec/rules/0/action/rollback/to", "Lasthealthy"), "did you mean \"LastHealthy\"?"),
            (.set("/spec/rules/0/action/roleback", [:]), "did you mean \"rollback\"?"),
            (.set("/spec/rules/0/when/any", ["canari", "errors"]), "did you mean \"canary\"?"),
            (.set("/spec/rules/0/consecutive", "2"), "leave out the quotes"),
            (.set("/spec/rules/0/minimumConfidence", 95), "write a percentage such as 5% or 99.9%"),
            (.set("/spec/rules/0/when/any", "errors"), "write a list: put - before each element"),
            (
                .set("/spec/rules/0/zebra", 1),
                "known fields: action, approval, consecutive, cooldown, minimumConfidence, name, verify, when"
            ),
        ])
    func advice(edit: Edit, advice: String) throws {
        let findings = Documents.validate(try Samples.policy().edited([edit]))
        #expect(findings.first?.advice == advice, "\(findings)")
    }

    @Test("a kind that is not quite Evenkeel's is an error, one that is not at all a warning")
    func kinds() throws {
        let misspelt = Documents.validate(try Samples.policy().edited([.set("/kind", "RemediationPolice")]))
        #expect(misspelt.map(\.severity) == [.error])
        #expect(misspelt.first?.advice == "did you mean \"RemediationPolicy\"?")
        let version = Documents.validate(try Samples.policy().edited([.set("/apiVersion", "evenkeel.dev/v1")]))
        #expect(
            version.map(\.description) == [
                #"apiVersion: Invalid value: "evenkeel.dev/v1": must be "evenkeel.dev/v1alpha1""#
            ])
        let foreign = Documents.validate(["apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": "x"]])
        #expect(foreign.map(\.severity) == [.warning])
    }

    @Test("a password in an address is not repeated")
    func password() throws {
        let document = try Samples.metricSource().edited([
            .set("/spec/prometheus/address", "http://ana:geheim@prometheus")
        ])
        #expect(!Documents.validate(document).map(\.description).joined().contains("geheim"))
    }

    @Test("a finding's place is found in the text")
    func places() throws {
        let text = try Samples.text("samples/checkout.yaml").replacing("limit: 5%", with: "limit: 250%")
        let document = try #require(try YAML.parse(text).first)
        let finding = try #require(Documents.validate(document.json).first)
        let line = text.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.contains("250%") }
        #expect(document.nearestPosition(to: finding.pointer).line == line.map { $0 + 1 })
    }

    @Test("a name that Kubernetes would refuse is refused")
    func metadata() throws {
        let policy = try Samples.policy()
        let names = ["Checkout", "-checkout", "check_out", "a..b", String(repeating: "a", count: 254)]
        for name in names {
            let findings = Documents.validate(try policy.edited([.set("/metadata/name", .string(name))]))
            #expect(findings.map(\.field) == ["metadata.name"])
        }
        #expect(Documents.validate(try policy.edited([.remove("/metadata/name")])).map(\.message) == ["Required value"])
        let labelled = Documents.validate(try policy.edited([.set("/metadata/labels", ["on": true])]))
        #expect(labelled.map(\.field) == ["metadata.labels.on"])
    }
}
