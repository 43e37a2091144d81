import EvenkeelAPI
import JSONValue
import KubernetesTypes
import Testing

@testable import EvenkeelEngine
@testable import EvenkeelSimulation

@Suite("Answers that never come, and clocks") struct TimeTests {
    @Test("looks that are never answered are blind after two minutes each, and the next ones go on")
    func unansweredEvaluation() {
        var world = World.healthy()
        world.faults.swallowEvaluations = true
        world.run(for: 300)
        #expect(world.policy()?.status?.conditions["Ready"]?.status == .isFalse)
        world.faults.swallowEvaluations = false
        world.run(for: 300)
        #expect(world.policy()?.status?.conditions["Ready"]?.status == .isTrue)
    }

    @Test("policies whose evaluations hang do not keep the others waiting for ever")
    func concurrentEvaluations() {
        var limits = Engine.Limits()
        limits.concurrentEvaluations = 2
        var world = World.healthy(limits: limits)
        for name in ["a", "b", "c"] { world.apply(.about(named: name).errorRate().rollback()) }
        world.faults.swallowEvaluations = true
        world.run(for: 130)
        world.faults.swallowEvaluations = false
        world.faults.forgetCounts()
        world.run(for: 300)
        #expect(world.policies.allSatisfy { $0.status?.health == .healthy })
    }

    @Test("effects that are never answered are not waited for for ever, and the engine does not grow")
    func growth() {
        var world = World.badRelease()
        for kind in EffectKind.allCases where kind != .evaluate { world.faults.planned[kind] = [(1...5, .unanswered)] }
        world.run(for: 3600)
        #expect(world.phases == [.succeeded], "\(world.story)")
        #expect(world.ledger.count(.change) == 1)
        #expect(world.engineIsIdle)
        #expect(world.violations == [])
    }

    @Test("a clock that is set back an hour keeps nobody waiting until it has caught up")
    func backwards() {
        var world = World.healthy()
        world.run(for: 3600)
        world.now = world.now - 3600
        world.forgetQueue()
        world.faults.forgetCounts()
        world.observe(.timePassed)
        world.run(for: 300)
        #expect(world.faults.count(.evaluate) >= 5)
    }

    @Test("a clock that leaps ahead while a change is watched does not undo it unseen")
    func forwards() {
        var world = World.badRelease()
        world.run(until: { $0.phase == .verifying })
        world.forgetQueue()
        world.now = world.now + 400
        world.observe(.timePassed)
        world.run(for: 200)
        #expect(world.ledger.count(.undo) == 0)
        #expect(world.phase == .succeeded, "\(world.story)")
    }

    @Test("refused writes of a status are tried again more and more seldom")
    func refusedStatus() {
        var world = World.badRelease()
        world.faults.planned[.status] = [(1...100_000, .refused(422))]
        world.run(for: 1800)
        #expect(world.faults.count(.status) < 60)
        #expect(world.ledger.changes == [])
    }

    @Test("endless conflicts are no endless loop")
    func conflicts() {
        var world = World.badRelease()
        world.faults.planned[.status] = [(1...100_000, .refused(409))]
        world.run(for: 1800)
        #expect(world.faults.count(.status) < 80)
    }

    @Test("verification that saw nothing since the change is blind, not failed")
    func noEvaluationSinceChange() {
        var world = World.badRelease()
        world.run(until: { $0.phase == .verifying })
        world.apiServerFailure = "the watch is behind"
        world.measure("errors", .failed)
        world.reaction = { _ in }
        world.run(for: 1200)
        #expect(world.ledger.count(.undo) == 0)
        #expect(world.phase == .failed, "\(world.story)")
    }

    @Test("the same observations at the same times give the same effects")
    func deterministic() {
        func run() -> [Effect] {
            var world = World.badRelease()
            world.run(for: 600)
            return world.effects
        }
        #expect(run() == run())
    }

    @Test("where there are more policies than can be evaluated at once, their evaluations are spread over the interval")
    func spread() {
        var engine = Engine()
        for number in 0..<300 {
            var policy = RemediationPolicy.about(named: "policy-\(number)")
            policy.metadata.uid = "uid-\(number)"
            _ = engine.step(.policyChanged(policy), now: World.beginning)
        }
        var evaluations: [ObjectKey: [Double]] = [:]
        var waiting = engine.step(.started, now: World.beginning)
        for tenth in 0..<1200 {
            let now = World.beginning + Double(tenth) / 10
            waiting += engine.step(.timePassed, now: now)
            while let effect = waiting.popLast() {
                guard case .evaluate(let request) = effect else { continue }
                evaluations[request.policy, default: []].append(now - World.beginning)
                let evaluation = Evaluation(
                    policy: request.policy, at: request.at, target: .unavailable("nothing"), answers: [])
                waiting += engine.step(.evaluated(evaluation), now: now)
            }
        }
        #expect(evaluations.count == 300)
        let later = evaluations.values.joined().filter { (60..<90).contains($0) }
        #expect(later.count == 300)
        let fullest = Dictionary(grouping: later) { Int($0) }.values.map(\.count).max() ?? 0
        #expect(fullest < 30, "\(fullest) in one second")
        for times in evaluations.values {
            let longest = zip(times, times.dropFirst()).map { $1 - $0 }.max() ?? 0
            #expect(times.first == 0)
            #expect(longest < 30.2)
        }
    }

    @Test("a thousand policies and their evaluations are decided in milliseconds, whatever the history")
    func scale() {
        var world = World.healthy()
        world.releaseBadly()
        world.run(for: 600)
        guard let old = world.latest() else { return }
        var engine = world.engine
        for number in 0..<5000 {
            var other = old
            other.metadata.name = "old-\(number)"
            other.metadata.uid = "old-\(number)"
            other.spec.policyRef.uid = "policy-\(number / 5)"
            other.spec.targetRef.name = "target-\(number / 5)"
            other.status?.intents[0].at = World.beginning - 7200
            _ = engine.step(.remediationChanged(other), now: world.now)
        }
        #expect(engine.remediations.open.count < 10)
    }
}
