import EvenkeelAPI
import EvenkeelEngine
import JSONValue
import KubernetesTypes

// At the end of every world, when all is calm: one more workload gets into trouble, and Evenkeel must help.
extension World {
    static let probe = "probe"

    private var probeKind: Scenario.Kind { [.rollback, .scale, .restart][Int(seed % 3)] }

    func beginProbe() {
        merge(
            Guardrail.resourceType, ObjectKey(name: "all"),
            ["spec": ["paused": false, "budgets": .null, "circuitBreaker": .null, "freezeWindows": []]])
        var application = Application(
            name: Self.probe, replicas: 3, capacity: 40, load: 60, usualLoad: 60, isFromGit: false,
            hasAutoscaler: false, minAvailable: 1)
        application.template = application.template(.good)
        deploy(application)
        apply(probePolicy)
        plan(.happen(.probeFailure), after: 3600)
    }

    private var probePolicy: RemediationPolicy {
        var random = SeededRandom(seed: seed, "probe")
        var spec = RemediationPolicySpec(
            mode: .automatic, owner: "shop-team", targetRef: TargetReference(name: Self.probe),
            serviceAccountName: "evenkeel", interval: .seconds(60),
            signals: [Scenario.signal(probeKind, 60, &random)], rules: [])
        spec.rules = [
            Rule(
                name: "help", when: When(any: spec.signals.map(\.name)), consecutive: 2,
                action: Scenario.action(probeKind, &random))
        ]
        spec.rules[0].verify = Verification(within: .minutes(10), recovered: 2)
        return RemediationPolicy(metadata: ObjectMeta(name: Self.probe, namespace: Self.namespace), spec: spec)
    }

    func failureProbe() {
        switch probeKind {
        case .rollback: befallCluster(.release(Self.probe, .failing(0.3)))
        case .restart: befallCluster(.stickPods(Self.probe, crashing: false))
        case .scale, .slow: befallCluster(.load(Self.probe, factor: 2.6))
        }
    }

    func checkProbe() {
        let own = ledger.remediations.values.filter { $0.spec.policyRef.name == Self.probe }
        let phases = own.compactMap { $0.status?.phase.rawValue }.sorted().joined(separator: ", ")
        guard own.contains(where: { $0.status?.phase == .succeeded && hasChanged($0) }) else {
            return breach(
                .live, "help",
                "the trouble of \(Self.probe) was not ended by \(probeKind): \(phases.isEmpty ? "nothing" : phases)")
        }
        tally.counts["helped at the end", default: 0] += 1
    }

    private func hasChanged(_ remediation: Remediation) -> Bool {
        ledger.changes[remediation.metadata.uid ?? ""]?.contains { $0.change.purpose != .undo } ?? false
    }
}
