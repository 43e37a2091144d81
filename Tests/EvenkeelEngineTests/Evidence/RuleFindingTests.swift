import EvenkeelAPI
import KubernetesTypes
import Testing

@testable import EvenkeelEngine

@Suite("Rules over signals") struct RuleFindingTests {
    private let good = SignalFinding.isGood("x")
    private let bad = SignalFinding.isBad("x")
    private let unknown = SignalFinding.unusable("x", .empty, at: World.beginning, "")

    private func state(_ first: SignalFinding, _ second: SignalFinding, all: Bool) -> RuleFinding.State {
        let names = ["a", "b"]
        return RuleFinding(all ? When(all: names) : When(any: names), findings: ["a": first, "b": second]).state
    }

    @Test("any is as sure as the surest, all as the least sure")
    func confidence() {
        let findings = ["a": SignalFinding.isBad("a", 0.9), "b": .isBad("b", 0.99)]
        #expect(RuleFinding(When(any: ["a", "b"]), findings: findings).confidence == 0.99)
        #expect(RuleFinding(When(all: ["a", "b"]), findings: findings).confidence == 0.9)
    }

    @Test("a table of what two signals say together")
    func table() {
        #expect([state(bad, bad, all: true), state(bad, bad, all: false)] == [.bad, .bad])
        #expect([state(bad, good, all: true), state(bad, good, all: false)] == [.notBad, .bad])
        #expect([state(good, good, all: true), state(good, good, all: false)] == [.recovered, .recovered])
        #expect([state(bad, unknown, all: true), state(bad, unknown, all: false)] == [.unknown, .bad])
        #expect([state(good, unknown, all: true), state(good, unknown, all: false)] == [.notBad, .unknown])
        #expect([state(unknown, unknown, all: true), state(unknown, unknown, all: false)] == [.unknown, .unknown])
    }

    @Test("a signal that was not evaluated leaves the rule unknown")
    func missing() { #expect(RuleFinding(When(any: ["a", "b"]), findings: ["a": bad]).state == .unknown) }

    @Test("an evaluation counts once each signal that it needs has new data: old data beside new is not evidence again")
    func news() {
        var memory = RuleMemory()
        func take(_ first: Bool, _ second: Bool) {
            let findings = ["a": SignalFinding.isBad("a", fresh: first), "b": .isBad("b", fresh: second)]
            memory.take(
                RuleFinding(When(all: ["a", "b"]), findings: findings), at: World.beginning, recoveredNeeded: 3)
        }
        take(true, true)
        #expect(memory.streak == 1)
        for _ in 0..<5 { take(false, true) }
        #expect(memory.streak == 1)
        take(true, false)
        #expect(memory.streak == 2)
    }

    @Test("an incident ends after as many new good evaluations as the rule needs, not before")
    func incident() {
        var memory = RuleMemory()
        memory.take(.bad(confidence: 1), at: World.beginning, recoveredNeeded: 2)
        memory.take(.good(), at: World.beginning + 30, recoveredNeeded: 2)
        memory.take(.good(fresh: false), at: World.beginning + 40, recoveredNeeded: 2)
        #expect(memory.incidentStartedAt == World.beginning)
        memory.take(.good(), at: World.beginning + 60, recoveredNeeded: 2)
        #expect(memory.incidentStartedAt == nil)
    }

    @Test("a bad evaluation between two good ones ends the recovery, also where its window is no new one")
    func relapse() {
        var memory = RuleMemory()
        memory.take(.bad(confidence: 1), at: World.beginning, recoveredNeeded: 2)
        memory.take(.good(), at: World.beginning + 120, recoveredNeeded: 2)
        memory.take(.bad(confidence: 1, fresh: false), at: World.beginning + 150, recoveredNeeded: 2)
        memory.take(.good(), at: World.beginning + 240, recoveredNeeded: 2)
        #expect(memory.incidentStartedAt == World.beginning)
        memory.take(.good(), at: World.beginning + 360, recoveredNeeded: 2)
        #expect(memory.incidentStartedAt == nil)
    }
}
