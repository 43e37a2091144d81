import EvenkeelAPI
import EvenkeelEngine
import KubernetesTypes
import Testing

@testable import EvenkeelOperator

@Suite("Decisions are counted") struct DecisionTallyTests {
    private let metrics = OperatorMetrics(version: "1")
    private static let began = Timestamp(secondsSince1970: 1_700_000_000)

    private func value(_ name: String, _ labels: [String: String] = [:]) -> Double? {
        metrics.registry.value(of: name, labels)?.number
    }

    private func remediation(_ status: (inout RemediationStatus) -> Void) -> Remediation {
        var object = Remediation.sample(of: Self.began)
        object.status = RemediationStatus(phase: .proposed)
        object.status.map { before in
            var new = before
            status(&new)
            object.status = new
        }
        return object
    }

    private func phase(_ phase: Phase, _ timeline: [Phase]) -> Remediation {
        remediation { status in
            status.phase = phase
            status.timeline = timeline.map { TimelineEntry(at: Self.began + 20, phase: $0, message: "") }
        }
    }

    private func entered(_ phase: Phase) -> Double? {
        value("evenkeel_remediations_total", ["action": "Scale", "phase": phase.rawValue, "mode": "Automatic"])
    }

    @Test("a phase counts once, however often its object is written, also where a watch skips states")
    func phases() {
        var tally = RemediationTally()
        tally.take(phase(.proposed, [.proposed]), isNews: true, metrics)
        tally.take(phase(.executing, [.proposed, .held, .executing]), isNews: true, metrics)
        tally.take(phase(.executing, [.proposed, .held, .executing, .executing]), isNews: true, metrics)
        tally.take(
            phase(.succeeded, [.proposed, .held, .executing, .executing, .verifying, .succeeded]), isNews: true, metrics
        )
        for phase in [Phase.proposed, .held, .executing, .verifying, .succeeded] { #expect(entered(phase) == 1) }
        #expect(entered(.failed) == 0)
        #expect(value("evenkeel_remediations_open", ["phase": "Verifying"]) == 0)
    }

    @Test("what was there before this replica led is not counted again, but is open")
    func before() {
        var tally = RemediationTally()
        tally.take(phase(.verifying, [.proposed, .executing, .verifying]), isNews: false, metrics)
        #expect(entered(.executing) == 0)
        #expect(value("evenkeel_remediations_open", ["phase": "Verifying"]) == 1)
        tally.take(phase(.undone, [.proposed, .executing, .verifying, .undoing, .undone]), isNews: true, metrics)
        #expect(entered(.undone) == 1 && entered(.executing) == 0)
        tally.take(phase(.undone, []), isNews: true, metrics)
        tally.remove(ObjectKey(namespace: "shop", name: "web-scale-1"), metrics)
        #expect(value("evenkeel_remediations_open", ["phase": "Verifying"]) == 0)
    }

    @Test("the times of an incident are taken once, from its first bad sample, with the trace they belong to")
    func times() throws {
        var tally = RemediationTally()
        for _ in 0..<2 {
            tally.take(
                remediation { status in
                    status.phase = .succeeded
                    status.changedAt = Self.began + 45
                    status.incidentEndedAt = Self.began + 400
                }, isNews: true, metrics)
        }
        for (name, seconds) in [("decision", 20.0), ("change", 45), ("recovery", 400)] {
            let histogram = try #require(
                metrics.registry.value(of: "evenkeel_time_to_\(name)_seconds", ["action": "Scale"])?.histogram)
            #expect(histogram.sum == seconds && histogram.counts.reduce(0, +) == 1, "\(name)")
            let ids = histogram.exemplars.compactMap { $0?.labels["trace_id"] }
            #expect(ids == ["0f1e2d3c4b5a46978877665544332211"])
        }
    }

    @Test("the first bad sample comes before the first bad evaluation, where its time is known")
    func firstBadSample() throws {
        var tally = RemediationTally()
        var object = remediation { $0.changedAt = Self.began + 45 }
        object.spec.firstBadSampleAt = Self.began - 5
        tally.take(object, isNews: true, metrics)
        let times = metrics.registry.value(of: "evenkeel_time_to_change_seconds", ["action": "Scale"])?.histogram
        #expect(times?.sum == 50)
    }

    private func gates(_ verdicts: KeyValuePairs<GateName, GateStatus.Verdict>, _ verdict: RuleStatus.Verdict)
        -> RemediationPolicyStatus
    {
        RemediationPolicyStatus(rules: [
            RuleStatus(
                name: "r", verdict: verdict, message: "",
                gates: verdicts.map { GateStatus(name: $0.key, verdict: $0.value, message: "") })
        ])
    }

    @Test("a gate's verdict counts when it changes, and a rule is held while it is")
    func gateVerdicts() {
        var tally = GateTally()
        let key = ObjectKey(namespace: "shop", name: "web")
        let holds = gates([.freeze: .hold, .budget: .pass], .triggered)
        tally.take(holds, of: key, metrics)
        tally.take(holds, of: key, metrics)
        #expect(value("evenkeel_gate_verdicts_total", ["gate": "Freeze", "verdict": "Hold"]) == 1)
        #expect(value("evenkeel_gate_verdicts_total", ["gate": "Budget", "verdict": "Pass"]) == 1)
        #expect(value("evenkeel_rules_held", ["gate": "Freeze"]) == 1)
        #expect(value("evenkeel_rules_held", ["gate": "Budget"]) == 0)
        tally.take(gates([.freeze: .pass, .budget: .pass], .triggered), of: key, metrics)
        #expect(value("evenkeel_gate_verdicts_total", ["gate": "Freeze", "verdict": "Pass"]) == 1)
        #expect(value("evenkeel_rules_held", ["gate": "Freeze"]) == 0)
        tally.take(holds, of: key, metrics)
        tally.take(gates([:], .quiet), of: key, metrics)
        #expect(value("evenkeel_rules_held", ["gate": "Freeze"]) == 0)
    }

    private func evidence(_ signal: String, _ quality: Quality) -> Evidence {
        Evidence(
            signal: signal, quality: quality, confidence: Percentage(fraction: 0.25), observedAt: Self.began,
            explanation: "")
    }

    @Test("a policy without usable data is blind, and what is no signal of it any more loses its series")
    func signals() {
        var tally = SignalTally()
        let key = ObjectKey(namespace: "shop", name: "web")
        let labels = ["namespace": "shop", "policy": "web", "signal": "errors"]
        tally.take([evidence("errors", .unavailable), evidence("latency", .empty)], of: key, metrics)
        #expect(value("evenkeel_policies_blind") == 1)
        #expect(value("evenkeel_signal_usable", labels) == 0)
        tally.take([evidence("errors", .ok)], of: key, metrics)
        #expect(value("evenkeel_policies_blind") == 0)
        #expect(value("evenkeel_signal_usable", labels) == 1)
        #expect(value("evenkeel_signal_confidence_ratio", labels) == 0.25)
        #expect(!metrics.registry.exposition().contains("latency\""))
        tally.remove(key, metrics)
        #expect(value("evenkeel_signal_usable", labels) == nil)
        #expect(value("evenkeel_signal_evaluations_total", ["quality": "Empty"]) == 1)
    }

    @Test("a MetricSource that nobody gets an answer from is counted until it answers or is gone")
    func sources() {
        var tally = DecisionTally(metrics: metrics)
        func source(_ status: Condition.Status) -> Observation {
            var source = MetricSource(metadata: ObjectMeta(name: "main"), spec: MetricSourceSpec())
            source.status = MetricSourceStatus(conditions: [
                Condition(
                    type: ConditionType.reachable, status: status, lastTransitionTime: Self.began, reason: "R",
                    message: "")
            ])
            return .metricSourceChanged(source)
        }
        tally.take(source(.isFalse), [], engine: Engine())
        #expect(value("evenkeel_metric_sources_unreachable") == 1)
        tally.take(source(.isTrue), [], engine: Engine())
        #expect(value("evenkeel_metric_sources_unreachable") == 0)
        tally.take(source(.isFalse), [], engine: Engine())
        tally.take(.metricSourceDeleted("main"), [], engine: Engine())
        #expect(value("evenkeel_metric_sources_unreachable") == 0)
    }
}
