import EvenkeelAPI
import Testing

@testable import EvenkeelOperator

@Suite struct MetricsRegistryTests {
    @Test("every series stands at zero before anything happens")
    func zero() {
        let text = OperatorMetrics(version: "1.2.3").registry.exposition
        #expect(text.contains("evenkeel_signal_evaluations_total{quality=\"NotFinite\"} 0\n"))
        #expect(text.contains("evenkeel_changes_total{dry_run=\"false\",outcome=\"unknown\"} 0\n"))
        #expect(text.contains("# TYPE evenkeel_leader gauge\n"))
        #expect(text.contains("evenkeel_build_info{version=\"1.2.3\"} 1\n"))
    }

    @Test("a series that was not declared does not appear, whatever labels it carries")
    func undeclared() {
        let metrics = OperatorMetrics(version: "1")
        metrics.registry.add(to: .init("evenkeel_signal_evaluations_total", ["quality": "Invented"]))
        #expect(!metrics.registry.exposition.contains("Invented"))
    }

    @Test("a counter counts")
    func counting() {
        let metrics = OperatorMetrics(version: "1")
        metrics.countChange(.done, isDryRun: false)
        metrics.countChange(.done, isDryRun: false)
        #expect(
            metrics.registry.value(of: .init("evenkeel_changes_total", ["outcome": "done", "dry_run": "false"])) == 2)
    }
}
