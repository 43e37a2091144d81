import CommandTestSupport
import Testing

@Suite("evenkeel admission")
struct AdmissionTests {
    @Test("prints what Manifests/admission holds")
    func equal() async throws {
        let kept = try Repository.read("Manifests/admission/approvals.yaml")
        let stamp = try Repository.read("Manifests/components/approval-stamp/approval-stamp.yaml")
        let plain = try await Evenkeel.run("admission")
        #expect(plain.code == 0)
        #expect(plain.output == kept, "run make crds")
        #expect(try await Evenkeel.run("admission", "--stamp").output == kept + "---\n" + stamp, "run make crds")
    }
}
