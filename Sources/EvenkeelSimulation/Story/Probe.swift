import EvenkeelAPI
import KubernetesTypes

/// At the end of every world, when all is calm, one more workload fails, and Evenkeel must help.
struct Probe: Sendable {
    static let name = "probe"

    let kind: Scenario.Kind
    let policy: RemediationPolicy

    init(seed: UInt64) {
        kind = [.rollback, .scale, .restart][Int(seed % 3)]
        var random = SeededRandom(seed: seed, "probe")
        var spec = RemediationPolicySpec(
            mode: .automatic, owner: "shop-team", targetRef: TargetReference(name: Self.name),
            serviceAccountName: "evenkeel", interval: .seconds(60),
            signals: [Scenario.signal(kind, 60, &random)], rules: [])
        spec.rules = [
            Rule(
                name: "help", when: When(any: spec.signals.map(\.name)), consecutive: 2,
                action: Scenario.action(kind, &random))
        ]
        spec.rules[0].verify = Verification(within: .minutes(10), recovered: 2)
        policy = RemediationPolicy(
            metadata: ObjectMeta(name: Self.name, namespace: ClusterHarness.namespace), spec: spec)
    }

    var application: Application {
        var application = Application(
            name: Self.name, replicas: 3, capacity: 40, load: 60, usualLoad: 60, isFromGit: false,
            hasAutoscaler: false, minAvailable: 1)
        application.template = application.template(.good)
        return application
    }

    /// What its workload suffers from.
    var failure: SimulationEvent {
        switch kind {
        case .rollback: .release(Self.name, .failing(0.3))
        case .restart: .stickPods(Self.name, crashing: false)
        case .scale, .slow: .load(Self.name, factor: 2.6)
        }
    }
}
