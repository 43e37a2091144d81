import EvenkeelAPI
import JSONValue
import KubernetesTypes
import Testing

@testable import EvenkeelEngine

@Suite("What came after the last evaluation is seen before anything is sent") struct FreshEvaluationTests {
    /// A plan that waits for approval, of a policy that looks every ten minutes only.
    private func waiting() -> World {
        var world = World.healthy(
            .about().errorRate().rollback { $0.consecutive = 1 }.mode(.suggest).with { $0.interval = .minutes(10) },
            for: 7200)
        world.releaseBadly()
        world.run(until: { $0.phase == .awaitingApproval })
        world.run(for: 60)
        return world
    }

    @Test("the owner's Disabled stops what is approved right after it, and the end of it lets go on")
    func owner() {
        var world = waiting()
        #expect(world.phase == .awaitingApproval, "\(world.story)")
        world.annotate(.deployment("web"), EvenkeelAPIGroup.Annotation.remediation, "Disabled")
        world.approve(world.latest())
        world.run(for: 30)
        #expect(world.ledger.changes == [], "\(world.story)")
        world.annotate(.deployment("web"), EvenkeelAPIGroup.Annotation.remediation, nil)
        world.run(for: 1200)
        #expect(world.ledger.count(.change) == 1, "\(world.story)")
        #expect(world.violations == [])
    }

    @Test("an evaluation that was asked for, and after which nothing was sent, is not enough for what is sent later")
    func askedForBefore() {
        var world = waiting()
        world.annotate(.deployment("web"), EvenkeelAPIGroup.Annotation.remediation, "Disabled")
        world.approve(world.latest())
        world.run(for: 30)
        #expect(world.phase == .held, "\(world.story)")
        world.annotate(.deployment("web"), EvenkeelAPIGroup.Annotation.remediation, nil)
        world.pause(true)
        world.run(for: 900)
        world.annotate(.deployment("web"), EvenkeelAPIGroup.Annotation.remediation, "Disabled")
        world.pause(false)
        world.run(for: 30)
        #expect(world.ledger.changes == [], "\(world.story)")
        world.annotate(.deployment("web"), EvenkeelAPIGroup.Annotation.remediation, nil)
        world.run(for: 1200)
        #expect(world.ledger.count(.change) == 1, "\(world.story)")
        #expect(world.violations == [])
    }

    @Test("an approval is acted upon at once, not at the next evaluation")
    func atOnce() {
        var world = waiting()
        world.approve(world.latest())
        world.run(for: 30)
        #expect(world.ledger.count(.change) == 1, "\(world.story)")
        #expect(world.deployment?.image == "web:1")
    }

    @Test("a hotfix beside the bad image is not carried to an older one: the plan waits, and says why")
    func hotfix() {
        var world = waiting()
        world.hotfix()
        world.approve(world.latest())
        world.run(for: 30)
        #expect(world.ledger.changes == [], "\(world.story)")
        #expect(world.story.contains("the incident began before revision 3"), "\(world.story)")
        #expect(world.deployment?.image == "web:2")
    }

    @Test("nor one that comes between the evaluation and the change")
    func race() {
        var world = waiting()
        let before = world.reaction
        world.reaction = { world in
            before(&world)
            if world.phase == .executing, !world.hasHotfix { world.hotfix() }
        }
        world.approve(world.latest())
        world.run(for: 300)
        #expect(world.hasHotfix)
        #expect(world.deployment?.image == "web:2", "\(world.story)")
        #expect(world.story.contains("the incident began before revision 3"), "\(world.story)")
    }

    @Test("the trouble of a release does not seem older than it because its begin is stored in whole seconds")
    func wholeSeconds() throws {
        var world = World.badRelease()
        world.run(until: { $0.phase == .proposed })
        let stored = try #require(world.latest())
        let (started, rule) = (stored.spec.incidentStartedAt, stored.spec.rule)
        var track = PolicyMachine(try #require(world.policy()), now: world.now)
        // The predecessor was seen in between, in the same second.
        track.rules[rule] = RuleMemory()
        track.rules[rule]?.incidentStartedAt = started + 0.9
        track.restoreIncidents(from: [stored])
        #expect(track.rules[rule]?.incidentStartedAt == started + 0.9)
        // But what began before this process saw it, began then.
        track.rules[rule]?.incidentStartedAt = started + 1
        track.restoreIncidents(from: [stored])
        #expect(track.rules[rule]?.incidentStartedAt == started)
    }

    @Test("a release that people ship against the trouble is not taken for its cause")
    func forward() {
        var world = World.healthy()
        world.release("web:2")
        world.run(for: 900)
        world.measure("errors", .rate(0.2))
        world.run(until: { $0.signal("errors")?.isBad == true })
        world.release("web:3")
        world.run(for: 1800)
        #expect(world.ledger.changes == [], "\(world.story)")
        #expect(world.ruleStatus("rollback")?.message.contains("the incident began before revision 3") == true)
        let actionable = world.policy()?.status?.conditions[ConditionType.actionable]
        #expect(actionable?.status == .isFalse)
        #expect(actionable?.reason == "Plan")
    }
}

@Suite("What a policy leaves behind") struct OrphanTests {
    @Test("a Remediation belongs to nobody who could take it away before its change is reverted")
    func owner() {
        var world = World.overload()
        world.run(until: { $0.phase == .succeeded })
        #expect(world.latest()?.metadata.ownerReferences == nil)
        world.deletePolicy()
        world.run(for: 3600)
        #expect(world.deployment?.replicas == 4, "\(world.story)")
        #expect(world.violations == [])
    }

    @Test("a scheduled revert whose policy is gone happens when nothing else is in flight on the target")
    func beside() {
        let other = RemediationPolicy.about(named: "other").errorRate().rollback { $0.verify.within = .minutes(30) }
        var world = World.healthy(.about().anomaly().scale(revertAfter: .minutes(20))) { $0.apply(other) }
        world.measure("latency", .value(300))
        world.run(until: { $0.phase == .verifying })
        world.measure("latency", .value(100))
        world.run(until: { $0.phase == .succeeded })
        world.deletePolicy()
        world.release("web:2")
        world.measure("errors", .rate(0.2))
        world.run(for: 1320)
        #expect(world.remediations.map(\.phase).contains(.verifying), "\(world.story)")
        #expect(world.deployment?.replicas == 6, "\(world.story)")
        #expect(world.story.contains("is in flight"), "\(world.story)")
        world.run(for: 2400)
        #expect(world.deployment?.replicas == 4, "\(world.story)")
        #expect(world.violations == [])
    }

    @Test("is kept for as long as any history, across restarts, and not for ever")
    func pruned() {
        var world = World.overload()
        world.run(until: { $0.phase == .succeeded })
        world.deletePolicy()
        world.run(for: 24 * 3600)
        #expect(world.remediations.count == 1)
        world.restart()
        world.run(for: 31 * 24 * 3600)
        #expect(world.remediations == [], "\(world.story)")
    }

    @Test("a policy that a new process cannot read is not gone: its changes wait, and say why")
    func unreadable() throws {
        var world = World.overload()
        world.run(until: { $0.phase == .succeeded })
        let policy = try #require(world.policy())
        world.crash()
        world.spoil { $0.json.set(nil, at: "spec", "rules") }
        world.run(for: 5)
        world.start()
        world.run(for: 3600)
        #expect(world.deployment?.replicas == 6, "\(world.story)")
        #expect(world.story.ranges(of: "waits: the policy as it is now cannot be used: ").count == 1, "\(world.story)")
        #expect(world.story.contains("spec.rules: Required value"), "\(world.story)")
        world.apply(policy)
        world.run(for: 300)
        #expect(world.deployment?.replicas == 4, "\(world.story)")
    }
}

extension World {
    fileprivate var hasHotfix: Bool { deployment?.json.at("spec", "template", "spec", "priorityClassName") != nil }

    /// Somebody changes the template, but not the image.
    fileprivate mutating func hotfix() {
        edit(.deployment("web")) { $0.json.set("slow", at: "spec", "template", "spec", "priorityClassName") }
    }
}
