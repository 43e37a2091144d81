import EvenkeelAPI
import EvenkeelEngine
import KubernetesTypes
import Testing

@testable import EvenkeelSimulation

/// What goes wrong in a run, and with which of the story's effects.
struct Mishap: CustomTestStringConvertible, Sendable {
    var kind: EffectKind
    var fault: Fault
    var occurrences: ClosedRange<Int>

    var testDescription: String { "\(fault) at \(kind) \(occurrences)" }

    /// Each fault at the first and at the first three effects of each kind.
    static let all: [Mishap] = EffectKind.allCases.filter { $0 != .event && $0 != .delete }.flatMap { kind in
        faults(kind).flatMap { fault in
            [1...1, 1...3].map { Mishap(kind: kind, fault: fault, occurrences: $0) }
        }
    }

    /// What the API server refuses for good is not tried again; people are called.
    func isFinal(at kind: EffectKind) -> Bool {
        self.kind == kind && [.refused(403), .refused(410)].contains(fault)
    }

    private static func faults(_ kind: EffectKind) -> [Fault] {
        let always: [Fault] = [
            .lostBefore, .lostAfter, .slowAnswer(20), .slowRequest(20), .slowRequest(200), .unanswered,
        ]
        return kind == .evaluate
            ? always : always + [.notSent] + [403, 404, 409, 410, 422, 429, 500].map { .refused($0) }
    }
}

@Suite("Faults at every effect") struct FaultTests {
    @Test("the bad release comes to its end with at most one change, whatever fails on the way", arguments: Mishap.all)
    func badRelease(_ mishap: Mishap) {
        var world = World.badRelease()
        world.faults.planned[mishap.kind] = [(mishap.occurrences, mishap.fault)]
        world.faults.forgetCounts()
        world.runToEnd(within: 3000)
        #expect(world.violations == [])
        #expect(world.ledger.count(.change) <= 1)
        #expect(world.deployment?.image == (mishap.isFinal(at: .change) ? "web:2" : "web:1"), "\(world.story)")
        #expect(world.remediations.allSatisfy { $0.phase.isFinal }, "\(world.story)")
        #expect(world.engineIsIdle)
    }

    @Test(
        "the overload comes to its end, and the count is back, whatever fails on the way",
        arguments: Mishap.all.filter { $0.occurrences.count > 1 })
    func overload(_ mishap: Mishap) {
        var world = World.overload()
        world.faults.planned[mishap.kind] = [(mishap.occurrences, mishap.fault)]
        world.faults.forgetCounts()
        world.runToEnd(within: 5400)
        #expect(world.violations == [])
        #expect(world.deployment?.replicas == (mishap.isFinal(at: .undo) ? 6 : 4), "\(world.story)")
        #expect(world.remediations.allSatisfy { $0.phase.isFinal }, "\(world.story)")
        #expect(world.engineIsIdle)
    }

    @Test("a proposal that cannot be stored is put on record once, however often it is tried", arguments: [403, 500])
    func proposal(code: Int) {
        var world = World.badRelease()
        world.faults.planned[.create] = [(1...20, .refused(code))]
        world.faults.forgetCounts()
        world.runToEnd(within: 3000)
        #expect(world.faults.count(.create) == 21)
        #expect(world.ledger.audit.count { $0.event == .proposed } == 1)
        #expect(world.deployment?.image == "web:1")
    }

    @Test("the stuck pods are replaced and no budget is broken, whatever fails on the way", arguments: Mishap.all)
    func stuckPods(_ mishap: Mishap) {
        var world = World.stuckPods()
        world.faults.planned[mishap.kind] = [(mishap.occurrences, mishap.fault)]
        world.faults.forgetCounts()
        world.runToEnd(within: 3000)
        #expect(world.violations == [])
        #expect(world.remediations.allSatisfy { $0.phase.isFinal }, "\(world.story)")
        #expect(world.engineIsIdle)
        // A server error that does not go away ends it; then people are called.
        if !world.phases.contains(.failed) {
            #expect(world.pods.filter(\.isReady).count == 4, "\(world.story)")
            #expect(world.ledger.count(.evict) == 2)
        }
    }
}

@Suite("A crash between any two effects") struct CrashTests {
    @Test(
        "of the bad release: one change, and it comes to its end", arguments: 1...25, [Fault.crashBefore, .crashAfter])
    func badRelease(_ point: Int, _ fault: Fault) {
        var world = World.badRelease()
        world.faults.at[world.faults.total + point] = fault
        world.runToEnd(within: 2400)
        #expect(world.violations == [])
        #expect(world.ledger.count(.change) == 1, "\(world.story)")
        #expect(world.phases == [.succeeded], "\(world.story)")
    }

    @Test("of the overload: one change, one return", arguments: 1...90)
    func overload(_ point: Int) {
        var world = World.overload()
        world.faults.at[world.faults.total + point] = .crashAfter
        world.runToEnd(within: 4800)
        #expect(world.violations == [])
        #expect(world.ledger.count(.change) == 1, "\(world.story)")
        #expect(world.ledger.count(.undo) == 1, "\(world.story)")
        #expect(world.deployment?.replicas == 4)
    }

    @Test("of the stuck pods: each pod once", arguments: 1...40, [Fault.crashBefore, .crashAfter])
    func stuckPods(_ point: Int, _ fault: Fault) {
        var world = World.stuckPods()
        world.faults.at[world.faults.total + point] = fault
        world.runToEnd(within: 2400)
        #expect(world.violations == [])
        #expect(world.ledger.count(.evict) == 2, "\(world.story)")
        #expect(world.phases == [.succeeded], "\(world.story)")
    }

    @Test("of a change that is undone: one change, one undo", arguments: 1...40)
    func undone(_ point: Int) {
        var world = World.healthy()
        world.release("web:2")
        world.measure("errors", .rate(0.2))
        world.faults.at[world.faults.total + point] = .crashAfter
        world.runToEnd(within: 2400)
        #expect(world.violations == [])
        #expect(world.ledger.count(.change) == 1, "\(world.story)")
        #expect(world.ledger.count(.undo) == 1, "\(world.story)")
        #expect(world.deployment?.image == "web:2")
    }

    @Test("two crashes in a row", arguments: [2, 4, 6, 8, 10, 12], [1, 2, 3, 5, 8])
    func twice(_ first: Int, _ second: Int) {
        var world = World.badRelease()
        world.faults.at[world.faults.total + first] = .crashAfter
        world.faults.at[world.faults.total + first + second] = .crashBefore
        world.runToEnd(within: 2400)
        #expect(world.violations == [])
        #expect(world.ledger.count(.change) == 1, "\(world.story)")
        #expect(world.phases == [.succeeded], "\(world.story)")
    }
}
