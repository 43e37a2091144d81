import EvenkeelAPI
import KubernetesTypes
import Testing

@testable import EvenkeelEngine

@Suite("Silences") struct SilenceTests {
    private typealias Matcher = Silence.Matcher

    private func silence(_ matchers: Matcher...) -> Silence {
        Silence(
            id: "1", matchers: matchers, createdBy: "anna", comment: "moving the database",
            endsAt: World.beginning + 86_400)
    }

    private let labels = Silence.labels(
        of: TargetReference(name: "web"), in: "shop", ["cluster": "prod-1"])

    @Test("a silence covers a workload by namespace, by name, and by what the guardrail says of all")
    func covers() {
        #expect(silence(Matcher(name: "namespace", value: "shop")).covers(labels))
        #expect(silence(Matcher(name: "deployment", value: "web")).covers(labels))
        #expect(silence(Matcher(name: "app", value: "web"), Matcher(name: "cluster", value: "prod-1")).covers(labels))
        #expect(silence(Matcher(name: "namespace", value: "sh.*", isRegex: true)).covers(labels))
        #expect(silence(Matcher(name: "app", value: "api|web", isRegex: true)).covers(labels))
        #expect(silence(Matcher(name: "alertname", value: ".*", isRegex: true)).covers(labels))
        #expect(silence(Matcher(name: "namespace", value: "other", isEqual: false)).covers(labels))
    }

    @Test("a silence of something else, or of one alert, does not")
    func others() {
        #expect(!silence(Matcher(name: "namespace", value: "other")).covers(labels))
        #expect(!silence(Matcher(name: "statefulset", value: "web")).covers(labels))
        #expect(
            !silence(Matcher(name: "namespace", value: "shop"), Matcher(name: "alertname", value: "Slow")).covers(
                labels))
        #expect(!silence(Matcher(name: "app", value: "api|cart", isRegex: true)).covers(labels))
        #expect(!silence(Matcher(name: "app", value: "we", isRegex: true)).covers(labels))
        #expect(!silence(Matcher(name: "namespace", value: "shop", isEqual: false)).covers(labels))
        #expect(!silence(Matcher(name: "alertname", value: ".+", isRegex: true)).covers(labels))
    }

    @Test("an expression that is not understood covers: what cannot be told is not open")
    func strange() {
        #expect(silence(Matcher(name: "namespace", value: "[a-c]{3}", isRegex: true)).covers(labels))
        #expect(silence(Matcher(name: "namespace", value: "[a-c]{3}", isRegex: true, isEqual: false)).covers(labels))
    }

    @Test("an expression made to take for ever takes no time")
    func hostile() {
        let text = String(repeating: "a", count: 2000)
        #expect(SimplePattern(String(repeating: ".*a", count: 300) + "b")?.matches(text) == false)
    }

    private func world(_ answer: Answer.Content) -> World {
        var world = World.healthy(.about().errorRate().rollback()) { world in
            world.set(.named("quiet") { $0.silences = SilenceFreeze(source: "alerts") })
            world.metrics.made[Query.silences(of: "quiet")] = { _, _ in answer }
        }
        world.release("web:2")
        world.measure("errors", .rate(0.2))
        return world
    }

    @Test("while a silence covers the workload nothing is changed, and the gate says who and until when")
    func holds() {
        var world = world(.silences([silence(Matcher(name: "namespace", value: "shop"))]))
        world.run(for: 600)
        #expect(world.ledger.changes.isEmpty)
        let gate = world.ruleStatus("rollback")?.gates.first { $0.name == "Freeze" }
        #expect(gate?.verdict == .hold)
        #expect(gate?.message.contains("anna silenced this workload") == true, "\(gate?.message ?? "")")
        #expect(gate?.until == World.beginning + 86_400)
    }

    @Test("without one that covers it the change is made")
    func passes() {
        var world = world(.silences([silence(Matcher(name: "namespace", value: "other"))]))
        world.run(for: 600)
        #expect(!world.ledger.changes.isEmpty)
    }

    @Test(
        "silences that cannot be read hold too",
        arguments: [
            Answer.Content.failed("connection refused"), .rejected("no Alertmanager"), .series([]),
        ])
    func unreadable(_ answer: Answer.Content) {
        var world = world(answer)
        world.run(for: 600)
        #expect(world.ledger.changes.isEmpty)
    }

    @Test("a quiet fleet asks no Alertmanager anything")
    func quiet() {
        let world = World.healthy(.about().errorRate().rollback()) {
            $0.set(.named("quiet") { $0.silences = SilenceFreeze(source: "alerts") })
        }
        let asked = world.effects.contains { effect in
            guard case .evaluate(let evaluation) = effect else { return false }
            return evaluation.queries.contains { $0.role == .silences }
        }
        #expect(!asked)
    }
}
