import EvenkeelAPI
import Testing

@testable import EvenkeelOperator

@Suite struct MetricsRegistryTests {
    private let metrics = OperatorMetrics(version: "1.2.3")

    @Test("every series stands at zero before anything happens")
    func zero() {
        let text = metrics.registry.exposition()
        #expect(text.contains("evenkeel_signal_evaluations_total{quality=\"NotFinite\"} 0\n"))
        #expect(text.contains("evenkeel_changes_total{dry_run=\"false\",outcome=\"unknown\"} 0\n"))
        #expect(text.contains("evenkeel_gate_verdicts_total{gate=\"GitOpsOwner\",verdict=\"Refuse\"} 0\n"))
        #expect(text.contains("evenkeel_time_to_recovery_seconds_bucket{action=\"Rollback\",le=\"+Inf\"} 0\n"))
        #expect(text.contains("# TYPE evenkeel_leader gauge\n"))
        #expect(text.contains("evenkeel_build_info{version=\"1.2.3\"} 1\n"))
    }

    @Test("a series that was not declared does not appear, whatever labels it carries")
    func undeclared() {
        metrics.process.apiRequests.add(to: RequestLabels(verb: "Invented", code: "2xx"))
        metrics.process.apiRequests.set(1, of: RequestLabels(verb: "Invented", code: "2xx"))
        metrics.process.apiRequestDuration.observe(1, of: VerbLabels(verb: "Invented"))
        metrics.decisions.remediationsOpen.add(to: PhaseLabels(phase: .succeeded))
        let text = metrics.registry.exposition()
        #expect(!text.contains("Invented"))
        #expect(!text.contains("evenkeel_remediations_open{phase=\"Succeeded\"}"))
    }

    @Test("names that come from the cluster make a thousand series and no more, and one that goes makes room")
    func bounded() {
        let usable = metrics.signals.signalUsable
        func series(_ number: Int) -> SignalLabels {
            SignalLabels(namespace: "shop", policy: "\(number)", signal: "errors")
        }
        let made = (0..<1500).count { usable.set(1, of: series($0)) }
        #expect(made == SignalMetrics.listedSignals)
        #expect(usable.set(0, of: series(7)), "what is there already can change")
        usable.remove(series(7))
        #expect(usable.set(1, of: series(1400)))
    }

    @Test("a counter counts")
    func counting() {
        metrics.countChange(.done, isDryRun: false)
        metrics.countChange(.done, isDryRun: false)
        let labels = ["outcome": "done", "dry_run": "false"]
        #expect(metrics.registry.value(of: "evenkeel_changes_total", labels)?.number == 2)
    }

    @Test("a histogram counts each value in its bucket and in all larger ones")
    func histogram() {
        for value in [0.1, 0.1000001, 99] {
            metrics.signals.policyEvaluationDuration.observe(value)
        }
        let text = metrics.registry.exposition()
        #expect(text.contains("evenkeel_policy_evaluation_duration_seconds_bucket{le=\"0.03\"} 0\n"))
        #expect(text.contains("evenkeel_policy_evaluation_duration_seconds_bucket{le=\"0.1\"} 1\n"))
        #expect(text.contains("evenkeel_policy_evaluation_duration_seconds_bucket{le=\"30\"} 2\n"))
        #expect(text.contains("evenkeel_policy_evaluation_duration_seconds_bucket{le=\"+Inf\"} 3\n"))
        #expect(text.contains("evenkeel_policy_evaluation_duration_seconds_count 3\n"))
    }

    @Test("who asks for OpenMetrics gets it, with exemplars; everybody else gets the older text without")
    func formats() {
        metrics.decisions.timeToChange.observe(7, of: ActionLabels(action: .scale), exemplar: ["trace_id": "abc"])
        let open = metrics.registry.exposition(ExpositionFormat(accept: "application/openmetrics-text;version=1.0.0"))
        #expect(open.contains("{action=\"Scale\",le=\"10.0\"} 1 # {trace_id=\"abc\"} 7\n"))
        #expect(open.contains("# TYPE evenkeel_policy_evaluations counter\n"))
        #expect(open.contains("\nevenkeel_policy_evaluations_total 0\n"))
        #expect(open.hasSuffix("\n# EOF\n"))
        let text = metrics.registry.exposition(ExpositionFormat(accept: "*/*"))
        #expect(text.contains("# TYPE evenkeel_policy_evaluations_total counter\n"))
        #expect(!text.contains("abc") && !text.contains("EOF"))
    }

    @Test("what a label's value may hold does not break its line")
    func escaping() {
        metrics.signals.signalUsable.set(1, of: SignalLabels(namespace: "n", policy: "p", signal: "a\"b\\c\nd"))
        #expect(metrics.registry.exposition().contains(",signal=\"a\\\"b\\\\c\\nd\"} 1\n"))
    }

    @Test("the process reports its resource use")
    func process() throws {
        let figures = try #require(ProcessFigures())
        #expect(figures.residentBytes > 1_000_000 && figures.cpuSeconds > 0 && figures.openFiles > 2)
        #expect(figures.startedAt > 1_700_000_000)
    }
}
