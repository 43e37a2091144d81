import EvenkeelAPI
import EvenkeelEngine
import JSONValue
import KubernetesTypes
import Testing

// The situations that tests begin with.
extension World {
    /// Deployment `web` with four healthy pods for ten minutes, 0.1 % errors.
    static func healthy(
        _ policy: RemediationPolicy = .about().errorRate().rollback(), limits: Engine.Limits = .init(),
        for seconds: Double = 600, _ prepare: (inout World) -> Void = { _ in }
    ) -> World {
        var world = World(limits: limits)
        world.measure("errors", .rate(0.001), from: beginning - 86_400)
        world.measure("latency", .value(100), from: beginning - 86_400)
        world.measure("alert", .firing(false), from: beginning - 86_400)
        world.add(.deployment())
        prepare(&world)
        world.apply(policy)
        world.start()
        world.run(for: seconds)
        return world
    }

    /// Releases `web:2`, which fails in 20 % of requests until it is gone.
    mutating func releaseBadly() {
        release("web:2")
        reaction = { world in
            let isBad = world.deployment?.image == "web:2"
            let reading = Reading.rate(isBad ? 0.2 : 0.001)
            if world.metrics.reading("errors", at: world.now) != reading { world.measure("errors", reading) }
        }
    }
}

@Suite("The life of a remediation") struct LifeTests {
    @Test("a bad release is rolled back, verified and succeeds")
    func badRelease() {
        var world = World.healthy()
        world.releaseBadly()
        world.run(for: 600)
        #expect(world.deployment?.image == "web:1", "\(world.story)")
        #expect(world.phases == [.succeeded])
        #expect(world.ledger.count(.change) == 1)
        #expect(world.violations == [])
    }

    @Test("an overload is met by a scale for a lease, and afterwards the count is back")
    func overload() {
        var world = World.healthy(.about().anomaly().scale(lease: .minutes(20)))
        world.reaction = { world in
            let isLoaded = world.now < World.beginning + 1500
            let reading = Reading.value(isLoaded && (world.deployment?.replicas ?? 0) < 6 ? 300 : 100)
            if world.metrics.reading("latency", at: world.now) != reading { world.measure("latency", reading) }
        }
        world.run(until: { $0.phase == .succeeded }, within: 900)
        #expect(world.deployment?.replicas == 6, "\(world.story)")
        world.run(for: 1800)
        #expect(world.deployment?.replicas == 4)
        #expect(world.latest()?.status?.lease?.state == .returned)
        #expect(world.phases == [.succeeded], "\(world.story)")
        #expect(world.violations == [])
    }

    @Test("stuck pods are evicted one at a time behind a disruption budget")
    func stuckPods() {
        var world = World.healthy(.about().trouble().restart()) { $0.add(.budget().minAvailable(2)) }
        world.crashPods(2)
        world.run(for: 600)
        #expect(world.ledger.count(.evict) == 2, "\(world.story)")
        #expect(world.phases == [.succeeded], "\(world.story)")
        #expect(world.pods.filter(\.isReady).count == 4)
        #expect(world.violations == [])
    }
}
