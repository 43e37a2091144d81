import EvenkeelAPI
import JSONValue
import Testing

@Suite struct WarningTests {
    struct Doubt: Sendable, CustomStringConvertible {
        var description: String
        var sample = "checkout"
        var edits: [Edit]
        var field: String
        var message: String
    }

    static let doubts: [Doubt] = [
        Doubt(
            description: "no owner in mode Shadow", edits: [.remove("/spec/owner")], field: "spec.owner",
            message: "no owner is set"),
        Doubt(
            description: "a mode that acts without rules", edits: [.set("/spec/rules", [])], field: "spec.rules",
            message: "mode Shadow without rules is the same as mode Observe"),
        Doubt(
            description: "a baseline that never has enough points",
            edits: [
                .set("/spec/signals/1/anomaly/baseline", "6h"), .set("/spec/signals/1/anomaly/minimumPoints", 361),
            ],
            field: "spec.signals[1].anomaly.minimumPoints",
            message: "361 points at a step of 1m take 6h1m, longer than the baseline of 6h"),
        Doubt(
            description: "a season shorter than two days",
            edits: [
                .set("/spec/signals/1/anomaly/baseline", "6h"), .set("/spec/signals/1/anomaly/detector", "Seasonal"),
            ],
            field: "spec.signals[1].anomaly.baseline", message: "Seasonal compares with earlier days"),
        Doubt(
            description: "a recovery that cannot be seen in time", edits: [.set("/spec/rules/2/verify/recovered", 11)],
            field: "spec.rules[2].verify.within", message: "11 healthy evaluations take 5m30s at an interval of 30s"),
        Doubt(
            description: "a recovery that cannot be seen in time because windows overlap",
            edits: [
                .set("/spec/signals/0/errorRate/errors", "sum(increase(http_requests_total{code=\"500\"}[2m]))"),
                .set("/spec/signals/0/errorRate/requests", "sum(increase(http_requests_total[2m]))"),
                .set("/spec/rules/0/consecutive", 1),
            ],
            field: "spec.rules[0].verify.within",
            message:
                "3 healthy evaluations take 6m because overlapping windows count once and the window of errors is 2m, and "
                + "Evenkeel sees the last one up to 30s later, after 5m: it would undo changes that helped"
        ),
        Doubt(
            description: "a recovery that takes all of the time, so that the last evaluation comes too late",
            edits: [
                .set("/spec/signals/0/errorRate/errors", "sum(increase(http_requests_total{code=\"500\"}[1m]))"),
                .set("/spec/signals/0/errorRate/requests", "sum(increase(http_requests_total[1m]))"),
                .set("/spec/rules/0/consecutive", 1), .set("/spec/rules/0/verify/within", "3m"),
            ],
            field: "spec.rules[0].verify.within", message: "3 healthy evaluations take 3m"
        ),
        Doubt(
            description: "a restart of outliers that nobody names",
            edits: [.set("/spec/rules/1/action/restart/pods", "Outliers")],
            field: "spec.rules[1].action.restart.pods", message: "the rule has no outlier signal"),
        Doubt(
            description: "a forecast that never has enough points",
            edits: [
                .remove("/spec/signals/1/anomaly"),
                .set(
                    "/spec/signals/1/forecast",
                    ["source": "default", "query": "x", "limit": "10Gi", "window": "30m"]),
            ],
            field: "spec.signals[1].forecast.minimumPoints",
            message: "12 points at a step of 5m take 1h, longer than the window of 30m"),
        Doubt(
            description: "canary latencies that overlap too much",
            edits: [.set("/spec/signals/3/canary/latency", ["query": "rate(x[5m])"])],
            field: "spec.signals[3].canary.latency.minimumPoints",
            message: "a window of 10m contains 3 points that do not overlap, fewer than 10"),
        Doubt(
            description: "quality limits of what is no series", edits: [.set("/spec/signals/2/quality", [:])],
            field: "spec.signals[2].quality", message: "has no effect on a workload signal"),
        Doubt(
            description: "a streak longer than the verification", edits: [.set("/spec/rules/1/consecutive", 11)],
            field: "spec.rules[1].consecutive", message: "11 evaluations take 5m30s, longer than the 5m"),
        Doubt(
            description: "approvals gone before the next evaluation",
            edits: [.set("/spec/rules/0/approval/expiresAfter", "29s")], field: "spec.rules[0].approval.expiresAfter",
            message: "approvals expire after 29s, before the next evaluation after 30s"),
        Doubt(
            description: "a confidence that nothing uses", edits: [.set("/spec/rules/0/approval/mode", "Always")],
            field: "spec.rules[0].approval.confidence", message: "has no effect in mode Always"),
        Doubt(
            description: "a question that is never asked", edits: [.set("/spec/rules/0/approval/confidence", "95%")],
            field: "spec.rules[0].approval.confidence",
            message: "no plan requires an approval: the rule requires a confidence of 95%"),
        Doubt(
            description: "a rollback of a stateful set",
            edits: [.set("/spec/targetRef/kind", "StatefulSet"), .set("/spec/rules/1/action/restart/ordered", true)],
            field: "spec.rules[0].action.rollback", message: "a StatefulSet cannot be rolled back"),
        Doubt(
            description: "a restart of pods that nobody calls unhealthy",
            edits: [
                .set("/spec/rules/1/when/all", ["errors"]), .set("/spec/rules/2/when/all", ["latency", "crashes"]),
            ],
            field: "spec.rules[1].action.restart.pods", message: "the rule has no workload signal"),
        Doubt(
            description: "a source for nobody", sample: "metricsource", edits: [.remove("/spec/allowedNamespaces")],
            field: "spec.allowedNamespaces", message: "no namespace is allowed"),
        Doubt(
            description: "a password in the clear", sample: "metricsource",
            edits: [
                .set(
                    "/spec/prometheus/headersFrom",
                    [["name": "Authorization", "secretRef": ["name": "a", "key": "b"]]])
            ],
            field: "spec.prometheus.address", message: "headers from Secrets are sent unencrypted"),
        Doubt(
            description: "a certificate that nobody checks", sample: "metricsource",
            edits: [.set("/spec/prometheus/tls", ["insecureSkipVerify": true])],
            field: "spec.prometheus.tls.insecureSkipVerify", message: "an attacker on the network can forge metrics"),
        Doubt(
            description: "a guardrail of nothing", sample: "guardrail", edits: [.set("/spec", [:])], field: "spec",
            message: "the guardrail has no effect"),
        Doubt(
            description: "a time zone that nobody knows", sample: "guardrail",
            edits: [.set("/spec/freezeWindows/0/timeZone", "Europe/Atlantis")],
            field: "spec.freezeWindows[0].timeZone", message: "\"Europe/Atlantis\" is not a time zone"),
        Doubt(
            description: "a namespace where there is none", sample: "guardrail",
            edits: [.set("/metadata/namespace", "shop")], field: "metadata.namespace",
            message: "Guardrail is cluster-scoped"),
    ]

    @Test("a probable mistake in a valid document is a warning, not an error", arguments: doubts)
    func doubt(_ doubt: Doubt) throws {
        let findings = Documents.validate(try Samples.document(doubt.sample).edited(doubt.edits))
        #expect(findings.count == 1, "\(findings)")
        #expect(findings.first?.severity == .warning)
        #expect(findings.first?.field == doubt.field)
        #expect(findings.first?.message.hasPrefix(doubt.message) == true, "\(findings)")
    }

    @Test(
        "a schedule that can never fire is an error",
        arguments: ["0 0 31 2 *", "0 0 30 FEB *", "0 0 31 4,6,9,11 *", "0 0 31 APR-APR */2"])
    func neverFires(schedule: String) throws {
        let document = try Samples.guardrail().edited([.set("/spec/freezeWindows/0/schedule", .string(schedule))])
        let findings = Documents.validate(document)
        #expect(findings.map(\.severity) == [.error])
        #expect(findings.map(\.field) == ["spec.freezeWindows[0].schedule"])
        #expect(findings.first?.message.contains("never fires") == true)
    }

    @Test("a source that is not there, does not allow the namespace, or cannot answer is a warning")
    func sources() throws {
        let policy = try Samples.policy()
        func warnings(_ edits: Edit...) throws -> [String] {
            Documents.validate([policy, try Samples.metricSource().edited(edits)])[0].map(\.description)
        }
        #expect(
            try warnings(.set("/metadata/name", "defaults")).first
                == "spec.signals[0].errorRate.source: MetricSource default is not among the given documents; "
                + "did you mean \"defaults\"?")
        #expect(try warnings(.set("/spec/allowedNamespaces", ["other"])).count == 4)
        let alertmanager: JSON = ["alertmanager": ["address": "http://alertmanager"], "allowedNamespaces": ["*"]]
        #expect(try warnings(.set("/spec", alertmanager)).count == 3)
    }

    @Test("without any source among the documents, sources are taken to be in the cluster")
    func noSources() throws { #expect(Documents.validate([try Samples.policy()]) == [[]]) }

    @Test("the same object twice is a warning")
    func twice() throws {
        let findings = Documents.validate([try Samples.guardrail(), try Samples.guardrail()])
        #expect(findings[0] == [])
        #expect(findings[1].map(\.severity) == [.warning])
    }
}
