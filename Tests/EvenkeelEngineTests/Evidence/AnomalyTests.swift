import EvenkeelAPI
import KubernetesTypes
import Testing

@testable import EvenkeelEngine

@Suite("Anomalies") struct AnomalyTests {
    @Test("a trouble that lasts is not learnt: it stays strange, and recovery is real")
    func notLearnt() {
        var world = World.healthy(.about().anomaly())
        world.measure("latency", .value(200))
        world.run(for: 3000)
        #expect(world.signal("latency")?.isBad == true)
        world.measure("latency", .value(100))
        world.run(for: 120)
        #expect(world.signal("latency")?.isBad == false)
    }

    @Test("what lasts as long as the baseline is the new normal")
    func newNormal() {
        var world = World.healthy(.about().anomaly(baseline: .minutes(30)))
        world.measure("latency", .value(200))
        world.run(for: 1500)
        #expect(world.signal("latency")?.isBad == true)
        world.run(for: 3600)
        #expect(world.signal("latency")?.isBad == false)
    }

    @Test("a restart in the middle of an incident does not learn the trouble from the history")
    func restartInTheMiddle() {
        var world = World.healthy(.about().anomaly().scale { $0.verify.within = .minutes(40) })
        world.measure("latency", .value(200))
        world.run(until: { $0.phase == .verifying })
        world.run(for: 1200)
        world.restart()
        world.run(for: 300)
        #expect(world.phase == .verifying, "\(world.story)")
        #expect(world.signal("latency")?.isBad == true)
    }

    @Test("samples are let go once they are judged: a thousand baselines have millions of them")
    func samplesAreNotKept() {
        let world = World.healthy(.about().anomaly(), for: 60)
        let evaluations = world.engine.policies.values.compactMap(\.evaluation)
        #expect(evaluations.count == 1)
        #expect(evaluations.flatMap(\.answers) == [])
        #expect(world.signal("latency")?.quality == .ok)
    }

    @Test("the direction that was not asked for is not bad")
    func direction() {
        var world = World.healthy(.about().anomaly(direction: .above))
        world.measure("latency", .value(20))
        world.run(for: 120)
        #expect(world.signal("latency")?.isBad == false)
    }

    @Test("a baseline that is too short is thin")
    func thin() {
        let world = World.healthy(.about().anomaly(), for: 60) { world in
            world.measure("latency", .empty, from: World.beginning - 86_400)
            world.measure("latency", .value(100), from: World.beginning - 300)
        }
        #expect(world.signal("latency")?.quality == .thin)
    }

    @Test("the first evaluation asks for the whole baseline, the next ones for what is new")
    func queries() {
        let world = World.healthy(.about().anomaly(), for: 95)
        let spans = world.effects.compactMap { effect -> Double? in
            guard case .evaluate(let evaluation) = effect,
                case .range(let from, let to, _) = evaluation.queries.first?.kind
            else {
                return nil
            }
            return to - from
        }
        #expect(spans == [3600, 0, 0, 0])
        #expect(world.signal("latency")?.isBad == false)
    }
}
