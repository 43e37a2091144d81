import EvenkeelAPI
import KubernetesTypes
import Testing
import TimeSeries

@testable import EvenkeelEngine

/// One look at a canary signal, with answers made by hand.
private struct CanaryEvaluation {
    var signal = Signal(
        name: "canary",
        .canary(
            CanarySignal(
                source: "main", errors: "sum by (track) (increase(errors_total[30s]))",
                requests: "sum by (track) (increase(requests_total[30s]))", canarySelector: ["track": "canary"],
                stableSelector: ["track": "stable"])))
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
                evaluation: Evaluation(
                    policy: ObjectKey(name: "p"), at: now, target: TargetSnapshot(availability: .known),
                    answers: answers), staleAfter: 120))
    }
}

@Suite("Canaries") struct CanaryTests {
    @Test("a canary that errs more than its margin allows is bad, with the certainty of the comparison")
    func worse() {
        var evaluation = CanaryEvaluation()
        evaluation.canary = (80, 1000)
        #expect(evaluation.finding.isBad)
        #expect(evaluation.finding.evidence.confidence.fraction > 0.95)
        #expect(evaluation.finding.evidence.explanation.contains("canary 8 % (80 of 1,000)"))
    }

    @Test("a canary that was shown to be within its margin is good")
    func good() { #expect(CanaryEvaluation().finding.isGood) }

    @Test("numbers that are no counts are evidence for nothing", arguments: [1e300, -1, 1e16])
    func noCounts(_ number: Double) {
        var evaluation = CanaryEvaluation()
        evaluation.canary = (1, number)
        #expect(evaluation.finding.evidence.quality == .notFinite)
        evaluation = CanaryEvaluation()
        evaluation.stable = (number, number)
        #expect(evaluation.finding.evidence.quality == .notFinite)
    }

    @Test("too few requests of either side are thin, never a pass")
    func thin() {
        var evaluation = CanaryEvaluation()
        evaluation.canary = (0, 49)
        #expect(evaluation.finding.evidence.quality == .thin)
        evaluation.signal.canary?.minimumRequests = 40
        #expect(evaluation.finding.evidence.quality == .thin, "not enough to be sure of a margin of 1 %")
        evaluation.canary = (1, 1000)
        evaluation.stable = (0, 10)
        #expect(evaluation.finding.evidence.quality == .thin)
    }

    @Test("inconclusive is evidence for nothing: neither bad nor good, and says so")
    func inconclusive() {
        var evaluation = CanaryEvaluation()
        evaluation.canary = (8, 500)
        let finding = evaluation.finding
        #expect(!finding.isBad && !finding.isGood)
        #expect(finding.evidence.explanation.contains("inconclusive"), "\(finding.evidence.explanation)")
    }

    @Test("a population that is not there is Empty")
    func absent() {
        var evaluation = CanaryEvaluation()
        evaluation.canary = nil
        #expect(evaluation.finding.evidence.quality == .empty)
    }

    @Test("where the policy says that canaries come and go, one that is not there is good while the stable one serves")
    func comesAndGoes() {
        var evaluation = CanaryEvaluation()
        evaluation.signal.canary?.whenAbsent = .good
        evaluation.canary = nil
        #expect(evaluation.finding.isGood)
        #expect(evaluation.finding.evidence.explanation.hasPrefix("no canary is running"))
        evaluation.stable = (0, 10)
        #expect(!evaluation.finding.isGood)
        evaluation.stable = nil
        #expect(evaluation.finding.evidence.quality == .empty)
        evaluation.stable = (10, 10_000)
        evaluation.canary = (80, 1000)
        #expect(evaluation.finding.isBad)
    }

    @Test("latency that is higher than its margin fails a canary whose errors are fine, where it is critical")
    func latency() {
        var evaluation = CanaryEvaluation()
        evaluation.compareLatency { $0.critical = true }
        evaluation.stableLatency = CanaryEvaluation.latency(100)
        evaluation.canaryLatency = CanaryEvaluation.latency(100)
        #expect(evaluation.finding.isGood, "\(evaluation.finding.evidence.explanation)")
        evaluation.canaryLatency = CanaryEvaluation.latency(140)
        #expect(evaluation.finding.isBad, "\(evaluation.finding.evidence.explanation)")
        #expect(evaluation.finding.evidence.explanation.contains("higher by"))
    }

    @Test("weights decide where nothing is critical: a failure of light weight alone fails nothing")
    func weights() {
        var evaluation = CanaryEvaluation()
        evaluation.stableLatency = CanaryEvaluation.latency(100)
        evaluation.canaryLatency = CanaryEvaluation.latency(140)
        evaluation.compareLatency()
        evaluation.signal.canary?.weight = 9
        #expect(!evaluation.finding.isBad && !evaluation.finding.isGood, "\(evaluation.finding.evidence.explanation)")
        evaluation.compareLatency { $0.weight = 9 }
        evaluation.signal.canary?.weight = 1
        #expect(evaluation.finding.isBad, "\(evaluation.finding.evidence.explanation)")
    }

    @Test("latency without enough points is left out where it is not critical, and thin where it is")
    func fewPoints() {
        var evaluation = CanaryEvaluation()
        evaluation.compareLatency()
        evaluation.stableLatency = CanaryEvaluation.latency(100)
        evaluation.canaryLatency = CanaryEvaluation.latency(200, 5)
        #expect(evaluation.finding.isGood, "\(evaluation.finding.evidence.explanation)")
        evaluation.compareLatency { $0.critical = true }
        #expect(evaluation.finding.evidence.quality == .thin)
    }

    @Test("points whose windows overlap are not counted twice")
    func overlap() {
        var evaluation = CanaryEvaluation()
        evaluation.compareLatency {
            $0.query = "histogram_quantile(0.9, rate(x[5m]))"
            $0.critical = true
        }
        evaluation.stableLatency = CanaryEvaluation.latency(100)
        evaluation.canaryLatency = CanaryEvaluation.latency(200)
        #expect(evaluation.finding.evidence.quality == .thin, "\(evaluation.finding.evidence.explanation)")
    }

    @Test("latency with a hole is a gap, and NaN is no point")
    func gap() {
        var evaluation = CanaryEvaluation()
        evaluation.compareLatency { $0.critical = true }
        evaluation.stableLatency = CanaryEvaluation.latency(100)
        evaluation.canaryLatency = CanaryEvaluation.latency(200)
        evaluation.stepBetween = 400
        #expect(evaluation.finding.evidence.quality == .gap)
        evaluation.stepBetween = 30
        evaluation.canaryLatency = [Double](repeating: .nan, count: 20)
        #expect(evaluation.finding.evidence.quality == .thin)
    }
}
