import EvenkeelAPI
import JSONValue
import KubernetesTypes
import Testing

@testable import EvenkeelEngine

/// A reading that says nothing, and what it is called.
struct Nothing: CustomTestStringConvertible, Sendable {
    var reading: Reading
    var quality: Quality
    var testDescription: String { "\(quality)" }

    static let all = [
        Nothing(reading: .empty, quality: .empty), Nothing(reading: .number(.nan), quality: .notFinite),
        Nothing(reading: .number(.infinity), quality: .notFinite), Nothing(reading: .number(-1), quality: .notFinite),
        Nothing(reading: .stale(400), quality: .stale), Nothing(reading: .stale(-400), quality: .stale),
        Nothing(reading: .counts(errors: 9, requests: 10), quality: .thin),
        Nothing(reading: .counts(errors: 0, requests: 0), quality: .thin),
        Nothing(reading: .several(label: "pod"), quality: .ambiguous), Nothing(reading: .partial, quality: .partial),
        Nothing(reading: .failed, quality: .unavailable), Nothing(reading: .rejected, quality: .unavailable),
        Nothing(reading: .unanswered, quality: .unavailable),
    ]

    static let ofAnomalies =
        all.filter { [.empty, .ambiguous, .partial, .unavailable].contains($0.quality) } + [
            Nothing(reading: .number(.nan), quality: .notFinite)
        ]
}

@Suite("Data that says nothing") struct QualityTests {
    @Test("is never evidence for acting", arguments: Nothing.all)
    func neverActs(_ nothing: Nothing) {
        var world = World.healthyForRollback
        world.release("web:2")
        world.measure("errors", nothing.reading)
        world.run(for: 900)
        #expect(world.remediations == [])
        #expect(world.signal("errors")?.quality == nothing.quality)
        #expect(world.signal("errors")?.explanation.isEmpty == false)
    }

    @Test("is never evidence of recovery, and never of failure", arguments: Nothing.all)
    func neverRecovers(_ nothing: Nothing) {
        var world = World.badRelease()
        world.run(until: { $0.phase == .verifying })
        world.reaction = { _ in }
        world.measure("errors", nothing.reading)
        world.run(for: 280)
        #expect(world.phase == .verifying, "\(world.story)")
        world.run(for: 900)
        #expect(world.phase == .failed, "\(world.story)")
        #expect(world.ledger.count(.undo) == 0)
    }

    @Test("does not break a streak, nor lengthen it", arguments: Nothing.all)
    func streak(_ nothing: Nothing) {
        var world = World.healthy(.about().errorRate().rollback { $0.consecutive = 3 })
        world.release("web:2")
        world.run(for: 15)
        for reading in [.rate(0.2), nothing.reading, nothing.reading, .rate(0.2), nothing.reading] {
            world.measure("errors", reading)
            world.run(for: 30)
        }
        #expect(world.remediations == [])
        world.measure("errors", .rate(0.2))
        world.run(for: 30)
        #expect(world.remediations.count == 1, "\(world.policy()?.status?.rules ?? [])")
    }

    @Test("of an anomaly's series is neither bad nor good", arguments: Nothing.ofAnomalies)
    func anomaly(_ nothing: Nothing) {
        var world = World.healthy(.about().anomaly().scale())
        world.measure("latency", nothing.reading)
        world.run(for: 300)
        #expect(world.remediations == [])
        #expect(world.signal("latency")?.quality == nothing.quality, "\(world.signal("latency")?.explanation ?? "")")
    }

    @Test("of several series names the labels that differ")
    func labels() {
        var world = World.healthyForRollback
        world.measure("errors", .several(label: "zone"))
        world.run(for: 60)
        #expect(world.signal("errors")?.explanation.contains("zone") == true)
    }

    @Test("from all sources at once is one condition, MonitoringBlind")
    func blind() {
        var world = World.healthy(.about().errorRate().anomaly().rollback())
        world.measure("errors", .failed)
        world.measure("latency", .failed)
        world.run(for: 60)
        #expect(world.policy()?.status?.conditions["SignalsReadable"]?.reason == "MonitoringBlind")
        #expect(world.policy()?.status?.health == .unknown)
    }

    @Test("a source that is missing, or not for this namespace, is named")
    func sources() {
        var world = World.healthyForRollback
        world.set(.named(namespaces: ["elsewhere"]))
        world.run(for: 60)
        #expect(world.signal("errors")?.explanation.contains("does not allow namespace shop") == true)
        #expect(world.policy()?.status?.conditions["SignalsReadable"]?.reason == "SourceNotAllowed")
        world.remove(.source("main"))
        world.run(for: 60)
        #expect(world.signal("errors")?.quality == .unavailable)
        #expect(world.policy()?.status?.conditions["SignalsReadable"]?.reason == "SourceMissing")
    }

    @Test("a query that the source rejects is not called blindness: it has a reason of its own")
    func rejected() {
        var world = World.healthy(.about().errorRate().anomaly().rollback())
        world.measure("errors", .rejected)
        world.measure("latency", .failed)
        world.run(for: 120)
        let condition = world.policy()?.status?.conditions["SignalsReadable"]
        #expect(condition?.reason == "QueryRejected")
        #expect(condition?.message.contains("parse error") == true)
        #expect(world.signal("errors")?.reason == .queryRejected)
        #expect(world.signal("latency")?.reason == .sourceUnreachable)
    }

    @Test("a target that is missing is said, and of its pods nothing is concluded")
    func target() {
        var world = World.healthy(.about().trouble().restart())
        world.crashPods(2)
        world.remove(.deployment("web"))
        world.run(for: 300)
        #expect(world.policy()?.status?.conditions["TargetFound"]?.reason == "TargetNotFound")
        #expect(world.remediations == [])
        world.apiServerFailure = "the watch is behind"
        world.run(for: 60)
        #expect(world.policy()?.status?.conditions["TargetFound"]?.reason == "ClusterUnreadable")
    }
}
