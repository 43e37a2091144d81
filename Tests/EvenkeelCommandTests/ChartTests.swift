import CommandTestSupport
import FoundationEssentials
import Testing

@Suite("Charts/evenkeel")
struct ChartTests {
    /// Of a virtual environment with helm-python-sdk and PyYAML, where there is one.
    private static let python =
        ProcessInfo.processInfo.environment["EVENKEEL_HELM_PYTHON"] ?? Program.find("python3") ?? "python3"

    @Test("Helm lints the chart, and renders the objects of the manifests")
    func chart() async throws {
        guard FileManager.default.isExecutableFile(atPath: Self.python) else { return }
        let outcome = try await Evenkeel.run(program: Self.python, ["\(Repository.root)/Scripts/check-chart"])
        // 77: Helm's engine is not installed; the output says so.
        if outcome.code == 77 { return print(outcome.output) }
        #expect(outcome.code == 0, "\(outcome.output)")
    }

    @Test("the chart installs the version that the command has")
    func version() async throws {
        let version = try await Evenkeel.run("--version").output.split(separator: "\n").first ?? ""
        let chart = try Repository.read("Charts/evenkeel/Chart.yaml")
        #expect(chart.contains("\nversion: \(version)\n") && chart.contains("\nappVersion: \(version)\n"))
        #expect(try Repository.read("Manifests/operator/deployment.yaml").contains("evenkeel:\(version)\n"))
        #expect(try Repository.read("Manifests/components/labels/kustomization.yaml").contains(": \(version)\n"))
    }
}
