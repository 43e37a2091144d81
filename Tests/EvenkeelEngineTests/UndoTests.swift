import EvenkeelAPI
import EvenkeelEngine
import JSONValue
import KubernetesTypes
import Testing

@testable import EvenkeelSimulation

@Suite("Undo is a contract") struct UndoTests {
    @Test("what a change undoes with is stored before the change is sent: the fields as they were, and the version")
    func preImage() throws {
        var world = World.badRelease()
        world.run(until: { $0.faults.count(.change) == 1 })
        let plan = try #require(world.latest()?.spec.plan)
        #expect(world.latest()?.status?.intents.last?.outcome == .pending)
        #expect(plan.changes.allSatisfy { $0.from != nil })
        #expect(plan.undo.precondition?.resourceVersion.isEmpty == false)
        #expect(world.deployment?.image == "web:2")
    }

    @Test(
        "a person's word takes a change back while it is verified, and after it has succeeded",
        arguments: [
            Phase.verifying, .succeeded,
        ])
    func asked(_ phase: Phase) {
        var world = World.overload()
        world.run(until: { $0.phase == phase })
        world.reaction = { _ in }
        world.annotate(world.latest(), EvenkeelAPIGroup.Annotation.undo, "too dear")
        world.run(for: 120)
        #expect(world.deployment?.replicas == 4, "\(world.story)")
        #expect(world.latest()?.status?.revert?.state == .reverted)
        #expect(world.story.contains("too dear"))
        #expect(world.ledger.count(.undo) == 1)
        #expect(world.violations == [])
    }

    @Test(
        "in a mode that changes nothing, a scheduled revert that is due and a person's word wait, say so once, and are heard after it",
        arguments: [Mode.observe, .shadow], [false, true])
    func mode(_ mode: Mode, _ isAsked: Bool) {
        var world = World.overload()
        world.run(until: { $0.phase == .succeeded })
        world.reaction = { _ in }
        world.edit { $0.mode = mode }
        if isAsked { world.annotate(world.latest(), EvenkeelAPIGroup.Annotation.undo, "too dear") }
        world.run(for: 3600)
        #expect(world.deployment?.replicas == 6, "\(world.story)")
        let reason = mode == .observe ? "Observe only judges" : "Shadow changes nothing"
        #expect(world.story.ranges(of: "undo waits: \(reason)").count == 1, "\(world.story)")
        world.edit { $0.mode = .automatic }
        world.run(for: 120)
        #expect(world.deployment?.replicas == 4, "\(world.story)")
        #expect(world.violations == [])
    }

    @Test(
        "a scheduled revert that is forbidden does not stay Scheduled: people are told, and a later wish is tried once")
    func forbidden() {
        var world = World.overload()
        world.run(until: { $0.phase == .succeeded })
        world.faults.forgetCounts()
        world.faults.planned[.undo] = [(1...1, .refused(403))]
        world.run(for: 2400)
        #expect(world.phase == .failed, "\(world.story)")
        #expect(world.latest()?.status?.revert?.state == .failed)
        #expect(world.deployment?.replicas == 6)
        #expect(world.ledger.events.last { $0.reason == "Failed" }?.kind == .warning)
        world.annotate(world.latest(), EvenkeelAPIGroup.Annotation.undo, "permission granted")
        world.run(for: 120)
        #expect(world.deployment?.replicas == 4, "\(world.story)")
        #expect(world.latest()?.status?.revert?.state == .reverted)
    }

    @Test("an undo that a crash interrupts is finished by the successor, once", arguments: 1...12)
    func crash(_ point: Int) {
        var world = World.healthy()
        world.releaseBadly()
        world.reaction = { _ in }
        world.measure("errors", .rate(0.2))
        world.run(until: { $0.phase == .verifying })
        world.run(until: { $0.phase == .undoing }, within: 1200)
        world.faults.at[world.faults.total + point] = point.isMultiple(of: 2) ? .crashBefore : .crashAfter
        world.runReviving(for: 900)
        #expect(world.phase == .undone, "\(world.story)")
        #expect(world.deployment?.image == "web:2")
        #expect(world.ledger.count(.undo) == 1)
        #expect(world.violations == [])
    }

    @Test("a policy that is invalid when a process begins keeps what was seen of its revisions, and mended it acts")
    func invalidAtStart() {
        var world = World.healthy()
        let revisions = world.policy()?.status?.revisions
        #expect(revisions?.isEmpty == false)
        world.crash()
        world.spoil { $0.json.set([], at: "spec", "signals") }
        world.start()
        world.run(for: 60)
        #expect(world.policy()?.status?.conditions["Valid"]?.status == .isFalse)
        #expect(world.policy()?.status?.revisions.map(\.templateHash) == revisions?.map(\.templateHash))
        world.apply(.about().errorRate().rollback())
        world.releaseBadly()
        world.run(for: 600)
        #expect(world.phases == [.succeeded], "\(world.story)")
    }
}
