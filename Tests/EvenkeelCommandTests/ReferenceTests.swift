import CommandTestSupport
import FoundationEssentials
import JSONValue
import Testing
import YAML

@Suite("docs/reference.md")
struct ReferenceTests {
    /// `EVENKEEL_UPDATE_GOLDENS=1` writes it.
    @Test("describes each field as the definitions do")
    func reference() async throws {
        let definitions = try await Self.definitions()
        #expect(definitions.count == 4)
        let text = Reference(definitions, examples: try Self.examples()).text
        if ProcessInfo.processInfo.environment["EVENKEEL_UPDATE_GOLDENS"] == "1" {
            try text.write(toFile: "\(Repository.root)/docs/reference.md", atomically: true, encoding: .utf8)
        }
        #expect(try Repository.read("docs/reference.md") == text, "run it again with EVENKEEL_UPDATE_GOLDENS=1")
    }

    @Test("a type that several fields have is described once, and each of them links to it")
    func sharedTypes() async throws {
        let text = Reference(try await Self.definitions(), examples: [:]).text
        #expect(text.components(separatedBy: "| **`secretRef`** |").count == 2)
        #expect(text.components(separatedBy: "lastTransitionTime").count == 2)
        for link in text.matches(of: /\]\(#([a-z]+)\)/) {
            #expect(text.lowercased().contains("\n### \(link.output.1)\n"), "\(link.output.1)")
        }
    }

    private static func definitions() async throws -> [JSON] {
        try YAML.parse(Array(try await Evenkeel.run("crds").output.utf8)).map(\.json)
    }

    /// Evenkeel creates Remediations itself, so that there is no sample of one.
    private static func examples() throws -> [String: String] {
        [
            "Guardrail": try Repository.read("Manifests/samples/guardrail.yaml"),
            "MetricSource": try Repository.read("Manifests/samples/metricsource.yaml"),
            "RemediationPolicy": try Repository.read("Manifests/samples/checkout.yaml"),
        ]
    }
}
