import Testing

@testable import Detection

/// The situations of Kayenta's published test suites (`ClassifierSuite`, `ScorerSuite`), with our own numbers.
@Suite struct CanaryScoreTests {
    private func sample(_ mean: Double, _ count: Int = 30, seed: UInt64) -> [Double] {
        var generator = SplitMix(seed: seed)
        return (0..<count).map { _ in mean + 2 * generator.normal() }
    }

    private func finding(_ verdict: CanaryVerdict) -> CanaryFinding {
        CanaryFinding(verdict: verdict, confidence: 0.97, effect: 0, explanation: verdict.rawValue)
    }

    @Test("twice as high is High there and fail here")
    func high() {
        let finding = CanaryComparison().compareLatency(canary: sample(20, seed: 1), stable: sample(10, seed: 2))
        #expect(finding.verdict == .fail)
    }

    @Test("half as high passes here: Kayenta's Low is no failure of a latency")
    func low() {
        let finding = CanaryComparison().compareLatency(canary: sample(10, seed: 1), stable: sample(20, seed: 2))
        #expect(finding.verdict == .pass)
    }

    @Test("equal populations of thirty points never fail; Kayenta passes them, here they pass once shown to be equal")
    func equal() {
        for seed in 1...20 {
            let (canary, stable) = (sample(10, seed: UInt64(seed)), sample(10, seed: UInt64(100 + seed)))
            #expect(CanaryComparison(confidence: 0.99).compareLatency(canary: canary, stable: stable).verdict != .fail)
        }
        let many = CanaryComparison().compareLatency(canary: sample(10, 500, seed: 7), stable: sample(10, 500, seed: 8))
        #expect(many.verdict == .pass)
    }

    @Test(
        "a tiny shift that is certain fails in Kayenta, whose bounds are a part of the shift, and is within margin here"
    )
    func tinyShift() {
        let stable = (0..<400).map { 100 + Double($0 % 7) * 0.1 }
        let finding = CanaryComparison(latencyMargin: 0.1).compareLatency(canary: stable.map { $0 + 1 }, stable: stable)
        #expect(finding.verdict == .pass)
        #expect((finding.effect - 0.01).magnitude < 1e-3)
    }

    @Test("weights make the score, and its thresholds the verdict")
    func weights() {
        let metrics = [
            CanaryMetric(name: "latency", finding: finding(.pass), weight: 3),
            CanaryMetric(name: "errors", finding: finding(.fail), weight: 1),
            CanaryMetric(name: "queue", finding: finding(.thin), weight: 9),
        ]
        #expect(CanaryScore(metrics).score == 75)
        #expect(CanaryScore(metrics, pass: 70).verdict == .pass)
        #expect(CanaryScore(metrics).verdict == .inconclusive)
        #expect(CanaryScore(metrics, fail: 80).verdict == .fail)
    }

    @Test("a critical metric decides alone")
    func critical() {
        var metrics = (0..<9).map { CanaryMetric(name: "m\($0)", finding: finding(.pass)) }
        metrics.append(CanaryMetric(name: "errors", finding: finding(.fail), isCritical: true))
        #expect(CanaryScore(metrics).verdict == .fail)
        metrics[9].finding = finding(.thin)
        #expect(CanaryScore(metrics).verdict == .thin)
    }

    @Test("nothing judged is thin, inconclusive metrics are no pass")
    func nothing() {
        #expect(CanaryScore([]).verdict == .thin)
        #expect(CanaryScore([CanaryMetric(name: "a", finding: finding(.inconclusive))]).verdict == .inconclusive)
    }
}
