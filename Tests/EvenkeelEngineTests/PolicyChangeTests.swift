import EvenkeelAPI
import EvenkeelEngine
import JSONValue
import KubernetesTypes
import Testing

@testable import EvenkeelSimulation

@Suite("Policies that change meanwhile") struct PolicyChangeTests {
    static let phases: [Phase] = [.held, .awaitingApproval, .executing, .verifying, .succeeded]

    private func world(in phase: Phase) -> World {
        var world: World
        switch phase {
        case .held:
            world = World.healthy()
            world.pause()
            world.releaseBadly()
        case .awaitingApproval: world = World.badRelease(.about().errorRate().rollback().mode(.suggest))
        default: world = World.badRelease()
        }
        world.run(until: { $0.phase == phase })
        return world
    }

    @Test("a policy that is deleted changes nothing more, in each phase", arguments: phases)
    func deleted(_ phase: Phase) {
        var world = world(in: phase)
        let changes = world.ledger.changes
        world.deletePolicy()
        world.pause(false)
        world.run(for: 1200)
        // Only what had been sent already may still take place.
        #expect(world.ledger.changes.count <= max(changes.count, phase == .executing ? 1 : 0))
        #expect(world.remediations.allSatisfy { $0.phase.isFinal }, "\(world.story)")
        #expect(world.violations == [])
    }

    @Test("a rule that is removed ends what waits, and what was changed is kept and told", arguments: phases)
    func ruleRemoved(_ phase: Phase) {
        var world = world(in: phase)
        world.edit { $0.rules = [] }
        world.pause(false)
        world.run(for: 1200)
        #expect(world.remediations.allSatisfy { $0.phase.isFinal }, "\(world.story)")
        #expect(world.violations == [])
    }

    @Test("a policy that becomes unreadable holds everything and says why; mended, it goes on")
    func invalid() {
        var world = world(in: .held)
        world.spoil { object in
            guard var rule = object.json.at("spec", "rules")?[0] else { return }
            rule["consecutive"] = 0
            object.json.set([rule], at: "spec", "rules")
        }
        world.pause(false)
        world.run(for: 300)
        #expect(world.ledger.changes == [])
        #expect(world.policy()?.status?.conditions["Valid"]?.status == .isFalse)
        #expect(world.policy()?.status?.conditions["Ready"]?.message.contains("consecutive") == true)
        world.apply(.about().errorRate().rollback())
        world.run(for: 300)
        #expect(world.phases == [.succeeded], "\(world.story)")
        #expect(world.policy()?.status?.conditions["Valid"]?.status == .isTrue)
    }

    @Test("an object that never was a policy gets a status once, and not again when its own status is told")
    func neverValid() {
        var world = World()
        world.start()
        let key = ObjectKey(namespace: "shop", name: "broken")
        for _ in 0..<3 { world.observe(.policyInvalid(key, uid: "u", generation: 1, reasons: ["no targetRef"])) }
        #expect(world.effects.count == 1)
        world.observe(.policyInvalid(key, uid: "u", generation: 2, reasons: ["no targetRef"]))
        #expect(world.effects.count == 2)
    }

    @Test("the answer to a question that nobody asks any more is not judged")
    func editedSignal() {
        var world = World.healthy()
        world.faults.forgetCounts()
        world.faults.planned[.evaluate] = [(1...1, .slowAnswer(20))]
        world.measure("errors", .rate(0.5))
        world.run(for: 31)
        world.edit { $0.signals[0].errorRate?.limit = Percentage(fraction: 0.9) }
        world.run(for: 300)
        #expect(world.remediations == [])
        #expect(world.signal("errors")?.isBad == false)
    }

    @Test("a policy deleted and made anew begins anew")
    func madeAnew() {
        var world = World.healthy()
        world.deletePolicy()
        world.apply(.about().errorRate().rollback())
        world.run(for: 120)
        #expect(world.policy()?.status?.health == .healthy)
        #expect(world.violations == [])
    }

    @Test("two policies on one target: one remediation at a time")
    func twoPolicies() {
        var world = World.healthy(.about(named: "first").errorRate().rollback())
        world.apply(
            .about(named: "second").anomaly("errors2").errorRate("errors").rule(
                "scale", any: ["errors"], Action(.scale(ScaleAction(by: SignedPercentage(fraction: 0.5), maximum: 10))))
        )
        world.run(for: 300)
        world.releaseBadly()
        world.run(for: 1200)
        #expect(world.violations == [])
        #expect(world.latest("first")?.phase.isFinal == true, "\(world.story)")
        #expect(world.latest("second")?.phase.isFinal == true, "\(world.story)")
    }
}

@Suite("A quiet fleet") struct QuietTests {
    @Test("writes nothing for hours, however the numbers move")
    func quiet() {
        var world = World.healthy(.about().errorRate().anomaly().trouble().alert().rollback(), for: 900)
        world.faults.forgetCounts()
        for hour in 0..<4 {
            world.measure("errors", .rate(0.001 + Double(hour) * 0.003))
            world.run(for: 3600)
        }
        #expect(world.faults.count(.evaluate) == 480)
        for kind in EffectKind.allCases where kind != .evaluate { #expect(world.faults.count(kind) == 0, "\(kind)") }
    }

    @Test(
        "writes once when a verdict changes, when it changes back, and when its revision has been good for long enough")
    func verdict() {
        var world = World.healthy(.about().errorRate())
        world.faults.forgetCounts()
        world.measure("errors", .rate(0.2))
        world.run(for: 300)
        #expect(world.faults.count(.policyStatus) == 1)
        world.measure("errors", .rate(0.001))
        world.run(for: 300)
        #expect(world.policy()?.status?.health == .healthy)
        #expect(world.policy()?.status?.revisions.count == 1)
        #expect(world.faults.count(.policyStatus) == 3)
    }

    @Test("a refresh is answered with the present numbers, once")
    func refresh() {
        var world = World.healthy()
        world.run(for: 11)
        world.faults.forgetCounts()
        world.annotate(.policy(ObjectKey(namespace: "shop", name: "web")), "evenkeel.dev/refresh", "now")
        world.run(for: 5)
        #expect(world.policy()?.status?.refreshed == "now")
        world.run(for: 300)
        #expect(world.faults.count(.policyStatus) == 1)
    }

    @Test("a restart in quiet times writes nothing new")
    func restart() {
        var world = World.healthy(.about().errorRate().rollback())
        world.faults.forgetCounts()
        world.restart()
        world.run(for: 600)
        #expect(world.faults.count(.policyStatus) == 0)
        #expect(world.faults.count(.status) == 0)
    }

    @Test("ended remediations beyond the history go, but not while an hour or an incident remembers them")
    func history() {
        var world = World.healthy(.about().errorRate().rollback { $0.cooldown = .minutes(1) }.history(2))
        for round in 0..<5 {
            world.releaseBadly("web:\(round + 2)")
            world.run(for: 600)
            #expect(world.remediations.count == round + 1, "\(world.story)")
        }
        world.run(for: 7200)
        #expect(world.remediations.count == 2)
        #expect(world.violations == [])
    }

    @Test("a target that somebody keeps changing does not pile up superseded remediations")
    func superseded() {
        var world = World.healthy(.about().anomaly().scale().mode(.suggest).history(3))
        world.measure("latency", .value(300))
        for round in 0..<40 {
            world.scale(to: 4 + round % 3)
            world.run(for: 60)
        }
        #expect(world.remediations.count <= 5, "\(world.phases)")
        #expect(world.ledger.changes == [])
    }
}
