import EvenkeelAPI
import EvenkeelEngine
import JSONValue
import KubernetesTypes
import Testing

@testable import EvenkeelSimulation

@Suite("Approval, rejection and the wish to undo") struct ApprovalTests {
    /// A plan that waits for approval.
    private func waiting(_ change: (inout Rule) -> Void = { _ in }) -> World {
        var world = World.badRelease(.about().errorRate().rollback(change).mode(.suggest))
        world.run(until: { $0.phase == .awaitingApproval })
        return world
    }

    @Test("Suggest waits, goes ahead with the plan's digest, and tells who approved and when, everywhere")
    func suggest() throws {
        var world = waiting()
        world.run(for: 300)
        #expect(world.ledger.changes == [])
        #expect(world.phases == [.awaitingApproval], "\(world.story)")
        world.approve(world.latest(), by: "anna")
        world.run(for: 300)
        #expect(world.phases == [.succeeded], "\(world.story)")
        let status = try #require(world.latest()?.status)
        #expect(status.approval?.by == "anna")
        let sentence = "approved by anna at "
        #expect(status.gates.first { $0.name == .approval }?.message.contains(sentence) == true)
        #expect(status.timeline.first { $0.phase == .executing }?.message.contains(sentence) == true)
        #expect(world.ledger.events.contains { $0.reason == "Executing" && $0.message.contains(sentence) })
        #expect(world.violations == [])
    }

    @Test("an approval without a name is refused with its reason, and counts once somebody stands for it")
    func nameless() {
        var world = waiting()
        world.approve(world.latest(), by: nil)
        world.run(for: 300)
        #expect(world.ledger.changes == [])
        #expect(world.latest()?.status?.timeline.last?.message.contains("approved-by is missing") == true)
        world.approve(world.latest(), by: "anna")
        world.run(for: 300)
        #expect(world.phases == [.succeeded], "\(world.story)")
    }

    @Test("where nobody vouches for names, approvals are refused with what to do, and Automatic works")
    func unvouched() {
        var world = waiting()
        world.observe(.approvalsVouched(.unvouched(.approvalPolicyMissing, "the policy is missing; install it")))
        world.approve(world.latest())
        world.run(for: 300)
        #expect(world.ledger.changes == [])
        #expect(world.gate(.approval)?.message.contains("the policy is missing; install it") == true)
        #expect(world.latest()?.status?.approval == nil)
        world.edit { $0.mode = .automatic }
        world.run(for: 300)
        #expect(world.phases == [.succeeded], "\(world.story)")
        #expect(world.latest()?.status?.approval == nil)
    }

    @Test(
        "what was forged before the API server vouched is worth nothing afterwards; deleted, it is proposed anew"
    )
    func forgedBefore() throws {
        var world = waiting()
        world.observe(.approvalsVouched(.unvouched(.approvalPolicyMissing, "the policy is missing")))
        world.approve(world.latest(), by: "forged")
        world.run(for: 60)
        world.observe(.approvalsVouched(.vouched(since: world.now)))
        world.run(for: 300)
        #expect(world.ledger.changes == [])
        #expect(world.gate(.approval)?.message.contains("delete it") == true)
        world.remove(.remediation(try #require(world.latest()).key))
        world.run(for: 120)
        #expect(world.phases == [.awaitingApproval], "\(world.story)")
        world.approve(world.latest())
        world.run(for: 300)
        #expect(world.phases == [.succeeded], "\(world.story)")
    }

    @Test("vouching that ends between the stored intent and the sending stops the change")
    func vouchingEnds() {
        var world = waiting()
        world.faults.planned[.status] = [(1...10, .slowAnswer(5))]
        world.approve(world.latest())
        world.run(until: { $0.phase == .executing })
        world.observe(.approvalsVouched(.unvouched(.approvalPolicyMissing, "the policy was removed")))
        world.run(for: 120)
        #expect(world.ledger.changes == [])
        #expect(world.latest()?.phase.isInFlight == false, "\(world.story)")
    }

    @Test("an approval that is withdrawn, and one that goes over to another, are known as such while they wait")
    func withdrawn() {
        var world = waiting()
        world.pause()
        world.approve(world.latest(), by: "anna")
        world.run(for: 60)
        #expect(world.latest()?.status?.approval?.by == "anna")
        world.approve(world.latest(), by: "bert")
        world.run(for: 60)
        #expect(world.latest()?.status?.approval?.by == "bert")
        world.annotate(world.latest(), "evenkeel.dev/approve", nil)
        world.annotate(world.latest(), "evenkeel.dev/approved-by", nil)
        world.run(for: 60)
        #expect(world.latest()?.status?.approval == nil)
        world.pause(false)
        world.run(for: 300)
        #expect(world.ledger.changes == [])
    }

    @Test(
        "a changed plan makes a new Remediation; the old one is Superseded, and its approval does not carry over"
    )
    func superseded() throws {
        var world = World.overload(.about().anomaly().scale { $0.approval.mode = .always })
        world.run(until: { $0.phase == .awaitingApproval })
        let old = try #require(world.latest())
        world.edit { $0.rules[0].action.scale?.maximum = 5 }
        world.run(for: 120)
        #expect(world.phases == [.superseded, .awaitingApproval], "\(world.story)")
        #expect(
            world.remediation(old.metadata.name ?? "")?.status?.timeline.last?.message.contains("plan changed") == true)
        world.approve(world.latest(), digest: old.spec.plan.shortDigest)
        world.run(for: 120)
        #expect(world.ledger.changes == [])
        #expect(world.gate(.approval)?.message.contains("stale") == true)
        world.approve(world.latest())
        world.run(for: 120)
        #expect(world.deployment?.replicas == 5, "\(world.story)")
        #expect(world.violations == [])
    }

    @Test("an approval counts for one incident: the next one asks again, whatever was approved before")
    func replayed() throws {
        var world = waiting()
        world.approve(world.latest())
        world.run(until: { $0.phase == .succeeded })
        let used = try #require(world.latest())
        world.run(for: 600)
        world.releaseBadly("web:3")
        world.run(until: { $0.remediations.count == 2 && $0.phase == .awaitingApproval })
        let changes = world.ledger.changes.count
        world.approve(world.latest(), digest: used.spec.plan.shortDigest)
        world.approve(used)
        world.run(for: 600)
        #expect(world.ledger.changes.count == changes)
        #expect(world.gate(.approval)?.message.contains("stale") == true, "\(world.story)")
    }

    @Test(
        "another plan's digest, a short one and a yes approve nothing", arguments: ["yes", "", "sha256:", "00000000"])
    func wrong(_ digest: String) {
        var world = waiting()
        world.approve(world.latest(), digest: digest)
        world.run(for: 300)
        #expect(world.ledger.changes == [])
        world.approve(world.latest(), digest: String(world.latest()?.spec.plan.digest.dropFirst(7).prefix(7) ?? ""))
        world.run(for: 60)
        #expect(world.ledger.changes == [])
        #expect(world.violations == [])
    }

    @Test("a plan that nobody approves in time is Expired, and an approval after that changes nothing")
    func expired() {
        var world = waiting()
        world.run(for: 1810)
        #expect(world.phases == [.expired], "\(world.story)")
        world.approve(world.latest())
        world.run(for: 600)
        #expect(world.ledger.changes == [])
        #expect(world.phases == [.expired], "\(world.story)")
    }

    @Test("an approval that was given in time and kept waiting by a pause is not used after its time")
    func approvedAndPaused() {
        var world = waiting()
        world.pause()
        world.approve(world.latest())
        world.run(for: 1900)
        world.pause(false)
        world.run(for: 300)
        #expect(world.ledger.changes == [])
        #expect(world.phases == [.expired], "\(world.story)")
    }

    @Test("a rejection ends it with its reason, and the same is not proposed again for the incident")
    func rejected() {
        var world = waiting()
        world.annotate(world.latest(), "evenkeel.dev/reject", "we are on it")
        world.run(for: 900)
        #expect(world.phases == [.rejected], "\(world.story)")
        #expect(world.latest()?.status?.timeline.last?.message.contains("we are on it") == true)
        #expect(world.ledger.changes == [])
    }

    @Test("a rejection between the stored intent and the sending stops the change")
    func rejectedLate() {
        var world = World.badRelease()
        world.run(until: { $0.latest()?.status?.dryRun != nil })
        world.faults.forgetCounts()
        world.faults.planned[.status] = [(1...1, .slowAnswer(5))]
        world.run(until: { $0.phase == .executing })
        world.annotate(world.latest(), "evenkeel.dev/reject", "no")
        world.run(for: 120)
        #expect(world.phases.first == .rejected, "\(world.story)")
        #expect(world.ledger.changes == [])
    }

    @Test(
        "a wish to undo is met while it is watched, and after it has succeeded",
        arguments: [Phase.verifying, .succeeded])
    func undo(_ phase: Phase) {
        var world = World.badRelease()
        world.run(until: { $0.phase == phase })
        world.reaction = { _ in }
        world.annotate(world.latest(), "evenkeel.dev/undo", "the old one is worse")
        world.run(for: 120)
        #expect(world.phases.first == .undone, "\(world.story)")
        #expect(world.deployment?.image == "web:2")
        #expect(world.ledger.count(.undo) == 1)
        #expect(world.violations == [])
    }

    @Test("an approval that arrives by the watch before the answer to a write is not lost")
    func approvalOvertakesAnswer() {
        var world = World.badRelease(.about().errorRate().rollback().mode(.suggest))
        world.faults.planned[.status] = [(1...10, .slowAnswer(10))]
        world.run(until: { $0.phase == .awaitingApproval })
        world.run(for: 2)
        world.approve(world.latest())
        world.faults.planned = [:]
        world.run(for: 60)
        #expect(world.latest()?.phase == .verifying || world.phase == .succeeded, "\(world.story)")
    }

    @Test("the owner's word asks for approval in mode Automatic")
    func owner() {
        var world = World.healthy()
        world.annotate(.deployment("web"), "evenkeel.dev/remediation", "RequireApproval")
        world.releaseBadly()
        world.run(for: 300)
        #expect(world.phases == [.awaitingApproval], "\(world.story)")
        world.approve(world.latest())
        world.run(for: 300)
        #expect(world.phases == [.succeeded], "\(world.story)")
    }
}

@Suite("The ladder of modes") struct ModeTests {
    @Test("Observe judges and proposes nothing")
    func observe() {
        var world = World.badRelease(.about().errorRate().rollback().mode(.observe))
        world.run(for: 900)
        #expect(world.remediations == [])
        #expect(world.policy()?.status?.health == .unhealthy)
        #expect(world.faults.count(.dryRun) == 0)
    }

    @Test("Shadow changes nothing but tries the change as a dry run, and ends Shadowed once for each incident")
    func shadow() {
        var world = World.badRelease(.about().errorRate().rollback().mode(.shadow))
        let before = world.deployment
        world.run(for: 1800)
        #expect(world.phases == [.shadowed], "\(world.story)")
        #expect(world.latest()?.status?.dryRun?.accepted == true)
        #expect(world.latest()?.status?.timeline.last?.message.contains("would have done: roll web back") == true)
        #expect(world.faults.count(.dryRun) == 1)
        #expect(world.ledger.changes == [])
        #expect(world.deployment?.json["spec"] == before?.json["spec"])
        #expect(world.deployment?.annotations == before?.annotations)
        world.release("web:1")
        world.run(for: 300)
        world.release("web:2")
        world.run(for: 300)
        #expect(world.phases == [.shadowed, .shadowed], "\(world.story)")
        #expect(world.violations == [])
    }

    @Test("a shadow says what it would have waited for")
    func shadowWaiting() {
        var world = World.healthy(.about().errorRate().rollback().mode(.shadow))
        world.pause()
        world.releaseBadly()
        world.run(for: 300)
        #expect(world.latest()?.status?.timeline.last?.message.contains("would have waited: Suspension") == true)
    }

    @Test("a shadow neither cools nor blocks an acting rule on the same target")
    func shadowBeside() {
        var world = World.healthy(.about(named: "dark").errorRate().rollback().mode(.shadow))
        world.apply(.about(named: "web").errorRate().rollback())
        world.run(for: 300)
        world.releaseBadly()
        world.run(for: 600)
        #expect(world.latest("dark")?.phase == .shadowed)
        #expect(world.latest("web")?.phase == .succeeded, "\(world.story)")
        #expect(world.violations == [])
    }

    @Test(
        "the step back to Shadow stops what was not sent, and what would be undone",
        arguments: [Mode.shadow, .observe])
    func stepBack(_ mode: Mode) {
        var world = World.overload()
        world.run(until: { $0.phase == .succeeded })
        world.edit { $0.mode = mode }
        world.run(for: 3600)
        #expect(world.ledger.count(.undo) == 0)
        #expect(world.deployment?.replicas == 6)
        world.edit { $0.mode = .automatic }
        world.run(for: 120)
        #expect(world.deployment?.replicas == 4, "\(world.story)")
        #expect(world.violations == [])
    }
}
