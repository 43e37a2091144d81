import CommandTestSupport
import FoundationEssentials
import Testing

@Suite("evenkeel crds")
struct CRDsTests {
    @Test("prints what Manifests/crds holds")
    func equal() async throws {
        let outcome = try await Evenkeel.run("crds")
        #expect(outcome.code == 0)
        #expect(outcome.error == "")
        let printed = Set(outcome.output.split(separator: "---\n").map(String.init))
        let folder = "\(Repository.root)/Manifests/crds"
        let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter {
            $0.hasSuffix(".yaml") && $0 != "kustomization.yaml"
        }
        let kept = try Set(files.map { try Repository.read("Manifests/crds/\($0)") })
        #expect(printed.count == 4)
        #expect(printed == kept, "run make crds")
    }
}
