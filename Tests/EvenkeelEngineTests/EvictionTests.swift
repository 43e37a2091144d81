import EvenkeelAPI
import EvenkeelEngine
import JSONValue
import KubernetesTypes
import Testing

@testable import EvenkeelSimulation

@Suite("Restarts by eviction") struct EvictionTests {
    @Test("the next pod waits for the replacement of the one before")
    func oneAtATime() {
        var world = World.healthy(.about().trouble().restart(), of: .deployment().readyAfter(45)) {
            $0.add(.budget().minAvailable(2))
        }
        world.crashPods(2)
        world.run(for: 900)
        let times = world.ledger.changes.map(\.at)
        #expect(times.count == 2, "\(world.story)")
        #expect(times[1] - times[0] >= 45)
        #expect(world.violations == [])
    }

    @Test("a cache that lags behind does not let a second pod go")
    func staleCache() {
        var world = World.stuckPods()
        world.run(until: { $0.phase == .executing })
        world.staleTarget = world.snapshot(TargetReference(name: "web"))
        world.run(for: 200)
        #expect(world.ledger.count(.evict) == 1, "\(world.story)")
        world.staleTarget = nil
        world.run(for: 300)
        #expect(world.ledger.count(.evict) == 2, "\(world.story)")
        #expect(world.violations == [])
    }

    @Test("a conflict is looked into: a pod that still stands is asked for again, and not called evicted before")
    func conflict() {
        var world = World.stuckPods()
        world.faults.planned[.evict] = [(1...1, .refused(409))]
        world.faults.forgetCounts()
        world.run(for: 600)
        #expect(world.ledger.count(.evict) == 2, "\(world.story)")
        #expect(world.faults.count(.evict) == 3)
        #expect(world.phases == [.succeeded], "\(world.story)")
        #expect(world.violations == [])
    }

    @Test("an evaluation that began before the last pod was dealt with is no recovery, however late it is told of that")
    func lateStatus() throws {
        var world = World.stuckPods(.about().trouble().restart { $0.verify.recovered = 1 })
        world.faults.planned[.evaluate] = [(1...1000, .slowAnswer(35))]
        world.faults.planned[.status] = [(1...1000, .slowRequest(50))]
        world.faults.forgetCounts()
        world.run(for: 1800)
        let status = try #require(world.latest()?.status)
        #expect(world.phases == [.succeeded], "\(world.story)")
        let (changed, ended) = (try #require(status.changedAt), try #require(status.endedAt))
        #expect(ended - changed >= 60, "\(world.story)")
        #expect(world.violations == [])
    }

    @Test("a replacement that does not become ready stops it; the other pods are left alone")
    func brokenReplacement() {
        var world = World.stuckPods()
        world.reaction = { $0.crashNewPods() }
        world.run(for: 900)
        #expect(world.ledger.count(.evict) == 1, "\(world.story)")
        #expect(world.phase == .failed)
        #expect(world.latest()?.status?.timeline.last?.message.contains("left alone") == true)
    }

    @Test("a budget that allows nothing for now is waited for, without standing in anybody's way")
    func temporaryZero() {
        var world = World.healthy(.about().trouble().restart()) { $0.add(.budget().minAvailable(3)) }
        world.crashPods(2)
        world.run(for: 600)
        #expect(world.ledger.changes == [])
        #expect(world.phases == [.held], "\(world.story)")
        #expect(world.gate(.disruptionBudget)?.verdict == .hold)
        world.edit(.budget("web")) { $0 = $0.minAvailable(2) }
        world.run(for: 600)
        #expect(world.ledger.count(.evict) == 2, "\(world.story)")
        #expect(world.phases == [.succeeded])
        #expect(world.violations == [])
    }

    @Test("a budget that can never allow anything is named, with its arithmetic, and nothing is begun")
    func never() {
        var world = World.healthy(.about().trouble().restart()) { $0.add(.budget().maxUnavailable(0)) }
        world.crashPods(2)
        world.run(for: 600)
        #expect(world.remediations == [])
        let gate = world.ruleStatus("restart")?.gates.first { $0.name == .disruptionBudget }
        #expect(gate?.verdict == .refuse)
        #expect(gate?.message.contains("maxUnavailable: 0") == true)
        #expect(world.ledger.events.contains { $0.reason == "Refused" })
    }

    @Test("a budget that closes in the middle: what was done is verified, the rest is left alone")
    func closesInTheMiddle() {
        var world = World.healthy(.about().trouble().restart()) { world in
            world.scale(to: 6)
            world.add(.budget().minAvailable(2))
        }
        world.crashPods(3)
        world.run(until: { $0.ledger.count(.evict) == 1 })
        world.edit(.budget("web")) { $0 = $0.minAvailable(6) }
        world.run(for: 1500)
        #expect(world.ledger.count(.evict) == 1, "\(world.story)")
        #expect(world.remediations.allSatisfy { $0.phase.isFinal }, "\(world.story)")
        #expect(world.violations == [])
    }

    @Test("the Eviction API's 429 is waited for, and not for ever")
    func tooMany() {
        var world = World.stuckPods()
        world.faults.planned[.evict] = [(1...1000, .refused(429))]
        world.run(for: 900)
        #expect(world.ledger.changes == [])
        // Every ten seconds, as the answer asks for, and in between others have their turn.
        #expect(world.faults.count(.evict) <= 90)
        #expect(world.latest()?.status?.timeline.map(\.phase).contains(.held) == true, "\(world.story)")
        world.faults.planned = [:]
        world.run(for: 900)
        #expect(world.ledger.count(.evict) == 2, "\(world.story)")
    }

    @Test("the first refusal of a budget is waited for like the later ones, although it is told")
    func firstRefusal() {
        var world = World.stuckPods()
        world.faults.planned[.evict] = [(1...1000, .refused(429))]
        world.run(until: { $0.faults.count(.evict) == 1 })
        world.run(for: 9)
        #expect(world.faults.count(.evict) == 1, "\(world.story)")
        world.run(for: 3)
        #expect(world.faults.count(.evict) == 2, "\(world.story)")
    }

    @Test("a planned pod that became well again by itself is left alone")
    func wellAgain() {
        var world = World.healthy(.about().trouble().restart()) { $0.add(.budget().minAvailable(3)) }
        world.crashPods(2)
        world.run(until: { $0.phase == .held }, within: 300)
        let well = world.pods.first { !$0.isReady }
        if let well { world.mend(well.name) }
        world.run(for: 600)
        #expect(world.ledger.count(.evict) == 1, "\(world.story)")
        #expect(!world.ledger.changes.contains { "\($0.change.write)".contains(well?.uid ?? "?") })
    }

    @Test("more unhealthy pods than a plan may name are restarted in part, not blocked for ever")
    func many() {
        var world = World.healthy(.about().trouble().restart(), of: .deployment(replicas: 30))
        world.crashPods(25)
        world.run(for: 3600)
        #expect(world.ledger.count(.evict) >= 20, "\(world.story)")
        #expect(world.violations == [])
    }

    @Test("what is evicted cannot be undone, and a wish for it does nothing")
    func undo() {
        var world = World.stuckPods()
        world.run(until: { $0.phase == .verifying })
        world.annotate(world.latest(), "evenkeel.dev/undo", "please")
        world.run(for: 300)
        #expect(world.phases == [.succeeded], "\(world.story)")
    }
}
