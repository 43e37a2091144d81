import Testing

@testable import Detection

/// The rule by which Kayenta's judge classifies a metric of which more is worse, written anew from its published
/// description: High if the 98 % interval of the Hodges-Lehmann shift lies above a quarter of the shift itself; nothing to
/// compare is Nodata; all else passes.
private enum PublishedRule {
    enum Label { case pass, high, nodata }

    static func label(canary: [Double], stable: [Double]) -> Label {
        guard !canary.isEmpty, !stable.isEmpty else { return .nodata }
        guard canary.sorted() != stable.sorted() else { return .pass }
        let differences = canary.flatMap { value in stable.map { value - $0 } }.sorted()
        let (n, m) = (Double(canary.count), Double(stable.count))
        let reach = 2.326 * (n * m * (n + m + 1) / 12).squareRoot()
        let lower = differences[max(0, Int((n * m / 2 - reach).rounded(.down)))]
        let shift = differences[differences.count / 2]
        return lower > 0.25 * shift.magnitude ? .high : .pass
    }
}

/// The same inputs, judged by both. Where the verdicts differ, the test's name says why ours is meant.
@Suite("Beside Kayenta's judge") struct KayentaTests {
    private let comparison = CanaryComparison(confidence: 0.98, latencyMargin: 0.1, minimumPoints: 10)

    private func sample(_ mean: Double, spread: Double = 2, _ count: Int = 30, seed: UInt64) -> [Double] {
        var generator = SplitMix(seed: seed)
        return (0..<count).map { _ in mean + spread * generator.normal() }
    }

    private func both(_ canary: [Double], _ stable: [Double]) -> (PublishedRule.Label, CanaryVerdict) {
        (
            PublishedRule.label(canary: canary, stable: stable),
            comparison.compareLatency(canary: canary, stable: stable).verdict
        )
    }

    @Test("a clear rise fails in both, a clear fall in neither", arguments: 1...20)
    func clear(seed: UInt64) {
        #expect(both(sample(20, seed: seed), sample(10, seed: seed + 100)) == (.high, .fail))
        #expect(both(sample(15, seed: seed), sample(10, seed: seed + 100)) == (.high, .fail))
        #expect(both(sample(5, seed: seed), sample(10, seed: seed + 100)) == (.pass, .pass))
    }

    @Test("equal populations pass there unless by chance, and never fail here: a pass has to be shown first")
    func equal() {
        var failures = 0
        for seed in UInt64(1)...200 {
            let (published, ours) = both(sample(10, seed: seed), sample(10, seed: seed + 1000))
            if published == .high { failures += 1 }
            #expect(ours != .fail)
        }
        #expect(failures <= 8, "\(failures) of 200")
    }

    @Test("a rise of 5 % that is certain fails there, and is within the margin that the user set here")
    func small() {
        let (published, ours) = both(
            sample(10.5, spread: 0.1, seed: 1), sample(10, spread: 0.1, seed: 2))
        #expect(published == .high)
        #expect(ours == .pass)
    }

    @Test("a rise that three points show passes or fails there, and is thin here: three points are no evidence")
    func few() {
        #expect(both(sample(10, 3, seed: 1), sample(10, 3, seed: 2)) == (.pass, .thin))
        #expect(both([20, 21, 22], [10, 10.5, 11]).1 == .thin)
    }

    @Test("a metric without data is left out there with full score for its group, and is thin here")
    func nodata() {
        #expect(both([], sample(10, seed: 1)) == (.nodata, .thin))
        let finding = comparison.compareLatency(canary: [], stable: sample(10, seed: 1))
        #expect(CanaryScore([CanaryMetric(name: "latency", finding: finding)]).verdict == .thin)
    }

    @Test("two populations of zeros pass there, and are no pass here: zero is what a canary without traffic shows")
    func zeros() {
        let zeros = [Double](repeating: 0, count: 30)
        #expect(both(zeros, zeros) == (.pass, .inconclusive))
    }

    @Test("one critical metric that is High makes the canary fail in both, whatever the others' weight")
    func critical() {
        let high = comparison.compareLatency(canary: sample(20, seed: 1), stable: sample(10, seed: 2))
        let fine = comparison.compareLatency(canary: sample(5, seed: 1), stable: sample(10, seed: 2))
        let metrics = [
            CanaryMetric(name: "latency", finding: high, isCritical: true),
            CanaryMetric(name: "other", finding: fine, weight: 100),
        ]
        #expect(CanaryScore(metrics).verdict == .fail)
        #expect(CanaryScore(metrics).score == 0)
    }

    @Test("the score is the weight that passed of all weight, in per cent, in both")
    func score() {
        let high = comparison.compareLatency(canary: sample(20, seed: 1), stable: sample(10, seed: 2))
        let fine = comparison.compareLatency(canary: sample(5, seed: 1), stable: sample(10, seed: 2))
        let metrics = [
            CanaryMetric(name: "a", finding: high, weight: 1), CanaryMetric(name: "b", finding: fine, weight: 3),
        ]
        #expect(CanaryScore(metrics).score == 75)
    }
}
