import EvenkeelAPI
import KubernetesTypes
import Testing
import TimeSeries

@testable import EvenkeelEngine

@Suite("Canaries from counters") struct CanaryCounterTests {
    private static let signal = Signal(
        name: "canary",
        .canary(
            CanarySignal(
                source: "main", errors: "http_requests_total{code=~\"5..\"}", requests: "http_requests_total",
                canarySelector: ["track": "canary"], stableSelector: ["track": "stable"])))

    /// Counters that rise by so much in each of two scrapes.
    private func series(_ track: String, _ rise: Double, until time: Double) -> Series {
        Series(
            labels: ["track": track, "instance": track],
            samples: (0...2).map { Sample(time: time - 30 + Double($0) * 15, value: 1_000_000 + rise * Double($0)) })
    }

    private func judge(canaryErrors: Double) -> SignalFinding {
        let now = World.beginning
        let seconds = now.secondsSince1970
        let answers = [
            Answer(
                signal: "canary", role: .errors,
                content: .series([
                    series("canary", canaryErrors, until: seconds), series("stable", 1, until: seconds),
                ])),
            Answer(
                signal: "canary", role: .requests,
                content: .series([series("canary", 500, until: seconds), series("stable", 500, until: seconds)])),
        ]
        var memory = SignalMemory()
        return SignalJudge.judge(
            Self.signal, memory: &memory,
            context: SignalContext(
                now: now,
                evaluation: Evaluation(
                    policy: ObjectKey(name: "p"), at: now, target: TargetSnapshot(availability: .known),
                    answers: answers), staleAfter: 120))
    }

    @Test("what both populations have counted is compared, and not what the counters hold")
    func compared() {
        let bad = judge(canaryErrors: 100)
        #expect(bad.isBad && bad.evidence.samples == 1_000, "\(bad.evidence.explanation)")
        #expect(!judge(canaryErrors: 1).isBad)
    }
}
