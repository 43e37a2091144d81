import EvenkeelAPI
import EvenkeelEngine
import KubernetesTypes
import Testing

@testable import EvenkeelSimulation

@Suite("After an answer that was lost") struct LostAnswerTests {
    @Test(
        "the target is read before anything is sent again; what took place is not sent twice",
        arguments: [Fault.lostAfter, .crashAfter, .refused(500)])
    func readFirst(_ fault: Fault) {
        var world = World.badRelease()
        world.faults.planned[.change] = [(1...1, fault)]
        world.run(until: { $0.faults.count(.change) == 1 })
        world.faults.forgetCounts()
        world.faults.planned = [:]
        if !world.isUp { world.start() }
        world.run(until: { $0.faults.count(.change) == 1 }, within: 20)
        #expect(world.faults.count(.read) >= 1)
        world.runReviving(for: 600)
        #expect(world.faults.count(.change) == (fault == .refused(500) ? 1 : 0))
        #expect(world.phases == [.succeeded], "\(world.story)")
    }

    @Test("a status that may have been stored counts for others as if it were")
    func uncertainStatus() {
        let scale = ScaleAction(by: SignedPercentage(fraction: 0.5), maximum: 10)
        var world = World.healthy(.about(named: "first").errorRate().rollback())
        world.apply(.about(named: "second").errorRate().rule("scale", Action(.scale(scale))) { $0.consecutive = 3 })
        world.run(for: 300)
        world.releaseBadly()
        world.run(until: { $0.latest("first")?.status?.dryRun != nil })
        world.faults.forgetCounts()
        world.faults.planned[.status] = [(1...1, .lostAfter)]
        world.faults.planned[.read] = [(1...1, .slowAnswer(100))]
        world.withholdWatch = true
        world.run(for: 90)
        #expect(world.violations == [])
        #expect(world.remediations.filter(\.phase.isInFlight).count <= 1, "\(world.story)")
        world.withholdWatch = false
        world.run(for: 1200)
        #expect(world.violations == [])
    }

    @Test(
        "the end of a remediation is told though neither the answer to its write came nor a read, however the watch is")
    func unreported() {
        for isWatchLate in [false, true] {
            var world = World.badRelease()
            world.run(until: { $0.phase == .verifying })
            world.faults.forgetCounts()
            world.faults.planned[.status] = [(1...1, .lostAfter)]
            world.faults.planned[.read] = [(1...1, .refused(503))]
            world.withholdWatch = isWatchLate
            world.run(until: { $0.phase == .succeeded })
            world.run(for: 120)
            world.withholdWatch = false
            world.annotate(world.latest(), "seen", "by the watch")
            world.run(for: 60)
            #expect(world.ledger.events.filter { $0.reason == "Succeeded" }.count == 1, "\(world.story)")
        }
    }

    @Test("a request that arrives late does not apply again, also where somebody has put the fields back meanwhile")
    func lateArrival() {
        var world = World.badRelease()
        world.faults.planned[.change] = [(1...1, .slowRequest(400))]
        world.run(until: { $0.phase == .succeeded })
        #expect(world.deployment?.image == "web:1", "\(world.story)")
        // The same release again, by hand.
        world.releaseBadly()
        world.run(for: 400)
        #expect(world.ledger.count(.change) == 1, "\(world.story)")
        #expect(world.deployment?.image == "web:2")
        #expect(world.violations == [])
    }

    @Test("what the process that had begun it goes on writing meets a conflict before its successor sends anything")
    func formerLeader() throws {
        var world = World.badRelease()
        world.faults.planned[.change] = [(1...1, .crashBefore)]
        world.run(until: { !$0.isUp })
        var begun = try #require(world.latest())
        #expect(begun.phase == .executing)
        // The successor has looked before it hears of the target, so that nothing makes it hold.
        world.faults.planned = [.read: [(1...1, .slowAnswer(60))]]
        world.faults.forgetCounts()
        world.start()
        world.run(until: { $0.faults.count(.change) == 1 })
        begun.status?.phase = .held
        guard case .refused(let status) = world.perform(.writeRemediationStatus(EffectID(0), begun)) else {
            Issue.record("the late status was taken, beside a change that it knows nothing of: \(world.story)")
            return
        }
        #expect(status.code == 409)
        world.runToEnd(within: 1200)
        #expect(world.ledger.count(.change) == 1, "\(world.story)")
        #expect(world.phases == [.succeeded], "\(world.story)")
        #expect(world.violations == [])
    }

    @Test("a 404 from somebody who does not know the path is no word about the object", arguments: [1, 3])
    func unknownPath(_ times: Int) {
        var world = World.badRelease()
        world.run(until: { $0.phase == .verifying })
        world.faults.forgetCounts()
        world.faults.planned[.status] = [(1...times, .refused(404))]
        world.faults.planned[.read] = [(1...times, .refused(404))]
        world.run(for: 1200)
        #expect(world.phases == [.succeeded], "\(world.story)")
        #expect(world.violations == [])
    }

    @Test("a pod is not called gone because a path is not known")
    func unknownPathOfPod() {
        var world = World.stuckPods()
        world.faults.planned[.evict] = [(1...1, .refused(404))]
        world.faults.planned[.read] = [(1...1, .refused(404))]
        world.run(for: 900)
        #expect(world.ledger.count(.evict) == 2, "\(world.story)")
        #expect(world.phases == [.succeeded], "\(world.story)")
        #expect(world.violations == [])
    }

    @Test("a remediation that came and went while the watch was away holds its target no longer than a minute")
    func goneUnseen() throws {
        var world = World.overload()
        world.withholdWatch = true
        world.run(until: { $0.phase == .verifying })
        let key = try #require(world.remediations.first?.key)
        world.withholdWatch = false
        world.remove(.remediation(key))
        world.scale(to: 4)
        world.run(for: 240)
        #expect(world.remediations.count == 1, "\(world.story)")
        #expect(world.deployment?.replicas == 6)
        #expect(world.violations == [])
    }

    @Test("a remediation that the watch is slow to tell of is asked for, and stays")
    func slowWatch() {
        var world = World.overload()
        world.withholdWatch = true
        world.run(for: 1200)
        let asked = world.effects.count { effect in
            if case .read(_, let what) = effect { what.kind == Remediation.kind } else { false }
        }
        #expect(asked >= 10)
        #expect(world.phases == [.succeeded], "\(world.story)")
        #expect(world.violations == [])
    }
}
