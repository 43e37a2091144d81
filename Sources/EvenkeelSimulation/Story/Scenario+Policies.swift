import EvenkeelAPI
import KubernetesTypes

extension Scenario {
    enum Kind: Sendable, Hashable, CaseIterable { case rollback, scale, restart, slow }

    /// One policy of an application, and sometimes a second one with another remedy for the same workload.
    static func policies(of application: Application, _ random: inout SeededRandom) -> [RemediationPolicy] {
        let weights: [(Kind, Double)] = [(.rollback, 4), (.scale, 3), (.restart, 3), (.slow, 0.7)]
        let first = random.pick(weights) ?? .rollback
        var policies = [policy(application, first, &random)]
        if random.chance(0.3), let second = random.pick(weights.filter { $0.0 != first }) {
            policies.append(policy(application, second, &random))
        }
        return policies
    }

    private static func policy(_ application: Application, _ kind: Kind, _ random: inout SeededRandom)
        -> RemediationPolicy
    {
        // Calm policies evaluate seldom, so that many hours pass in a second; the others exercise the engine's pace.
        let interval = random.pick([(30.0, 0.06), (60, 0.14), (120, 0.3), (300, 0.5)]) ?? 300
        let mode = random.pick([(Mode.automatic, 6), (.suggest, 2), (.shadow, 1.2), (.observe, 0.6)]) ?? .automatic
        var spec = RemediationPolicySpec(
            mode: mode, owner: "shop-team", targetRef: TargetReference(name: application.name),
            serviceAccountName: "evenkeel", interval: .seconds(interval), signals: [], rules: [])
        spec.signals = [signal(kind, interval, &random)]
        spec.history = History(limit: random.whole(1...6), keepFor: .hours(48))
        var rule = Rule(
            name: "\(kind)", when: When(any: [spec.signals[0].name]), consecutive: random.whole(1...3),
            minimumConfidence: Percentage(fraction: random.one(of: [0.9, 0.95, 0.99]) ?? 0.95),
            action: action(kind, &random))
        rule.approval = approval(interval, &random)
        let recovered = random.whole(1...3)
        rule.verify = Verification(
            within: .seconds(max(300, Double(recovered + 2) * interval)),
            recovered: random.chance(0.7) ? recovered : nil)
        rule.cooldown = .seconds(random.between(2, 30).rounded() * 60)
        spec.rules = [rule]
        return RemediationPolicy(
            metadata: ObjectMeta(name: "\(application.name)-\(kind)", namespace: ClusterHarness.namespace), spec: spec)
    }

    static func action(_ kind: Kind, _ random: inout SeededRandom) -> Action {
        switch kind {
        case .rollback: Action(.rollback(RollbackAction(to: random.chance(0.7) ? .lastHealthy : .previous)))
        case .scale, .slow:
            Action(
                .scale(
                    ScaleAction(
                        by: SignedPercentage(fraction: random.one(of: [0.5, 1]) ?? 0.5), maximum: 10,
                        revertAfter: .minutes(random.between(10, 60).rounded()))))
        case .restart: Action(.restart(RestartAction(pods: .unhealthy, maximumUnavailable: random.whole(1...2))))
        }
    }

    private static func approval(_ interval: Double, _ random: inout SeededRandom) -> ApprovalRequirement {
        let mode = random.pick([
            (ApprovalRequirement.Mode.never, 7), (.always, 1.5), (.belowConfidence, 1.5),
        ])
        return ApprovalRequirement(
            mode: mode ?? .never, confidence: mode == .belowConfidence ? Percentage(fraction: 0.999) : nil,
            expiresAfter: .seconds(max(900, 3 * interval)))
    }

    static func signal(_ kind: Kind, _ interval: Double, _ random: inout SeededRandom) -> Signal {
        switch kind {
        case .restart: return Signal(name: "pods", .workload(WorkloadSignal(condition: .notReady, for: .seconds(60))))
        case .slow:
            return Signal(
                name: "latency",
                .anomaly(
                    AnomalySignal(
                        source: "main", query: "latency", detector: .zScore, direction: .above, baseline: .hours(1),
                        step: .seconds(60))))
        case .rollback, .scale:
            // At least four scrapes, so that an increase can be measured; or the counters themselves.
            let window = random.chance(0.5) ? "[\(Int(max(120, interval)))s]" : ""
            return Signal(
                name: "errors",
                .errorRate(
                    ErrorRateSignal(
                        source: "main", errors: "errors_total\(window)", requests: "requests_total\(window)",
                        limit: Percentage(fraction: 0.05), minimumRequests: 100,
                        test: random.chance(0.7) ? .sequential : .consecutive)))
        }
    }
}

extension RemediationPolicySpec {
    /// The queries as this application's own, and what each asks for.
    mutating func ask(about application: String) -> [String: Question] {
        var questions: [String: Question] = [:]
        for index in signals.indices {
            switch signals[index].kind {
            case .errorRate(var signal):
                let window = Self.window(signal.errors)
                signal.errors = Self.count("errors_total", of: application, window)
                signal.requests = Self.count("requests_total", of: application, window)
                signals[index].kind = .errorRate(signal)
                questions[signal.errors] = Question(application: application, what: .errors, window: window)
                questions[signal.requests] = Question(application: application, what: .requests, window: window)
            case .anomaly(var signal):
                signal.query = "avg(latency_seconds{app=\"\(application)\"})"
                signals[index].kind = .anomaly(signal)
                questions[signal.query] = Question(application: application, what: .latency, window: 0)
            case .workload, .canary, .alert, .forecast, .outlier, nil: continue
            }
        }
        return questions
    }

    private static func count(_ name: String, of application: String, _ window: Double) -> String {
        let selector = "\(name){app=\"\(application)\"}"
        return window > 0 ? "sum(increase(\(selector)[\(Int(window))s]))" : selector
    }

    private static func window(_ expression: String) -> Double {
        let text = expression.split(separator: "[").last?.prefix { $0 != "]" } ?? ""
        return TimeSpan(String(text))?.seconds ?? 0
    }
}
