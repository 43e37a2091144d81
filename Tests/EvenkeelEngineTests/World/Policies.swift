import EvenkeelAPI
import KubernetesTypes

// Policies by short chains; by default about Deployment `web`, evaluated every 30 seconds, acting by themselves.
extension RemediationPolicy {
    static func about(_ target: String = "web", named name: String = "web") -> RemediationPolicy {
        RemediationPolicy(
            metadata: ObjectMeta(name: name, namespace: "shop"),
            spec: RemediationPolicySpec(
                mode: .automatic, owner: "shop-team", targetRef: TargetReference(name: target),
                serviceAccountName: "evenkeel", signals: [], rules: []))
    }

    func mode(_ mode: Mode) -> RemediationPolicy { with { $0.mode = mode } }
    func suspended(_ suspend: Bool = true) -> RemediationPolicy { with { $0.suspend = suspend } }
    func history(_ limit: Int) -> RemediationPolicy { with { $0.history.limit = limit } }

    func errorRate(
        _ name: String = "errors", limit: Double = 0.05, window: String = "30s", minimum: Int = 100,
        test: ErrorRateSignal.Test = .sequential
    ) -> RemediationPolicy {
        signal(
            Signal(
                name: name,
                .errorRate(
                    ErrorRateSignal(
                        source: "main", errors: "sum(increase(errors_total[\(window)]))",
                        requests: "sum(increase(requests_total[\(window)]))", limit: Percentage(fraction: limit),
                        minimumRequests: minimum, test: test))))
    }

    /// From the counters themselves, every ten seconds.
    func counters(limit: Double = 0.05, minimum: Int = 100) -> RemediationPolicy {
        with { $0.interval = .seconds(10) }.signal(
            Signal(
                name: "errors",
                .errorRate(
                    ErrorRateSignal(
                        source: "main", errors: "http_requests_total{app=\"web\",code=~\"5..\"}",
                        requests: "http_requests_total{app=\"web\"}", limit: Percentage(fraction: limit),
                        minimumRequests: minimum))))
    }

    func anomaly(
        _ name: String = "latency", detector: AnomalySignal.Detector = .zScore,
        direction: AnomalySignal.Direction = .above, baseline: TimeSpan = .hours(1), step: TimeSpan = .seconds(30)
    ) -> RemediationPolicy {
        signal(
            Signal(
                name: name,
                .anomaly(
                    AnomalySignal(
                        source: "main", query: "latency", detector: detector, direction: direction, baseline: baseline,
                        step: step))))
    }

    func trouble(
        _ name: String = "crashes", _ condition: WorkloadSignal.Failure = .crashLooping,
        for time: TimeSpan = .seconds(30)
    ) -> RemediationPolicy {
        signal(Signal(name: name, .workload(WorkloadSignal(condition: condition, for: time))))
    }

    func alert(_ name: String = "alert", _ labels: [String: String] = ["alertname": "Slow"]) -> RemediationPolicy {
        signal(Signal(name: name, .alert(AlertSignal(source: "main", matchLabels: labels))))
    }

    func signal(_ signal: Signal) -> RemediationPolicy { with { $0.signals.append(signal) } }

    func rule(
        _ name: String, any: [String]? = nil, all: [String]? = nil, _ action: Action,
        _ change: (inout Rule) -> Void = { _ in }
    ) -> RemediationPolicy {
        with { spec in
            var rule = Rule(
                name: name, when: When(all: all, any: any ?? (all == nil ? spec.signals.map(\.name) : nil)),
                consecutive: 2, action: action)
            change(&rule)
            spec.rules.append(rule)
        }
    }

    func rollback(_ change: (inout Rule) -> Void = { _ in }) -> RemediationPolicy {
        rule("rollback", Action(.rollback(RollbackAction())), change)
    }

    func scale(
        by: Double = 0.5, maximum: Int = 10, revertAfter: TimeSpan = .minutes(30),
        _ change: (inout Rule) -> Void = { _ in }
    ) -> RemediationPolicy {
        rule(
            "scale",
            Action(.scale(ScaleAction(by: SignedPercentage(fraction: by), maximum: maximum, revertAfter: revertAfter))),
            change)
    }

    func restart(
        _ pods: RestartAction.Pods = .unhealthy, unavailable: Int = 1, _ change: (inout Rule) -> Void = { _ in }
    ) -> RemediationPolicy {
        rule("restart", Action(.restart(RestartAction(pods: pods, maximumUnavailable: unavailable))), change)
    }

    func with(_ change: (inout RemediationPolicySpec) -> Void) -> RemediationPolicy {
        var copy = self
        change(&copy.spec)
        return copy
    }
}

extension Guardrail {
    static func named(_ name: String, _ change: (inout GuardrailSpec) -> Void) -> Guardrail {
        var spec = GuardrailSpec()
        change(&spec)
        return Guardrail(metadata: ObjectMeta(name: name), spec: spec)
    }
}

extension MetricSource {
    static func named(_ name: String = "main", namespaces: [String] = ["*"]) -> MetricSource {
        MetricSource(
            metadata: ObjectMeta(name: name),
            spec: MetricSourceSpec(.prometheus(.init(address: "http://metrics.example")), allowedNamespaces: namespaces)
        )
    }
}
