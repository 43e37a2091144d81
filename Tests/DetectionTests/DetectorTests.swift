import Testing
import TimeSeries

@testable import Detection

@Suite struct DetectorTests {
    private static func calm(_ count: Int, seed: UInt64 = 1, step: Double = 60) -> [Sample] {
        var generator = SplitMix(seed: seed)
        return (0..<count).map { Sample(time: 1e9 + Double($0) * step, value: 100 + generator.normal()) }
    }

    private func configuration(_ kind: DetectorKind) -> DetectorConfiguration {
        DetectorConfiguration(kind: kind, step: 60, warmup: 30)
    }

    @Test("a spike is noticed, is no alert yet, and the words say so", arguments: DetectorKind.allCases)
    func spike(kind: DetectorKind) {
        var detector = makeDetector(configuration(kind))
        let judgement = detector.judge(Sample(time: 1e9 + 2_000 * 60, value: 200), after: Self.calm(2_000))
        #expect(judgement.isNotice && !judgement.isAlert)
        #expect(judgement.confidence > 0.99)
        #expect(judgement.noticeBand.upper < 200 && judgement.expected < 105)
        #expect(judgement.explanation.contains("200"))
    }

    @Test("the first minutes are warming up and never an alert", arguments: DetectorKind.allCases)
    func warmup(kind: DetectorKind) {
        var detector = makeDetector(configuration(kind))
        for (index, point) in Self.calm(30).enumerated() {
            let judgement = detector.judge(Sample(time: point.time, value: index % 7 == 0 ? 1e6 : point.value))
            #expect(judgement.isWarmingUp && !judgement.isAlert && judgement.confidence == 0)
        }
    }

    @Test("NaN, infinite, huge and old points are neither judged nor learnt", arguments: DetectorKind.allCases)
    func unusable(kind: DetectorKind) {
        let calm = Self.calm(500)
        var clean = makeDetector(configuration(kind))
        var dirty = makeDetector(configuration(kind))
        for point in calm {
            let expected = clean.judge(point)
            let found = dirty.judge(point)
            #expect(found.score == expected.score)
            for value in [Double.nan, .infinity, -.infinity, 1e200] {
                #expect(!dirty.judge(Sample(time: point.time + 1, value: value)).isNotice)
            }
            #expect(!dirty.judge(Sample(time: point.time, value: 1e9)).isNotice)
            #expect(!dirty.judge(Sample(time: .nan, value: 1e9)).isNotice)
        }
    }

    @Test("a constant series is no anomaly, whatever its size", arguments: DetectorKind.allCases)
    func constant(kind: DetectorKind) {
        for value in [0, 1e-300, 1e-12, 1, 1e12, 1e90, -5] {
            var detector = makeDetector(configuration(kind))
            for index in 0..<1_000 {
                let judgement = detector.judge(Sample(time: Double(index) * 60, value: value))
                #expect(!judgement.isNotice && judgement.score.isFinite)
            }
        }
    }

    @Test("tiny and huge series are judged alike", arguments: DetectorKind.allCases)
    func scales(kind: DetectorKind) {
        for scale in [1e-30, 1, 1e30] {
            var detector = makeDetector(configuration(kind))
            let history = Self.calm(1_500).map { Sample(time: $0.time, value: $0.value * scale) }
            #expect(detector.judge(Sample(time: 1e9 + 1_500 * 60, value: 200 * scale), after: history).isNotice)
        }
    }

    @Test("the minimum deviation and the direction are obeyed", arguments: DetectorKind.allCases)
    func userLimits(kind: DetectorKind) {
        var tolerant = configuration(kind)
        tolerant.minimumDeviation = 0.5
        var below = configuration(kind)
        below.direction = .below
        for (limited, value) in [(tolerant, 140.0), (below, 200.0)] {
            var detector = makeDetector(limited)
            let judgement = detector.judge(Sample(time: 1e9 + 2_000 * 60, value: value), after: Self.calm(2_000))
            #expect(!judgement.isNotice && judgement.confidence == 0)
        }
    }

    @Test("one huge value does not blind the rolling deviation for ever")
    func recoversFromHugeValue() {
        var detector = makeDetector(configuration(.zScore))
        var points = Self.calm(1_000)
        points[300].value = 1e60
        #expect(detector.judge(Sample(time: 1e9 + 1_000 * 60, value: 200), after: points).isNotice)
    }

    @Test("a gap longer than the baseline starts anew")
    func gap() {
        var detector = makeDetector(configuration(.zScore))
        let later = Sample(time: 1e9 + 1e7, value: 200)
        #expect(detector.judge(later, after: Self.calm(1_000)).isWarmingUp)
    }
}
