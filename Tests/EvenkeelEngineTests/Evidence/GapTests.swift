import EvenkeelAPI
import KubernetesTypes
import Testing
import TimeSeries

@testable import EvenkeelEngine

@Suite("Gaps") struct GapTests {
    private func quality(_ limits: QualityLimits) -> RemediationPolicy {
        RemediationPolicy.about().anomaly().scale().with { $0.signals[0].quality = limits }
    }

    @Test("a series that comes back after a hole says nothing until three points have followed")
    func comesBack() {
        var world = World.healthy(quality(QualityLimits()))
        world.measure("latency", .empty)
        world.run(for: 720)
        world.measure("latency", .value(300))
        world.run(for: 60)
        #expect(world.signal("latency")?.quality == .gap, "\(world.signal("latency")?.explanation ?? "")")
        #expect(world.remediations == [])
        world.run(for: 120)
        #expect(world.signal("latency")?.isBad == true, "\(world.signal("latency")?.explanation ?? "")")
    }

    @Test("a sample of the far future between others neither crashes nor makes all that follows look old")
    func future() {
        var world = World.healthy(quality(QualityLimits()))
        world.metrics.made["latency"] = { _, now in
            let times = [now.secondsSince1970 - 30, 1e300, 1e11, now.secondsSince1970]
            return .series([Series(samples: times.map { .init(time: $0, value: 100) })])
        }
        world.run(for: 60)
        world.metrics.made["latency"] = nil
        world.measure("latency", .value(300))
        world.run(for: 120)
        #expect(world.signal("latency")?.isBad == true, "\(world.signal("latency")?.explanation ?? "")")
    }

    @Test("a hole that the policy accepts is none")
    func accepted() {
        var world = World.healthy(quality(QualityLimits(maximumGap: .minutes(15))))
        world.measure("latency", .empty)
        world.run(for: 720)
        world.measure("latency", .value(300))
        // A minute outside of the band.
        world.run(for: 120)
        #expect(world.signal("latency")?.isBad == true, "\(world.signal("latency")?.explanation ?? "")")
    }

    @Test("a streak survives a gap, and a gap is no recovery")
    func streak() {
        var world = World.healthy(quality(QualityLimits()).with { $0.rules[0].consecutive = 3 })
        world.measure("latency", .value(300))
        world.run(for: 105)
        #expect(world.policy()?.status?.rules.first?.message.contains("bad in 1") == true)
        #expect(world.remediations == [])
        world.measure("latency", .empty)
        world.run(for: 720)
        world.measure("latency", .value(300))
        world.run(for: 165)
        #expect(world.remediations.count == 1, "\(world.policy()?.status?.rules ?? [])")
    }

    @Test("of a window that lacks most of its points nothing is concluded")
    func missing() {
        var coverage = Coverage(window: 3600, step: 60)
        for index in 0..<10 { coverage.take(Double(index) * 360, QualityLimits(maximumGap: .hours(1))) }
        #expect((coverage.missing - 0.82).magnitude < 0.05, "\(coverage.missing)")
        #expect(throws: BadSample.self) { try coverage.check("x", QualityLimits()) }
        #expect(throws: Never.self) {
            try coverage.check("x", QualityLimits(maximumMissing: Percentage(fraction: 0.9)))
        }
    }

    @Test("an old hole is forgotten with its window, in bounded memory")
    func forgotten() {
        var coverage = Coverage(window: 3600, step: 60)
        for index in 0..<10 { coverage.take(Double(index) * 360, QualityLimits()) }
        for index in 60...200 { coverage.take(Double(index) * 60, QualityLimits()) }
        #expect(coverage.missing < 0.02, "\(coverage.missing)")
    }

    @Test("an expression's answer is stale by the time of the samples behind it, where the policy says how to ask")
    func sampledAt() {
        var world = World.healthy(
            .about().errorRate().rollback().with {
                $0.signals[0].quality = QualityLimits(sampledAt: "max(timestamp(up))")
            }
        ) { $0.measure("errors/age", .number(15), from: World.beginning - 600) }
        #expect(world.signal("errors")?.quality == .ok)
        world.release("web:2")
        world.measure("errors", .rate(0.5))
        world.measure("errors/age", .number(300))
        world.run(for: 300)
        #expect(world.signal("errors")?.quality == .stale, "\(world.signal("errors")?.explanation ?? "")")
        #expect(world.remediations == [])
    }

    @Test("the policy's own limit of age goes before the source's")
    func staleAfter() {
        var world = World.healthy(
            .about().errorRate().rollback().with { $0.signals[0].quality = QualityLimits(staleAfter: .minutes(10)) })
        world.measure("errors", .stale(400))
        world.run(for: 60)
        #expect(world.signal("errors")?.quality == .ok)
    }
}
