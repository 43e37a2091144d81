import EvenkeelAPI
import EvenkeelEngine
import KubernetesTypes
import Testing

@Suite("How a decision looks in hindsight") struct GradeTests {
    private static let shadow = RemediationPolicy.about().errorRate().rollback().mode(.shadow)
        .with { $0.gradeWithin = .minutes(20) }

    /// A bad release that a shadow has seen, and that nobody has reacted to yet.
    private func shadowed() -> World {
        var world = World.badRelease(Self.shadow)
        world.run(until: { $0.phase == .shadowed })
        world.reaction = { _ in }
        return world
    }

    private func grade(_ world: World) -> Grade? { world.latest()?.status?.grade }

    @Test("first let me see what it would do: trouble that goes away by itself is SelfHealed")
    func selfHealed() {
        var world = shadowed()
        world.run(for: 120)
        #expect(grade(world) == nil)
        world.measure("errors", .rate(0.001))
        world.run(for: 400)
        #expect(grade(world) == .selfHealed, "\(world.story)")
        #expect(world.policy()?.status?.scorecard?.summary == "1 SelfHealed")
        #expect(world.ledger.audit.contains { $0.event == .graded })
    }

    @Test("trouble that goes on is Persisted after gradeWithin, and not an evaluation earlier")
    func persisted() {
        var world = shadowed()
        world.run(for: 1100)
        #expect(grade(world) == nil)
        world.run(for: 300)
        #expect(grade(world) == .persisted, "\(world.story)")
    }

    @Test("trouble that becomes at least twice as bad is Worsened")
    func worsened() {
        var world = shadowed()
        world.measure("errors", .rate(0.6))
        world.run(for: 1500)
        #expect(grade(world) == .worsened, "\(world.story)")
    }

    @Test("a person who rolls back as the plan would have did the same")
    func same() {
        var world = shadowed()
        world.run(for: 60)
        world.release("web:1")
        world.measure("errors", .rate(0.001))
        world.run(for: 400)
        #expect(grade(world) == .personDidTheSame, "\(world.story)")
    }

    @Test("a person who releases a mended version, or scales, did something else", arguments: [true, false])
    func other(_ releases: Bool) {
        var world = shadowed()
        world.run(for: 60)
        if releases { world.release("web:3") } else { world.scale(to: 7) }
        world.measure("errors", .rate(0.001))
        world.run(for: 400)
        #expect(grade(world) == .personDidOther, "\(world.story)")
    }

    @Test("without data nothing is graded")
    func blind() {
        var world = shadowed()
        world.measure("errors", .failed)
        world.run(for: 3000)
        #expect(grade(world) == nil)
    }

    @Test("what Evenkeel mended and what stayed well is Remedied; what came back when the revert is due is Persisted")
    func acted() {
        var world = World.badRelease(.about().errorRate().rollback().with { $0.gradeWithin = .minutes(20) })
        world.run(for: 900)
        #expect(grade(world) == nil)
        world.run(for: 900)
        #expect(grade(world) == .remedied, "\(world.story)")
        var back = World.overload(
            .about().anomaly().scale(revertAfter: .minutes(10)).with { $0.gradeWithin = .minutes(30) })
        back.reaction = { world in
            let reading = Reading.value((world.deployment?.replicas ?? 0) < 6 ? 300 : 100)
            if world.metrics.reading("latency", at: world.now) != reading { world.measure("latency", reading) }
        }
        back.run(for: 3000)
        #expect(back.remediations.first?.status?.grade == nil || back.remediations.first?.status?.grade == .persisted)
    }

    @Test("a change that did not help and was undone is Persisted")
    func undone() {
        var world = World.healthy(.about().errorRate().rollback().with { $0.gradeWithin = .minutes(30) })
        world.releaseBadly()
        world.reaction = { _ in }
        world.measure("errors", .rate(0.2))
        world.run(for: 3600)
        #expect(world.phases == [.undone])
        #expect(grade(world) == .persisted, "\(world.story)")
    }

    @Test(
        "a dry run that was not the real thing: what Shadow tries is to the letter what Automatic sends",
        arguments: [
            (RemediationPolicy.about().errorRate().rollback(), World.badRelease),
            (.about().anomaly().scale(), World.overload), (.about().trouble().restart(), World.stuckPods),
        ])
    func theRealThing(_ policy: RemediationPolicy, _ story: @Sendable (RemediationPolicy?) -> World) throws {
        var (acting, shadow) = (story(policy), story(policy.mode(.shadow)))
        acting.run(until: { !$0.ledger.changes.isEmpty })
        shadow.run(until: { $0.phase == .shadowed })
        let change = try #require(acting.ledger.changes.first?.change)
        #expect(shadow.ledger.dryRuns.map(\.write) == [change.write], "\(shadow.story)")
        #expect(acting.ledger.dryRuns.map(\.write) == [change.write], "\(acting.story)")
        #expect(shadow.ledger.changes == [])
        #expect(shadow.latest()?.spec.plan == acting.latest()?.spec.plan)
    }

    @Test("dry-run metrics changed real verdicts: a shadow beside an acting policy changes nothing of what it does")
    func besideShadow() {
        func ledger(withShadow: Bool) -> [String] {
            var world = World.healthy(.about().errorRate().rollback())
            if withShadow {
                world.apply(.about("web", named: "shadow").errorRate().rollback().mode(.shadow))
                world.run(for: 120)
            } else {
                world.run(for: 120)
            }
            world.releaseBadly()
            world.run(for: 1200)
            #expect(world.violations == [])
            return world.ledger.changes.map { "\($0.change.purpose)" } + [world.deployment?.image ?? ""]
        }
        #expect(ledger(withShadow: true) == ledger(withShadow: false))
    }
}
