import EvenkeelAPI
import KubernetesTypes

/// What a world is made of, drawn from its seed.
struct Scenario: Sendable {
    var applications: [Application] = []
    var policies: [RemediationPolicy] = []
    var guardrails: [Guardrail] = []
    var clockErrors: [String: Double] = [:]
    /// Seconds between two happenings, on average.
    var calm: Double
    /// How probable a fault is in rough weather.
    var roughness: Double
    var metricFaultRate: Double

    /// The name of its one guardrail.
    static let guardrail = "all"

    init(seed: UInt64) {
        var random = SeededRandom(seed: seed, "scenario")
        calm = random.between(3, 9) * 3600
        roughness = random.between(0.02, 0.25)
        metricFaultRate = random.chance(0.5) ? random.between(0, 0.02) : 0
        clockErrors = [
            Election.identities[0]: random.chance(0.3) ? random.between(-3, 3) : 0,
            Election.identities[1]: random.chance(0.5) ? random.between(-3, 3) : 0,
        ]
        for index in 0..<random.whole(1...3) {
            let application = Self.application("app\(index)", &random)
            applications.append(application)
            policies += Self.policies(of: application, &random)
        }
        guardrails = [Self.guardrail(&random)]
    }

    private static func application(_ name: String, _ random: inout SeededRandom) -> Application {
        let replicas = random.whole(2...4)
        let load = random.between(20, 60)
        let hasAutoscaler = random.chance(0.2)
        var application = Application(
            name: name, replicas: replicas, capacity: load / Double(replicas) * 2, load: load, usualLoad: load,
            isFromGit: !hasAutoscaler && random.chance(0.2), hasAutoscaler: hasAutoscaler,
            minAvailable: random.pick([(nil, 3), (1, 3), (replicas - 1, 3), (replicas, 0.7)]) ?? nil)
        application.template = application.template(.good)
        return application
    }

    private static func guardrail(_ random: inout SeededRandom) -> Guardrail {
        var spec = GuardrailSpec()
        if random.chance(0.5) {
            spec.budgets = Budgets(
                concurrent: random.chance(0.5) ? random.whole(1...2) : nil,
                perHour: random.chance(0.5) ? random.whole(1...4) : nil)
        }
        if random.chance(0.4) {
            spec.circuitBreaker = CircuitBreaker(
                unhealthyTargets: Percentage(fraction: 0.5), minimumTargets: 3, resetAfter: .minutes(10))
        }
        if random.chance(0.2) {
            spec.freezeWindows = [
                FreezeWindow(
                    name: "night", schedule: "0 22 * * *", duration: .hours(6), timeZone: "Europe/Berlin",
                    allow: random.chance(0.5) ? [.scaleUp] : [])
            ]
        }
        return Guardrail(metadata: ObjectMeta(name: Self.guardrail), spec: spec)
    }
}
