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
    var lieRate: Double

    init(seed: UInt64) {
        var dice = Dice(seed: seed, "scenario")
        calm = dice.between(3, 9) * 3600
        roughness = dice.between(0.02, 0.25)
        lieRate = dice.chance(0.5) ? dice.between(0, 0.02) : 0
        clockErrors = [
            Election.identities[0]: dice.chance(0.3) ? dice.between(-3, 3) : 0,
            Election.identities[1]: dice.chance(0.5) ? dice.between(-3, 3) : 0,
        ]
        for index in 0..<dice.whole(1...3) {
            let application = Self.application("app\(index)", &dice)
            applications.append(application)
            policies += Self.policies(of: application, &dice)
        }
        guardrails = [Self.guardrail(&dice)]
    }

    private static func application(_ name: String, _ dice: inout Dice) -> Application {
        let replicas = dice.whole(2...4)
        let load = dice.between(20, 60)
        let hasAutoscaler = dice.chance(0.2)
        var application = Application(
            name: name, replicas: replicas, capacity: load / Double(replicas) * 2, load: load, usualLoad: load,
            isFromGit: !hasAutoscaler && dice.chance(0.2), hasAutoscaler: hasAutoscaler,
            minAvailable: dice.pick([(nil, 3), (1, 3), (replicas - 1, 3), (replicas, 0.7)]) ?? nil)
        application.template = application.template(.good)
        return application
    }

    private static func guardrail(_ dice: inout Dice) -> Guardrail {
        var spec = GuardrailSpec()
        if dice.chance(0.5) {
            spec.budgets = Budgets(
                concurrent: dice.chance(0.5) ? dice.whole(1...2) : nil,
                perHour: dice.chance(0.5) ? dice.whole(1...4) : nil)
        }
        if dice.chance(0.4) {
            spec.systemicBrake = SystemicBrake(
                unhealthyTargets: Percentage(fraction: 0.5), minimumTargets: 3, releaseAfter: .minutes(10))
        }
        if dice.chance(0.2) {
            spec.freezeWindows = [
                FreezeWindow(
                    name: "night", schedule: "0 22 * * *", duration: .hours(6), timeZone: "Europe/Berlin",
                    allow: dice.chance(0.5) ? [.scaleUp] : [])
            ]
        }
        return Guardrail(metadata: ObjectMeta(name: "all"), spec: spec)
    }
}
