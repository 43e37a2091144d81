import EvenkeelAPI
import EvenkeelEngine
import JSONValue
import KubernetesTypes

// The situations that tests begin with.
extension World {
    /// Deployment `web` with four healthy pods for ten minutes, 0.1 % errors.
    static func healthy(
        _ policy: RemediationPolicy = .about().errorRate().rollback(), limits: Engine.Limits = .init(),
        of deployment: KubernetesObject = .deployment(), for seconds: Double = 600,
        _ prepare: (inout World) -> Void = { _ in }
    ) -> World {
        var world = World(limits: limits)
        world.measure("errors", .rate(0.001), from: beginning - 86_400)
        world.measure("latency", .value(100), from: beginning - 86_400)
        world.measure("alert", .firing(false), from: beginning - 86_400)
        world.add(deployment)
        prepare(&world)
        world.apply(policy)
        world.start()
        world.run(for: seconds)
        return world
    }

    /// Releases an image that fails in 20 % of requests until it is gone.
    mutating func releaseBadly(_ image: String = "web:2") {
        release(image)
        reaction = { world in
            let isBad = world.deployment?.image == image
            let reading = Reading.rate(isBad ? 0.2 : 0.001)
            if world.metrics.reading("errors", at: world.now) != reading { world.measure("errors", reading) }
        }
    }
}

// What every run begins with, lived through once.
extension World {
    static let healthyForRollback = healthy()
    static let healthyForScale = healthy(.about().anomaly().scale(revertAfter: .minutes(20)))
    static let healthyForRestart = healthy(.about().trouble().restart()) { $0.add(.budget().minAvailable(2)) }
}

// The three stories whose ends are the same whatever goes wrong on the way.
extension World {
    static func badRelease(_ policy: RemediationPolicy? = nil) -> World {
        var world = policy.map { .healthy($0) } ?? healthyForRollback
        world.releaseBadly()
        return world
    }

    /// Latency triples for 15 minutes unless there are six replicas; the scale is kept for 20 minutes.
    static func overload(_ policy: RemediationPolicy? = nil) -> World {
        var world = policy.map { .healthy($0) } ?? healthyForScale
        world.reaction = { world in
            let isLoaded = world.now < World.beginning + 1500
            let reading = Reading.value(isLoaded && (world.deployment?.replicas ?? 0) < 6 ? 300 : 100)
            if world.metrics.reading("latency", at: world.now) != reading { world.measure("latency", reading) }
        }
        return world
    }

    /// Two of four pods crash, behind a budget that wants two.
    static func stuckPods(_ policy: RemediationPolicy? = nil) -> World {
        var world = policy.map { .healthy($0) { $0.add(.budget().minAvailable(2)) } } ?? healthyForRestart
        world.crashPods(2)
        return world
    }
}
