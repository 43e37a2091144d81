import EvenkeelAPI
import JSONValue
import KubernetesTypes
import Testing

@Suite struct DefaultingTests {
    @Test("what a policy leaves out is what the Swift initialisers say")
    func policy() throws {
        let policy = try RemediationPolicy(json: Self.shortest.edited([.set("/spec/rules/2/action/restart", [:])]))
        let signals = [
            Signal(
                name: "errors",
                .errorRate(
                    ErrorRateSignal(
                        source: "default", errors: "a", requests: "b", limit: Percentage(fraction: 0.05)))),
            Signal(name: "latency", .anomaly(AnomalySignal(source: "default", query: "c"))),
            Signal(name: "crashes", .workload(WorkloadSignal(condition: .crashLooping))),
        ]
        let rules = [
            Rule(name: "undo", when: When(any: ["errors"]), action: Action(.rollback(RollbackAction()))),
            Rule(
                name: "grow", when: When(all: ["latency"]),
                action: Action(.scale(ScaleAction(by: SignedPercentage(fraction: 0.5), maximum: 20)))),
            Rule(name: "restart", when: When(all: ["crashes"]), action: Action(.restart(RestartAction()))),
        ]
        let expected = RemediationPolicySpec(
            targetRef: TargetReference(name: "checkout"), signals: signals, rules: rules)
        #expect(policy.spec == expected)
        #expect(policy.spec.mode == .shadow)
        #expect(policy.spec.interval == .seconds(30))
        #expect(policy.spec.rules[0].approval == ApprovalRequirement(mode: .never, expiresAfter: .minutes(30)))
        #expect(policy.spec.history == History(limit: 20, keepFor: .hours(30 * 24)))
    }

    private static let shortest: JSON = [
        "apiVersion": "evenkeel.dev/v1alpha1", "kind": "RemediationPolicy", "metadata": ["name": "checkout"],
        "spec": [
            "targetRef": ["name": "checkout"],
            "signals": [
                ["name": "errors", "errorRate": ["source": "default", "errors": "a", "requests": "b", "limit": "5%"]],
                ["name": "latency", "anomaly": ["source": "default", "query": "c"]],
                ["name": "crashes", "workload": ["condition": "CrashLooping"]],
            ],
            "rules": [
                ["name": "undo", "when": ["any": ["errors"]], "action": ["rollback": [:]]],
                ["name": "grow", "when": ["all": ["latency"]], "action": ["scale": ["by": "50%", "maximum": 20]]],
                ["name": "restart", "when": ["all": ["crashes"]], "action": ["restart": nil]],
            ],
        ],
    ]

    @Test("a restart of null is no action at all, as for the API server")
    func null() throws {
        let error = #expect(throws: InvalidDocument.self) { try RemediationPolicy(json: Self.shortest) }
        #expect(
            error?.sentence == "spec.rules[2].action: Invalid value: exactly one of scale, restart, rollback is needed")
    }

    @Test("half an object gets the other half")
    func nested() throws {
        let document = try Samples.policy().edited([
            .set("/spec/history", ["limit": 3]), .set("/spec/rules/0/verify", ["recovered": 5]),
        ])
        let spec = try RemediationPolicy(json: document).spec
        #expect(spec.history == History(limit: 3))
        #expect(spec.rules[0].verify == Verification(recovered: 5))
    }

    @Test("an empty status is read as one that says nothing")
    func status() throws {
        let document = try Samples.policy().edited([.set("/status", [:])])
        #expect(try RemediationPolicy(json: document).status == RemediationPolicyStatus())
    }

    @Test("a guardrail's breaker and a source's endpoint have defaults")
    func clusterWide() throws {
        let guardrail = try Samples.guardrail().edited([.set("/spec", ["circuitBreaker": [:]])])
        #expect(try Guardrail(json: guardrail).spec == GuardrailSpec(circuitBreaker: CircuitBreaker()))
        let source = try Samples.metricSource().edited([.set("/spec", ["loki": ["address": "http://loki"]])])
        #expect(try MetricSource(json: source).spec == MetricSourceSpec(.loki(.init(address: "http://loki"))))
    }
}
