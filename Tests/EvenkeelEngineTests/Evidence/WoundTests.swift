import EvenkeelAPI
import KubernetesTypes
import Testing

@testable import EvenkeelEngine

/// What users of neighbouring tools were hurt by, where data was poor.
@Suite("Wounds of poor data") struct WoundTests {
    private func bad(_ reading: Reading) -> World {
        var world = World.healthyForRollback
        world.release("web:2")
        world.measure("errors", reading)
        world.run(for: 1200)
        return world
    }

    @Test("an empty answer aborts nothing: it is called Empty, and the rule holds and says so")
    func empty() {
        let world = bad(.empty)
        #expect(world.remediations == [])
        #expect(world.signal("errors")?.quality == .empty)
        #expect(world.ruleStatus("rollback")?.verdict == .unknown)
        #expect(world.ruleStatus("rollback")?.message.contains("errors is Empty") == true)
    }

    @Test(
        "NaN advances nothing, and traffic that vanishes half-way is no recovery",
        arguments: [
            Reading.number(.nan), .counts(errors: 0, requests: 0), .counts(errors: 0, requests: 40),
        ])
    func vanished(_ reading: Reading) {
        var world = World.badRelease()
        world.run(until: { $0.phase == .verifying })
        world.reaction = { _ in }
        world.measure("errors", reading)
        world.run(for: 290)
        #expect(world.phase == .verifying)
        #expect(world.latest()?.status?.incidentEndedAt == nil)
    }

    @Test("no data is never read as zero: nothing is scaled down or up while the series is missing")
    func neverZero() {
        var world = World.healthy(.about().anomaly(direction: .below).scale(by: -0.5))
        world.measure("latency", .empty)
        world.run(for: 3600)
        #expect(world.remediations == [])
        #expect(world.deployment?.replicas == 4)
    }

    @Test("monitoring that goes away and comes back neither resets a streak nor lengthens it")
    func away() {
        var world = World.healthy(.about().errorRate().rollback { $0.consecutive = 3 })
        world.release("web:2")
        world.measure("errors", .rate(0.2))
        world.run(for: 45)
        let streak = world.ruleStatus("rollback")?.gates.first { $0.name == "Persistence" }
        world.measure("errors", .failed)
        world.run(for: 3600)
        #expect(world.remediations == [], "\(streak?.message ?? "")")
        world.measure("errors", .rate(0.2))
        world.run(for: 45)
        #expect(world.remediations.count == 1, "\(world.policy()?.status?.rules ?? [])")
    }

    @Test("a sample is judged by its own timestamp: an old one is Stale, however bad it looks")
    func ownTimestamp() {
        let world = bad(.stale(121))
        #expect(world.signal("errors")?.quality == .stale)
        #expect(world.remediations == [])
        #expect(bad(.stale(60)).signal("errors")?.quality == .ok)
    }

    @Test("of several series none wins silently: the labels that differ are named")
    func several() {
        let world = bad(.several(label: "zone"))
        #expect(world.signal("errors")?.quality == .ambiguous)
        #expect(world.signal("errors")?.explanation.contains("zone") == true)
        #expect(world.remediations == [])
    }

    @Test("too few requests are Thin: ninety-nine say nothing, a hundred do")
    func few() {
        let world = bad(.counts(errors: 99, requests: 99))
        #expect(world.signal("errors")?.quality == .thin)
        #expect(world.remediations == [])
        #expect(bad(.counts(errors: 100, requests: 100)).signal("errors")?.isBad == true)
    }

    @Test("health that flaps for seconds ends no incident: recovery needs its own streak")
    func flaps() {
        var world = World.badRelease(
            .about().errorRate().rollback {
                $0.verify = Verification(within: .minutes(30), recovered: 3)
            })
        world.run(until: { $0.phase == .verifying })
        world.reaction = { _ in }
        for _ in 0..<10 {
            world.measure("errors", .rate(0.001))
            world.run(for: 60)
            world.measure("errors", .rate(0.2))
            world.run(for: 30)
        }
        #expect(world.phase == .verifying, "\(world.story)")
    }

    @Test("an API server or a witness that cannot be seen changes nothing: blind means still")
    func still() {
        var world = World.healthyForRestart
        world.crashPods(2)
        world.apiServerFailure = "the watch of pods is behind"
        world.run(for: 1800)
        #expect(world.remediations == [])
        #expect(world.ledger.changes.isEmpty)
    }
}
