import EvenkeelAPI
import EvenkeelEngine
import KubernetesTypes
import Testing
import TimeSeries

@Suite("Error rates from counters") struct CounterTests {
    private static let policy = RemediationPolicy.about().counters().rollback {
        $0.consecutive = 1
        $0.minimumConfidence = Percentage(fraction: 0.999)
    }

    /// Requests a minute; the error rate of the release.
    private func badRelease(_ requests: Double, _ rate: Double, _ policy: RemediationPolicy = policy) -> World {
        var world = World.healthy(policy) { world in
            world.measure("errors", .rate(0.001, of: requests), from: World.beginning - 86_400)
        }
        world.release("web:2")
        world.measure("errors", .rate(rate, of: requests))
        world.reaction = { world in
            let reading = Reading.rate(world.deployment?.image == "web:2" ? rate : 0.001, of: requests)
            if world.metrics.reading("errors", at: world.now) != reading { world.measure("errors", reading) }
        }
        return world
    }

    @Test(
        "errors are acted upon in seconds, and recovery is proved in seconds",
        arguments: [(12_000.0, 0.3, 30.0), (12_000, 0.1, 40), (1_200, 0.3, 60)])
    func timeToAct(requests: Double, rate: Double, seconds: Double) {
        var world = badRelease(requests, rate)
        // The rollout that brought the errors ends first.
        let began = world.now
        world.run(until: { $0.ledger.count(.change) == 1 }, within: 120)
        #expect(world.now - began <= seconds, "\(world.story)")
        let changed = world.now
        world.run(until: { $0.phase == .succeeded }, within: 300)
        #expect(world.phases == [.succeeded], "\(world.story)")
        #expect(world.now - changed <= 60, "\(world.story)")
        #expect(world.violations == [])
    }

    @Test("a rate just under the limit is no incident, however long one looks")
    func quiet() {
        var world = badRelease(12_000, 0.045)
        world.run(for: 6 * 3600)
        #expect(world.remediations == [], "\(world.story)")
    }

    @Test("the minimum of requests is what several evaluations have collected")
    func collected() {
        var world = badRelease(60, 0.5)
        world.run(for: 600)
        #expect(world.ledger.count(.change) == 1, "\(world.story)")
        var quiet = badRelease(10, 0.5)
        quiet.run(for: 600)
        #expect(quiet.remediations == [])
        #expect(quiet.policy()?.status?.signals.first?.quality == .thin)
    }

    @Test("without an error there is no counter of errors, and without requests nothing is known")
    func noErrors() {
        var world = badRelease(12_000, 0.3)
        world.metrics.made["errors"] = { [metrics = world.metrics] query, time in
            if query.role == .errors { return .series([]) }
            var rest = metrics
            rest.made = [:]
            return rest.answer(query, at: time)?.content ?? .series([])
        }
        world.run(for: 600)
        #expect(world.remediations == [], "\(world.story)")
        // What was there a moment ago was lost first, and then there was nothing but requests.
        #expect(world.policy()?.status?.signals.first?.quality == .ok)
        world.metrics.made["errors"] = { _, _ in .series([]) }
        world.run(for: 60)
        #expect(world.policy()?.status?.signals.first?.quality == .empty)
    }

    @Test("what an answer contradicts is no evidence any more, however strong it was")
    func contradiction() {
        var world = badRelease(12_000, 0.3, Self.policy.mode(.shadow))
        world.run(for: 300)
        let known = world.remediations.count
        // Another source answers from here on, with counters that hardly move.
        world.metrics.made["errors"] = { [metrics = world.metrics] query, time in
            var rest = metrics
            rest.made = [:]
            guard case .series(let series)? = rest.answer(query, at: time)?.content else { return .series([]) }
            return .series(
                series.map { series in
                    var small = series
                    for index in small.samples.indices { small.samples[index].value /= 1e6 }
                    return small
                })
        }
        world.edit { $0.mode = .automatic }
        world.run(for: 300)
        #expect(world.ledger.changes == [], "\(world.story)")
        #expect(world.remediations.count == known)
        #expect(world.policy()?.status?.signals.first?.quality == .thin)
        #expect(world.violations == [])
    }

    @Test(
        "a policy that may act in the middle of an incident proposes at once, and nothing has to be deleted",
        arguments: [Mode.suggest, .automatic])
    func raised(mode: Mode) {
        var world = World.badRelease(.about().errorRate(window: "5m").rollback { $0.consecutive = 1 }.mode(.shadow))
        world.run(until: { $0.phase == .shadowed }, within: 1200)
        world.edit { $0.mode = mode }
        world.run(for: 20)
        #expect(world.remediations.count == 2, "\(world.story)")
        #expect(
            world.phases.contains { $0 == (mode == .suggest ? .awaitingApproval : .verifying) }, "\(world.story)")
        #expect(world.violations == [])
    }
}
