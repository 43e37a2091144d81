import EvenkeelAPI
import EvenkeelEngine
import JSONValue
import KubernetesTypes
import Testing

@testable import EvenkeelSimulation

@Suite("Scheduled reverts and undo respect what others changed") struct ScheduledRevertTests {
    @Test("a count that somebody changed is left as it is at the scheduled revert")
    func changedByOthers() {
        var world = World.overload()
        world.run(until: { $0.phase == .succeeded })
        world.scale(to: 8)
        world.run(for: 2400)
        #expect(world.deployment?.replicas == 8)
        #expect(world.latest()?.status?.revert?.state == .keptByOthers)
        #expect(world.phase == .succeeded, "\(world.story)")
        #expect(world.ledger.count(.undo) == 0)
    }

    @Test("an undo stands down where somebody deployed meanwhile")
    func undoAfterDeploy() {
        var world = World.healthy()
        world.release("web:2")
        world.measure("errors", .rate(0.2))
        world.run(until: { $0.phase == .verifying })
        world.release("web:3")
        world.run(for: 600)
        #expect(world.deployment?.image == "web:3")
        #expect(world.phase == .failed, "\(world.story)")
        #expect(world.ledger.count(.undo) == 0)
    }

    @Test("an autoscaler's lower bound is the knob, and it is returned")
    func autoscaler() {
        var world = World.healthy(.about().anomaly().scale(revertAfter: .minutes(20))) { world in
            world.cluster.load = 2000
            world.add(.autoscaler().averaging(500))
        }
        world.reaction = { world in
            let isLoaded = world.now < World.beginning + 1500
            let reading = Reading.value(isLoaded && (world.deployment?.replicas ?? 0) < 6 ? 300 : 100)
            if world.metrics.reading("latency", at: world.now) != reading { world.measure("latency", reading) }
        }
        world.run(until: { $0.phase == .succeeded }, within: 900)
        #expect(world.deployment?.replicas == 6, "\(world.story)")
        let minimum = { (world: World) in
            world.cluster[.autoscaler("web")]?.json.at("spec", "minReplicas")?.integerValue
        }
        #expect(minimum(world) == 6)
        world.run(for: 1800)
        #expect(minimum(world) == 2)
        #expect(world.deployment?.replicas == 4)
        #expect(world.violations == [])
    }

    @Test("until a scheduled revert, no second scale is put on top of it")
    func second() {
        var world = World.overload(.about().anomaly().scale(revertAfter: .minutes(30)) { $0.cooldown = .minutes(1) })
        world.run(until: { $0.phase == .succeeded })
        world.reaction = { _ in }
        world.run(for: 120)
        world.measure("latency", .value(400))
        world.run(for: 900)
        #expect(world.deployment?.replicas == 6, "\(world.story)")
        #expect(world.ledger.count(.change) == 1)
        world.run(for: 1200)
        #expect(world.ledger.count(.undo) >= 1, "\(world.story)")
        #expect(world.violations == [])
    }

    @Test("a rollback may go on until a scheduled revert, and the scheduled revert follows it")
    func besideRollback() {
        let policy = RemediationPolicy.about().errorRate().anomaly().rule(
            "rollback", any: ["errors"], Action(.rollback(RollbackAction()))
        ).rule(
            "scale", any: ["latency"],
            Action(.scale(ScaleAction(by: SignedPercentage(fraction: 0.5), maximum: 10, revertAfter: .minutes(20)))))
        var world = World.overload(policy)
        world.run(until: { $0.phase == .succeeded })
        world.reaction = { _ in }
        world.measure("latency", .value(100))
        world.releaseBadly()
        world.run(for: 1800)
        #expect(world.phases == [.succeeded, .succeeded], "\(world.story)")
        #expect(world.deployment?.image == "web:1")
        #expect(world.deployment?.replicas == 4)
        #expect(world.violations == [])
    }

    @Test("a request that arrives long after it was given up is found by its mark and watched")
    func arrivesLate() {
        var world = World.badRelease()
        world.faults.planned[.change] = [(1...1, .slowRequest(130))]
        world.run(until: { $0.faults.count(.change) == 1 })
        world.pause()
        world.run(for: 125)
        world.run(for: 300)
        world.pause(false)
        world.run(for: 600)
        #expect(world.ledger.count(.change) == 1)
        #expect(world.deployment?.image == "web:1")
        #expect(world.latest()?.status?.changedAt != nil, "\(world.story)")
        #expect(world.phases == [.succeeded], "\(world.story)")
    }

    private static func wasPutBack(_ world: World) -> Bool {
        world.cluster[.deployment("web")]?.annotations["example.com/put-back"] != nil
    }

    @Test("a request that arrives late, and whose fields somebody puts back, is not sent once more")
    func putBack() {
        var world = World.badRelease()
        world.faults.planned[.change] = [(1...1, .slowRequest(130))]
        world.run(until: { $0.faults.count(.change) == 1 })
        let sentAt = world.now
        let before = world.reaction
        world.reaction = { world in
            before(&world)
            // What is evaluated after the change counts as lost is seen when it has arrived and was put back.
            if world.now > sentAt + 119 { world.faults.planned[.evaluate] = [(1...10_000, .slowRequest(20))] }
            guard world.deployment?.image == "web:1", !Self.wasPutBack(world) else { return }
            world.annotate(.deployment("web"), "example.com/put-back", "once")
            world.release("web:2")
        }
        world.run(for: 400)
        #expect(Self.wasPutBack(world))
        #expect(world.ledger.count(.change) == 1, "\(world.story)")
        #expect(world.latest()?.status?.timeline.contains { $0.reason == .changeFound } == true, "\(world.story)")
        #expect(world.violations == [])
    }
}
