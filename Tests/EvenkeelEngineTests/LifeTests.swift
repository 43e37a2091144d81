import EvenkeelAPI
import EvenkeelEngine
import JSONValue
import KubernetesTypes
import Testing

@Suite("The life of a remediation") struct LifeTests {
    @Test("a bad release is rolled back, verified and succeeds")
    func badRelease() {
        var world = World.badRelease()
        world.run(for: 600)
        #expect(world.deployment?.image == "web:1", "\(world.story)")
        #expect(world.phases == [.succeeded])
        #expect(world.ledger.count(.change) == 1)
        #expect(world.deployment?.annotations["evenkeel.dev/last-remediation"] == world.latest()?.metadata.uid)
        #expect(world.violations == [])
    }

    @Test("an overload is met by a scale for a while, and afterwards the count is back")
    func overload() {
        var world = World.overload()
        world.run(until: { $0.phase == .succeeded }, within: 900)
        #expect(world.deployment?.replicas == 6, "\(world.story)")
        world.run(for: 1800)
        #expect(world.deployment?.replicas == 4)
        #expect(world.latest()?.status?.revert?.state == .reverted)
        #expect(world.phases == [.succeeded], "\(world.story)")
        #expect(world.violations == [])
    }

    @Test("stuck pods are evicted one at a time behind a disruption budget")
    func stuckPods() {
        var world = World.stuckPods()
        world.run(for: 600)
        #expect(world.ledger.count(.evict) == 2, "\(world.story)")
        #expect(world.phases == [.succeeded], "\(world.story)")
        #expect(world.pods.filter(\.isReady).count == 4)
        #expect(world.violations == [])
    }

    @Test("the phases are passed in the order of the design, each told by an event")
    func phases() {
        var world = World.badRelease()
        world.run(for: 600)
        let phases = world.latest()?.status?.timeline.map(\.phase)
        #expect(phases == [.executing, .verifying, .succeeded], "\(world.story)")
        let reasons = world.ledger.events.filter { $0.regarding.kind == Remediation.kind }.map(\.reason)
        #expect(reasons == ["Executing", "Verifying", "Succeeded"])
    }

    @Test("a bad evaluation between two good ones is no recovery, also where its window overlaps the one before")
    func relapse() {
        var world = World.badRelease(
            .about().errorRate(window: "2m").rollback {
                $0.consecutive = 1
                $0.verify = Verification(within: .minutes(15), recovered: 2)
            })
        world.run(until: { $0.phase == .verifying })
        world.run(for: 150)
        world.reaction = { _ in }
        world.measure("errors", .rate(0.2))
        world.run(for: 40)
        world.measure("errors", .rate(0.001))
        world.run(for: 90)
        #expect(world.phases == [.verifying], "\(world.story)")
        world.run(for: 240)
        #expect(world.phases == [.succeeded], "\(world.story)")
        #expect(world.violations == [])
    }

    @Test("a change that did not help is undone, and people are called")
    func undone() {
        var world = World.healthy()
        world.releaseBadly()
        world.reaction = { _ in }
        world.measure("errors", .rate(0.2))
        world.run(for: 900)
        #expect(world.phases == [.undone], "\(world.story)")
        #expect(world.deployment?.image == "web:2")
        #expect(world.ledger.events.last { $0.reason == "Undone" }?.kind == .warning)
        #expect(world.violations == [])
    }

    @Test("after a failed attempt nothing is tried again for the same incident, and again for the next one")
    func previousAttempt() {
        var world = World.healthy(.about().errorRate().rollback { $0.cooldown = .minutes(1) })
        world.release("web:2")
        world.measure("errors", .rate(0.2))
        world.run(for: 3600)
        #expect(world.phases == [.undone], "\(world.story)")
        #expect(world.ruleStatus("rollback")?.gates.first { $0.name == "PreviousAttempt" }?.verdict == .refuse)
        world.measure("errors", .rate(0.001))
        world.run(for: 300)
        #expect(world.latest()?.status?.incidentEndedAt != nil)
        world.release("web:3")
        world.measure("errors", .rate(0.2))
        world.run(for: 60)
        world.run(until: { $0.remediations.count == 2 }, within: 600)
        #expect(world.remediations.count == 2)
    }

    @Test("a short break of the trouble does not begin a new incident")
    func flapping() {
        var world = World.healthy(.about().errorRate().rollback { $0.cooldown = .minutes(1) })
        world.release("web:2")
        world.measure("errors", .rate(0.2))
        world.run(for: 1200)
        #expect(world.phases == [.undone], "\(world.story)")
        world.measure("errors", .rate(0.001))
        world.run(for: 60)
        world.measure("errors", .rate(0.2))
        world.run(for: 1200)
        #expect(world.phases == [.undone], "\(world.story)")
    }

    @Test("signals without data leave the change in place, and say so after twice the time")
    func blindVerification() {
        var world = World.badRelease()
        world.run(until: { $0.phase == .verifying })
        world.reaction = { _ in }
        world.measure("errors", .failed)
        world.run(for: 500)
        #expect(world.phase == .verifying)
        world.run(for: 200)
        #expect(world.phase == .failed, "\(world.story)")
        #expect(world.deployment?.image == "web:1")
        #expect(world.latest()?.status?.timeline.last?.message.contains("the change is kept") == true)
        #expect(world.ledger.count(.undo) == 0)
    }

    @Test("a scale that could not be verified is returned at its scheduled revert all the same")
    func blindLease() {
        var world = World.overload()
        world.run(until: { $0.phase == .verifying })
        world.reaction = { _ in }
        world.measure("latency", .failed)
        world.run(for: 700)
        #expect(world.phase == .failed, "\(world.story)")
        #expect(world.deployment?.replicas == 6)
        world.run(for: 900)
        #expect(world.deployment?.replicas == 4, "\(world.story)")
        #expect(world.latest()?.status?.revert?.state == .reverted)
    }

    @Test("signals that recover by themselves end a waiting plan as Recovered")
    func recovered() {
        var world = World.badRelease(.about().errorRate().rollback().mode(.suggest))
        world.run(until: { $0.phase == .awaitingApproval })
        world.reaction = { _ in }
        world.measure("errors", .rate(0.001))
        world.run(for: 200)
        #expect(world.phases == [.recovered], "\(world.story)")
        #expect(world.ledger.changes == [])
    }

    @Test("somebody else's rollback makes the plan Superseded, and nothing is changed")
    func superseded() {
        var world = World.badRelease(.about().errorRate().rollback().mode(.suggest))
        world.run(until: { $0.phase == .awaitingApproval })
        world.release("web:3")
        world.reaction = { _ in }
        world.run(for: 40)
        #expect(world.phases.first == .superseded, "\(world.story)")
        #expect(world.ledger.changes == [])
    }

    @Test("a target that was deleted and made anew under the same name is another one")
    func replaced() {
        var world = World.badRelease(.about().errorRate().rollback().mode(.suggest))
        world.run(until: { $0.phase == .awaitingApproval })
        world.remove(.deployment("web"))
        world.add(.deployment(image: "web:2"))
        world.run(for: 40)
        #expect(world.phases.first == .superseded, "\(world.story)")
    }
}
