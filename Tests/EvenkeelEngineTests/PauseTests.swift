import EvenkeelAPI
import EvenkeelEngine
import JSONValue
import KubernetesTypes
import Testing

@testable import EvenkeelSimulation

/// The ways to pause.
enum Pause: CaseIterable, Sendable {
    case guardrail, policy, workload, namespace

    func set(_ isOn: Bool, _ world: inout World) {
        let word = isOn ? "Disabled" : nil
        switch self {
        case .guardrail: world.pause(isOn)
        case .policy: world.edit { $0.suspend = isOn }
        case .workload: world.annotate(.deployment("web"), "evenkeel.dev/remediation", word)
        case .namespace: world.annotate(.namespace, "evenkeel.dev/remediation", word)
        }
    }
}

@Suite("A pause") struct PauseTests {
    @Test(
        "before the incident, by anybody who may: the plan is held, and goes on afterwards",
        arguments: Pause.allCases)
    func before(_ pause: Pause) {
        var world = World.healthy()
        pause.set(true, &world)
        world.releaseBadly()
        world.run(for: 600)
        #expect(world.ledger.changes == [])
        #expect(world.phases == [.held], "\(world.story)")
        #expect(world.gate(.suspension)?.verdict == .hold)
        pause.set(false, &world)
        world.run(for: 600)
        #expect(world.phases == [.succeeded], "\(world.story)")
        #expect(world.violations == [])
    }

    @Test(
        "at any moment of a bad release stops every change that was not sent",
        arguments: [Pause.guardrail, .policy])
    func anyMoment(_ pause: Pause) {
        for moment in 0..<60 {
            var world = World.badRelease()
            world.run(for: 60 + Double(moment) * 0.02)
            pause.set(true, &world)
            world.run(for: 300)
            #expect(world.violations == [], "\(moment)")
            pause.set(false, &world)
            world.run(for: 700)
            #expect(world.violations == [], "\(moment)")
            #expect(world.phases == [.succeeded], "\(moment) \(world.story)")
        }
    }

    @Test("between the stored intent and the sending: the intent is settled as not done")
    func betweenIntentAndSending() {
        var world = World.badRelease()
        world.run(until: { $0.latest()?.status?.dryRun != nil })
        world.faults.forgetCounts()
        world.faults.planned[.status] = [(1...1, .slowAnswer(5))]
        world.run(until: { $0.phase == .executing })
        world.pause()
        world.run(for: 60)
        #expect(world.phase == .held, "\(world.story)")
        #expect(world.latest()?.status?.intents.map(\.outcome) == [.notDone])
        #expect(world.ledger.changes == [])
        world.pause(false)
        world.run(for: 600)
        #expect(world.phases == [.succeeded], "\(world.story)")
        #expect(world.violations == [])
    }

    @Test("of an approved plan stops it too")
    func approved() {
        var world = World.badRelease(.about().errorRate().rollback().mode(.suggest))
        world.run(until: { $0.phase == .awaitingApproval })
        world.pause()
        world.approve(world.latest())
        world.run(for: 300)
        #expect(world.ledger.changes == [])
        world.pause(false)
        world.run(for: 300)
        #expect(world.phases == [.succeeded], "\(world.story)")
    }

    @Test(
        "in the middle of a restart leaves the other pods alone; a pod whose turn was put off gets it afterwards",
        arguments: 0..<30)
    func restart(_ moment: Int) {
        var world = World.stuckPods(.about().trouble().restart { $0.verify.within = .minutes(10) })
        world.run(until: { $0.phase == .executing })
        world.run(for: Double(moment) * 0.5)
        world.pause()
        let evicted = world.ledger.count(.evict)
        world.run(for: 120)
        #expect(world.ledger.count(.evict) == evicted)
        world.pause(false)
        world.run(for: 900)
        #expect(world.ledger.count(.evict) == 2, "\(world.story)")
        #expect(world.phases == [.succeeded], "\(world.story)")
        #expect(world.violations == [])
    }

    @Test(
        "stops a scheduled revert, which comes afterwards, even where the policy is gone", arguments: [false, true])
    func scheduledRevert(_ isPolicyGone: Bool) {
        var world = World.overload()
        world.run(until: { $0.phase == .succeeded })
        world.pause()
        if isPolicyGone { world.deletePolicy() }
        world.run(for: 3600)
        #expect(world.deployment?.replicas == 6, "\(world.story)")
        #expect(world.story.ranges(of: "undo waits: guardrail all is paused").count == 1, "\(world.story)")
        world.pause(false)
        world.run(for: 120)
        #expect(world.deployment?.replicas == 4, "\(world.story)")
        #expect(world.violations == [])
    }

    @Test("of a policy is not undone by an older version that is told later")
    func stale() throws {
        var world = World.healthy()
        let before = try #require(world.policy())
        world.edit { $0.suspend = true }
        world.run(for: 60)
        world.withholdWatch = true
        world.observe(.policyChanged(before))
        world.releaseBadly()
        world.run(for: 600)
        #expect(world.ledger.changes == [], "\(world.story)")
    }

    @Test("of a guardrail for other namespaces stops nothing, and one whose namespaces are not known stops")
    func namespaces() {
        var world = World.healthy()
        world.set(
            .named("others") {
                $0.paused = true; $0.namespaceSelector = .init(matchLabels: ["team": "b"])
            })
        world.releaseBadly()
        world.run(for: 600)
        #expect(world.phases == [.succeeded], "\(world.story)")
        var named = World.healthy()
        named.set(
            .named("shop") {
                $0.paused = true
                $0.namespaceSelector = .init(matchLabels: ["kubernetes.io/metadata.name": "shop"])
            })
        named.releaseBadly()
        named.run(for: 600)
        #expect(named.ledger.changes == [])
    }

    @Test("a process that begins with an unsent intent sees a pause before it acts")
    func afterCrash() {
        var world = World.badRelease()
        world.faults.planned[.change] = [(1...1, .crashBefore)]
        world.run(until: { !$0.isUp }, within: 600)
        world.annotate(.deployment("web"), "evenkeel.dev/remediation", "Disabled")
        world.run(for: 10)
        world.start()
        world.run(for: 600)
        #expect(world.ledger.changes == [])
        #expect(world.phases == [.held], "\(world.story)")
    }
}
