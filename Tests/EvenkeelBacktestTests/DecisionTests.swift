import EvenkeelAPI
import EvenkeelBacktest
import JSONValue
import KubernetesTypes
import Testing

@Suite("A policy over a day of files")
struct DecisionTests {
    private let shop = Shop().with(.errors(0.3), from: 5, to: 5.5).with(.slow(3), from: 12, to: 12.5)

    @Test("a quiet day has no decision, and every evaluation had good data")
    func quiet() async throws {
        let record = try await Shop(hours: 6).play()
        #expect(record.decisions.isEmpty)
        #expect(record.evaluations == 721)
        #expect(record.readings.first?.counts == [.ok: 721])
    }

    @Test("a bad release and a slow hour are each decided on once, by their own rule, within minutes")
    func two() async throws {
        let decisions = try await shop.play().decisions
        #expect(decisions.map(\.rule) == ["undo-bad-release", "absorb-load"])
        #expect(decisions.map(\.outcome) == [.act, .act])
        #expect(decisions.map(\.action) == [.rollback, .scale])
        for (decision, index) in zip(decisions, 0...) {
            #expect(decision.at > shop.span(index).from && decision.at - shop.span(index).from <= 240)
            #expect((decision.recoveredAt ?? decision.at) > shop.span(index).to)
        }
    }

    @Test("a rule that wants more evaluations decides later")
    func later() async throws {
        let early = try await shop.play(.checkout(consecutive: 2)).decisions
        let late = try await shop.play(.checkout(consecutive: 6)).decisions
        #expect(early[0].at < late[0].at)
    }

    @Test("an approval that the rule or the mode asks for is asked for", arguments: [Mode.automatic, .suggest])
    func asks(mode: Mode) async throws {
        let approval = ApprovalRequirement(mode: mode == .suggest ? .never : .always)
        let decisions = try await shop.play(.checkout(mode: mode, approval: approval)).decisions
        #expect(decisions.first?.outcome == .ask)
    }

    @Test("a freeze window holds the rollback and lets the scaling go on: guards are played as well")
    func freeze() async throws {
        let window = FreezeWindow(name: "all-day", schedule: "0 0 * * *", duration: .hours(24), allow: [.scaleUp])
        let guardrail = Guardrail(
            metadata: ObjectMeta(name: "production"),
            spec: GuardrailSpec(
                namespaceSelector: NamespaceSelector(matchLabels: ["env": "production"]), freezeWindows: [window]))
        let decisions = try await shop.play(guardrails: [guardrail]).decisions
        #expect(decisions.map(\.outcome) == [.held(gate: "Freeze"), .act])
    }

    @Test("a guardrail for other namespaces holds nothing where the namespace is described")
    func elsewhere() async throws {
        let guardrail = Guardrail(
            metadata: ObjectMeta(name: "production"),
            spec: GuardrailSpec(
                namespaceSelector: NamespaceSelector(matchLabels: ["env": "production"]), paused: true))
        let namespace = KubernetesObject([
            "apiVersion": "v1", "kind": "Namespace", "metadata": ["name": "shop", "labels": ["env": "test"]],
        ])
        #expect(try await shop.play(guardrails: [guardrail]).decisions.first?.gate == "Suspension")
        #expect(try await shop.play(guardrails: [guardrail], objects: [namespace]).decisions.first?.outcome == .act)
    }

    @Test("no data read as zero, NaN and an hour without data: no decision is based on them, and they are reported")
    func blind() async throws {
        let record = try await Shop(hours: 8).with(.blind, from: 3, to: 4).with(.notFinite, from: 5, to: 6).play()
        #expect(record.decisions.isEmpty)
        let errors = try #require(record.readings.first { $0.signal == "errors" })
        #expect((errors.counts[.stale] ?? 0) > 100)
        #expect((errors.counts[.notFinite] ?? 0) == 120)
        #expect(errors.holes.contains { $0.quality == .stale && $0.span.length > 3000 })
    }

    @Test("the same past gives the same record, to the letter")
    func repeatable() async throws {
        let first = BacktestReport(try await shop.play(), incidents: nil)
        let second = BacktestReport(try await shop.play(), incidents: nil)
        #expect(first.json == second.json)
        #expect(first.html == second.html)
    }
}
