import EvenkeelAPI
import KubernetesTypes
import Testing

@testable import EvenkeelEngine

@Suite("Alerts") struct AlertTests {
    private let signal = Signal(
        name: "alert", .alert(AlertSignal(source: "main", matchLabels: ["alertname": "Slow\"", "severity": "page"])))

    @Test("are asked for as Prometheus's own series, and by their labels for a source without expressions")
    func query() throws {
        let query = try #require(SignalJudge.queries(signal, memory: nil, now: World.beginning).first)
        #expect(query.expression == #"ALERTS{alertstate="firing",alertname="Slow\"",severity="page"}"#)
        #expect(query.labels == ["alertname": "Slow\"", "severity": "page"])
        #expect(query.role == .alerts)
    }

    @Test("are bad while they fire, good when they do not, and neither while nobody can say")
    func firing() {
        var world = World.healthy(.about().alert())
        #expect(world.signal("alert")?.isBad == false && world.signal("alert")?.quality == .ok)
        world.measure("alert", .firing(true))
        world.run(for: 60)
        #expect(world.signal("alert")?.isBad == true)
        world.measure("alert", .failed)
        world.run(for: 90)
        #expect(world.signal("alert")?.quality == .unavailable)
        #expect(world.policy()?.status?.health == .unknown)
    }
}
