import EvenkeelAPI
import EvenkeelBacktest
import KubernetesTypes

extension RemediationPolicy {
    /// Errors over 5 % roll back; strange latency scales up.
    static func checkout(
        minimumConfidence: Double = 0.99, consecutive: Int = 2, mode: Mode = .automatic,
        approval: ApprovalRequirement = ApprovalRequirement()
    ) -> RemediationPolicy {
        RemediationPolicy(
            metadata: ObjectMeta(name: "checkout", namespace: "shop"),
            spec: RemediationPolicySpec(
                mode: mode, targetRef: TargetReference(name: "checkout"),
                signals: [
                    Signal(
                        name: "errors",
                        .errorRate(
                            ErrorRateSignal(
                                source: "default", errors: "sum(increase(shop_errors_total[1m]))",
                                requests: "sum(increase(shop_requests_total[1m]))", limit: Percentage(fraction: 0.05)))),
                    Signal(
                        name: "latency",
                        .anomaly(
                            AnomalySignal(
                                source: "default", query: "shop_latency_seconds", detector: .medianAbsoluteDeviation,
                                direction: .above,
                                baseline: .hours(3), minimumDeviation: Percentage(fraction: 0.3)))),
                ],
                rules: [
                    Rule(
                        name: "undo-bad-release", when: When(any: ["errors"]), consecutive: consecutive,
                        minimumConfidence: Percentage(fraction: minimumConfidence),
                        action: Action(.rollback(RollbackAction())), approval: approval),
                    Rule(
                        name: "absorb-load", when: When(all: ["latency"]), consecutive: 3,
                        minimumConfidence: Percentage(fraction: 0.99),
                        action: Action(.scale(ScaleAction(by: SignedPercentage(fraction: 0.5), maximum: 20)))),
                ]))
    }
}

extension Shop {
    /// Plays a policy over the shop's files.
    func play(
        _ policy: RemediationPolicy = .checkout(), guardrails: [Guardrail] = [], objects: [KubernetesObject] = []
    ) async throws -> BacktestRecord {
        let folder = try Folder()
        try write(to: folder)
        var past = try FilePast(folder: folder.path, from: range.from, to: range.to)
        var backtest = Backtest(
            BacktestSetup(
                policies: [policy], guardrails: guardrails, objects: objects, from: range.from, to: range.to))
        return try await backtest.run(&past)
    }
}
