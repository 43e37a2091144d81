import EvenkeelAPI
import JSONValue
import KubernetesTypes
import Testing

@testable import EvenkeelEngine
@testable import EvenkeelSimulation

@Suite("What guardrails do is told in their status, and outlives the process") struct GuardrailStatusTests {
    private static let circuitBreaker = Guardrail.named("production") {
        $0.circuitBreaker = CircuitBreaker(
            unhealthyTargets: Percentage(fraction: 0.3), minimumTargets: 5, resetAfter: .minutes(15))
    }

    /// Five workloads, each with a policy that rolls back after a single bad evaluation.
    private func fleet(_ prepare: (inout World) -> Void = { _ in }) -> World {
        World.healthy(policy("web")) { world in
            world.set(Self.circuitBreaker)
            for name in ["a", "b", "c", "d"] {
                world.add(.deployment(name))
                world.apply(policy(name))
            }
            prepare(&world)
        }
    }

    private func policy(_ name: String) -> RemediationPolicy {
        .about(name, named: name).trouble(for: .seconds(0)).restart { $0.consecutive = 1 }
    }

    @Test("endless loops that took working machines away: a breaker that is open is stored, and holds a successor")
    func breaker() throws {
        var world = fleet()
        for name in ["a", "b", "c"] { world.crashPods(4, of: name) }
        world.run(for: 90)
        let stored = try #require(world.guardrail("production")?.status)
        #expect(stored.conditions[ConditionType.circuitBreaker]?.status == .isTrue)
        #expect(stored.circuitBreaker?.unhealthy == Percentage(fraction: 0.6))
        // The pods become well, all but one, and the process dies.
        for pod in world.pods where !pod.isReady && pod.labels["app"] != "a" {
            world.mend(pod.name)
        }
        let before = world.ledger.changes.count
        world.restart(after: 60)
        world.run(for: 300)
        #expect(world.ledger.changes.count == before, "the breaker was forgotten")
        world.run(for: 1800)
        #expect(world.guardrail("production")?.status?.circuitBreaker == nil)
        #expect(world.guardrail("production")?.status?.conditions[ConditionType.circuitBreaker]?.status == .isFalse)
        #expect(world.violations == [])
    }

    @Test("after a start the first to be evaluated does not act while nobody knows how the others are")
    func unseen() {
        var world = fleet()
        world.crash()
        for name in ["a", "b", "c"] { world.crashPods(4, of: name) }
        world.run(for: 120)
        world.edit(.guardrail("production")) { $0.json["status"] = nil }
        world.start()
        world.run(for: 120)
        #expect(world.ledger.changes.isEmpty, "\(world.story)")
        #expect(world.violations == [])
    }

    @Test("a breaker on a fleet that is smaller than its minimum holds nobody up")
    func small() {
        var world = World.healthy(policy("web")) { $0.set(Self.circuitBreaker) }
        world.crashPods(1)
        world.run(for: 60)
        #expect(world.ledger.count(.evict) == 1)
    }

    @Test("the use of budgets is counted in status as remediations come and go")
    func budgets() {
        var world = World.healthy {
            $0.set(.named("few") { $0.budgets = Budgets(concurrent: 1, perHour: 5) })
        }
        #expect(world.guardrail("few")?.status?.budgets == BudgetUse(inFlight: 0, lastHour: 0))
        world.releaseBadly()
        world.run(until: { $0.phase == .verifying })
        world.run(for: 5)
        #expect(world.guardrail("few")?.status?.budgets == BudgetUse(inFlight: 1, lastHour: 1))
        world.run(for: 900)
        #expect(world.guardrail("few")?.status?.budgets == BudgetUse(inFlight: 0, lastHour: 1))
        world.run(for: 3600)
        #expect(world.guardrail("few")?.status?.budgets == BudgetUse(inFlight: 0, lastHour: 0))
    }

    @Test("limits kept in memory were forgotten at restart: the hour's budget is counted from stored Remediations")
    func restart() {
        var world = World.healthy { $0.set(.named("few") { $0.budgets = Budgets(perHour: 1) }) }
        world.releaseBadly()
        world.run(until: { $0.phase == .succeeded })
        world.restart()
        world.edit { $0.rules[0].cooldown = .seconds(1) }
        world.release("web:3")
        world.reaction = { world in
            if world.metrics.reading("errors", at: world.now) != .rate(0.2), world.deployment?.image == "web:3" {
                world.measure("errors", .rate(0.2))
            }
        }
        world.run(for: 1200)
        #expect(world.ledger.count(.change) == 1, "\(world.story)")
        #expect(world.gate(.budget)?.message.contains("1 of 1") == true)
    }

    @Test("a window that opens and closes is told, and nothing is written while nothing happens")
    func freeze() {
        // The world begins at 12:00 UTC.
        var world = World.healthy(for: 120) {
            $0.set(
                .named("noon") {
                    $0.freezeWindows = [FreezeWindow(name: "lunch", schedule: "10 12 * * *", duration: .minutes(5))]
                })
        }
        #expect(world.guardrail("noon")?.status?.freeze == nil)
        world.run(for: 600)
        #expect(world.guardrail("noon")?.status?.freeze?.window == "lunch")
        #expect(world.guardrail("noon")?.status?.conditions[ConditionType.frozen]?.status == .isTrue)
        world.run(for: 600)
        #expect(world.guardrail("noon")?.status?.freeze == nil)
        let written = world.faults.count(.guardrailStatus)
        world.run(for: 3600)
        #expect(world.faults.count(.guardrailStatus) == written)
    }

    @Test("a scheduled revert gives replicas up, so it waits for the end of a freeze that lets only more of them pass")
    func scheduledRevert() {
        var world = World.healthy(.about().anomaly().scale(revertAfter: .minutes(20)))
        world.set(
            .named("afternoon") {
                $0.freezeWindows = [
                    FreezeWindow(name: "sale", schedule: "0 12 * * *", duration: .hours(2), allow: [.scaleUp])
                ]
            })
        world.reaction = { world in
            let isLoaded = world.now < World.beginning + 1500
            let reading = Reading.value(isLoaded && (world.deployment?.replicas ?? 0) < 6 ? 300 : 100)
            if world.metrics.reading("latency", at: world.now) != reading { world.measure("latency", reading) }
        }
        world.run(for: 3600)
        #expect(world.deployment?.replicas == 6, "\(world.story)")
        #expect(world.story.contains("the revert is due and waits"))
        world.run(for: 3600)
        #expect(world.deployment?.replicas == 4, "\(world.story)")
        #expect(world.violations == [])
    }
}
