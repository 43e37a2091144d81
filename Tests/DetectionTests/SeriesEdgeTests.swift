import Testing
import TimeSeries

@testable import Detection

@Suite("Series as they come") struct SeriesEdgeTests {
    private static let start = 1.7e9

    private static func calm(_ count: Int, step: Double = 60, level: Double = 100, noise: Double = 1) -> [Sample] {
        var generator = SplitMix(seed: 3)
        return (0..<count).map { Sample(time: start + Double($0) * step, value: level + noise * generator.normal()) }
    }

    private static func detector(_ kind: DetectorKind, step: Double? = nil) -> any Detector {
        makeDetector(DetectorConfiguration(kind: kind, step: step, warmup: 60))
    }

    @Test("irregular steps are judged, and a spike among them is found", arguments: DetectorKind.allCases)
    func irregular(kind: DetectorKind) {
        var generator = SplitMix(seed: 8)
        var time = Self.start
        let history = (0..<2_000).map { _ in
            time += 20 + 80 * generator.uniform()
            return Sample(time: time, value: 100 + generator.normal())
        }
        var detector = Self.detector(kind)
        #expect(detector.judge(Sample(time: time + 45, value: 200), after: history).isNotice)
    }

    @Test("times that are none are not learnt, and what follows is judged", arguments: DetectorKind.allCases)
    func noTimes(kind: DetectorKind) {
        var detector = Self.detector(kind)
        for time in [1e300, -1e300, 1e17, .infinity, .nan] { _ = detector.judge(Sample(time: time, value: 1)) }
        let history = Self.calm(2_000)
        let newest = Sample(time: (history.last?.time ?? 0) + 60, value: 200)
        #expect(detector.judge(newest, after: history).isNotice)
    }

    @Test("a gap of hours by itself brings no alerts", arguments: DetectorKind.allCases)
    func gap(kind: DetectorKind) {
        func alerts(afterGap gap: Double) -> Int {
            var detector = Self.detector(kind, step: 60)
            return Self.calm(2_500).enumerated().count { index, point in
                let time = point.time + (index < 2_000 ? 0 : gap)
                return detector.judge(Sample(time: time, value: point.value)).isAlert && index >= 2_000
            }
        }
        #expect(alerts(afterGap: 7_200) <= alerts(afterGap: 0) + 1)
    }

    @Test("a step away from a constant level is an anomaly, whatever the level", arguments: DetectorKind.allCases)
    func leavesConstant(kind: DetectorKind) {
        for level in [0, 1e-12, 1, 1e12, -7] {
            var detector = Self.detector(kind, step: 60)
            let history = Self.calm(600, level: level, noise: 0)
            let value = level == 0 ? 1 : level * 1.5
            let judgement = detector.judge(Sample(time: Self.start + 600 * 60, value: value), after: history)
            #expect(judgement.isNotice && judgement.score <= Judgement.maximumScore, "\(kind) at \(level)")
        }
    }

    @Test("the last digits of a large level are noise and no news", arguments: DetectorKind.allCases)
    func roundingNoise(kind: DetectorKind) {
        var detector = Self.detector(kind, step: 60)
        let series = (0..<1_000).map { Sample(time: Self.start + Double($0) * 60, value: 1e9 + Double($0 % 3) * 1e-7) }
        #expect(series.allSatisfy { !detector.judge($0).isNotice })
    }

    @Test(
        "every verdict after the first minutes has its band around the expected value, and its words",
        arguments: DetectorKind.allCases)
    func bandAndWords(kind: DetectorKind) {
        var detector = Self.detector(kind, step: 60)
        var points = Self.calm(1_200)
        for index in stride(from: 700, to: 1_200, by: 97) { points[index].value = index % 2 == 0 ? 300 : -50 }
        for (index, point) in points.enumerated() {
            let judgement = detector.judge(point)
            #expect(!judgement.explanation.isEmpty && (0...1).contains(judgement.confidence))
            #expect(judgement.score >= 0 && judgement.score.isFinite)
            guard index >= 220 else { continue }
            #expect(
                judgement.noticeBand.lower <= judgement.expected && judgement.expected <= judgement.noticeBand.upper)
            #expect(judgement.explanation.hasPrefix(NumberText.plain(point.value)))
            if judgement.isAlert { #expect(!judgement.alertBand.contains(point.value)) }
        }
    }

    @Test("the first minutes say how many points are still needed", arguments: DetectorKind.allCases)
    func firstMinutes(kind: DetectorKind) {
        var detector = Self.detector(kind)
        for (index, point) in Self.calm(60).enumerated() {
            let judgement = detector.judge(point)
            #expect(judgement.isWarmingUp && judgement.explanation.contains("still learning what is normal"))
            let needed = kind == .adaptive ? 200 : 60
            #expect(judgement.explanation.contains("of \(needed) points"), "\(kind) at \(index)")
        }
    }

    @Test("a textbook detector holds no more points than its window", arguments: [0.001, 60, 1e9])
    func boundedWindow(baseline: Double) {
        for kind in DetectorKind.allCases {
            let configuration = DetectorConfiguration(kind: kind, step: 0.001, baseline: baseline * 1e6)
            #expect(configuration.window(step: 0.001) <= DetectorConfiguration.maximumWindow)
        }
        var window = SortedWindow(capacity: 50)
        for point in Self.calm(500) { window.add(point.value) }
        #expect(window.count == 50 && window.sorted == window.sorted.sorted())
    }
}
