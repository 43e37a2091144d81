import Testing
import TimeSeries

@testable import Detection

/// What holds for every series and every detector.
@Suite("Bands") struct BandTests {
    /// Random walks, seasons, steps, spikes, zeros and gaps in random measure.
    private func series(_ seed: UInt64) -> [Sample] {
        var generator = SplitMix(seed: seed)
        let step = [10.0, 60, 300, 3_600][Int(generator.next() % 4)]
        let (walk, season, spikes, zeros) = (
            generator.uniform() < 0.3 ? 0.5 : 0, 20 * generator.uniform(), 0.02 * generator.uniform(),
            generator.uniform() < 0.25 ? 0.9 : 0
        )
        var (time, level) = (1.6e9, 50.0)
        return (0..<4_000).map { _ in
            time += generator.uniform() < 0.002 ? step * 40 : step
            level += walk * generator.normal()
            if generator.uniform() < 0.001 { level += 30 * generator.normal() }
            let hour = (time / 3_600).truncatingRemainder(dividingBy: 24)
            var value = level + (hour > 12 ? season : 0) + 2 * generator.normal()
            if generator.uniform() < spikes { value += 40 * generator.normal() }
            return Sample(time: time, value: generator.uniform() < zeros ? 0 : value)
        }
    }

    @Test("an alert and a notice are always outside of their bands", arguments: DetectorKind.allCases)
    func neverContradicted(kind: DetectorKind) {
        for seed in UInt64(1)...12 {
            var configuration = DetectorConfiguration(kind: kind)
            configuration.direction = [.both, .above, .below][Int(seed % 3)]
            configuration.minimumDeviation = seed % 4 == 0 ? 0.1 : 0
            var detector = makeDetector(configuration)
            for point in series(seed) {
                let judgement = detector.judge(point)
                #expect(!judgement.isNotice || !judgement.noticeBand.contains(point.value))
                #expect(!judgement.isAlert || !judgement.alertBand.contains(point.value))
                guard judgement.noticeBand.lower.isFinite else { continue }
                #expect(judgement.alertBand.lower <= judgement.noticeBand.lower)
                #expect(judgement.alertBand.upper >= judgement.noticeBand.upper)
                #expect((0...1).contains(judgement.confidence) && judgement.score.isFinite)
            }
        }
    }
}
