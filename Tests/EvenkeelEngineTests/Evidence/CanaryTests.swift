import EvenkeelAPI
import KubernetesTypes
import Testing

@testable import EvenkeelEngine

/// One look at a canary signal, with answers made by hand.
private struct CanaryLook {
    var signal = Signal(
        name: "canary",
        canary: CanarySignal(
            source: "main", errors: "sum by (track) (increase(errors_total[30s]))",
            requests: "sum by (track) (increase(requests_total[30s]))", canarySelector: ["track": "canary"],
            stableSelector: ["track": "stable"]))
    /// Errors and requests.
    var canary: (Double, Double)? = (1, 1000)
    var stable: (Double, Double)? = (10, 10_000)
    var canaryLatency: [Double] = []
    var stableLatency: [Double] = []
    var stepBetween = 30.0

    private let now = World.beginning

    static func latency(_ mean: Double, _ count: Int = 20) -> [Double] {
        (0..<count).map { mean * (1 + Double(($0 * 7919) % 41 - 20) / 400) }
    }

    mutating func compareLatency(_ change: (inout CanaryLatency) -> Void = { _ in }) {
        var latency = CanaryLatency(query: "latency")
        change(&latency)
        signal.canary?.latency = latency
    }

    private func counts(_ index: (((Double, Double)) -> Double)) -> Answer.Content {
        .series(
            [("canary", canary), ("stable", stable)].compactMap { track, counts in
                counts.map {
                    Series(
                        labels: ["track": track],
                        samples: [.init(time: now.secondsSince1970, value: index($0))])
                }
            })
    }

    private func series(_ track: String, _ values: [Double]) -> Series {
        let begin = now.secondsSince1970 - Double(values.count - 1) * stepBetween
        return Series(
            labels: ["track": track],
            samples: values.enumerated().map { .init(time: begin + Double($0) * stepBetween, value: $1) })
    }

    var finding: SignalFinding {
        let answers = [
            Answer(signal: "canary", role: .errors, content: counts { $0.0 }),
            Answer(signal: "canary", role: .requests, content: counts { $0.1 }),
            Answer(
                signal: "canary", role: .latency,
                content: .series(
                    [series("canary", canaryLatency), series("stable", stableLatency)].filter { !$0.samples.isEmpty })),
        ]
        var memory = SignalMemory()
        return SignalJudge.judge(
            signal, memory: &memory,
            context: SignalContext(
                now: now,
                look: Look(
                    policy: ObjectKey(name: "p"), at: now, target: TargetSnapshot(availability: .known),
                    answers: answers), staleAfter: 120))
    }
}

@Suite("Canaries") struct CanaryTests {
    @Test("a canary that errs more than its margin allows is bad, with the certainty of the comparison")
    func worse() {
        var look = CanaryLook()
        look.canary = (80, 1000)
        #expect(look.finding.isBad)
        #expect(look.finding.evidence.confidence.fraction > 0.95)
        #expect(look.finding.evidence.explanation.contains("canary 8 % (80 of 1,000)"))
    }

    @Test("a canary that was shown to be within its margin is good")
    func good() { #expect(CanaryLook().finding.isGood) }

    @Test("numbers that are no counts are evidence for nothing", arguments: [1e300, -1, 1e16])
    func noCounts(_ number: Double) {
        var look = CanaryLook()
        look.canary = (1, number)
        #expect(look.finding.evidence.quality == .notFinite)
        look = CanaryLook()
        look.stable = (number, number)
        #expect(look.finding.evidence.quality == .notFinite)
    }

    @Test("too few requests of either side are thin, never a pass")
    func thin() {
        var look = CanaryLook()
        look.canary = (0, 49)
        #expect(look.finding.evidence.quality == .thin)
        look.signal.canary?.minimumRequests = 40
        #expect(look.finding.evidence.quality == .thin, "not enough to be sure of a margin of 1 %")
        look.canary = (1, 1000)
        look.stable = (0, 10)
        #expect(look.finding.evidence.quality == .thin)
    }

    @Test("inconclusive is evidence for nothing: neither bad nor good, and says so")
    func inconclusive() {
        var look = CanaryLook()
        look.canary = (8, 500)
        let finding = look.finding
        #expect(!finding.isBad && !finding.isGood)
        #expect(finding.evidence.explanation.contains("inconclusive"), "\(finding.evidence.explanation)")
    }

    @Test("a population that is not there is Empty")
    func absent() {
        var look = CanaryLook()
        look.canary = nil
        #expect(look.finding.evidence.quality == .empty)
    }

    @Test("where the policy says that canaries come and go, one that is not there is good while the stable one serves")
    func comesAndGoes() {
        var look = CanaryLook()
        look.signal.canary?.whenAbsent = .good
        look.canary = nil
        #expect(look.finding.isGood)
        #expect(look.finding.evidence.explanation.hasPrefix("no canary is running"))
        look.stable = (0, 10)
        #expect(!look.finding.isGood)
        look.stable = nil
        #expect(look.finding.evidence.quality == .empty)
        look.stable = (10, 10_000)
        look.canary = (80, 1000)
        #expect(look.finding.isBad)
    }

    @Test("latency that is higher than its margin fails a canary whose errors are fine, where it is critical")
    func latency() {
        var look = CanaryLook()
        look.compareLatency { $0.critical = true }
        look.stableLatency = CanaryLook.latency(100)
        look.canaryLatency = CanaryLook.latency(100)
        #expect(look.finding.isGood, "\(look.finding.evidence.explanation)")
        look.canaryLatency = CanaryLook.latency(140)
        #expect(look.finding.isBad, "\(look.finding.evidence.explanation)")
        #expect(look.finding.evidence.explanation.contains("higher by"))
    }

    @Test("weights decide where nothing is critical: a failure of light weight alone fails nothing")
    func weights() {
        var look = CanaryLook()
        look.stableLatency = CanaryLook.latency(100)
        look.canaryLatency = CanaryLook.latency(140)
        look.compareLatency()
        look.signal.canary?.weight = 9
        #expect(!look.finding.isBad && !look.finding.isGood, "\(look.finding.evidence.explanation)")
        look.compareLatency { $0.weight = 9 }
        look.signal.canary?.weight = 1
        #expect(look.finding.isBad, "\(look.finding.evidence.explanation)")
    }

    @Test("latency without enough points is left out where it is not critical, and thin where it is")
    func fewPoints() {
        var look = CanaryLook()
        look.compareLatency()
        look.stableLatency = CanaryLook.latency(100)
        look.canaryLatency = CanaryLook.latency(200, 5)
        #expect(look.finding.isGood, "\(look.finding.evidence.explanation)")
        look.compareLatency { $0.critical = true }
        #expect(look.finding.evidence.quality == .thin)
    }

    @Test("points whose windows overlap are not counted twice")
    func overlap() {
        var look = CanaryLook()
        look.compareLatency {
            $0.query = "histogram_quantile(0.9, rate(x[5m]))"
            $0.critical = true
        }
        look.stableLatency = CanaryLook.latency(100)
        look.canaryLatency = CanaryLook.latency(200)
        #expect(look.finding.evidence.quality == .thin, "\(look.finding.evidence.explanation)")
    }

    @Test("latency with a hole is a gap, and NaN is no point")
    func gap() {
        var look = CanaryLook()
        look.compareLatency { $0.critical = true }
        look.stableLatency = CanaryLook.latency(100)
        look.canaryLatency = CanaryLook.latency(200)
        look.stepBetween = 400
        #expect(look.finding.evidence.quality == .gap)
        look.stepBetween = 30
        look.canaryLatency = [Double](repeating: .nan, count: 20)
        #expect(look.finding.evidence.quality == .thin)
    }
}
