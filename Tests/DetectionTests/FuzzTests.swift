import FuzzSupport
import Testing
import TimeSeries

@testable import Detection

@Suite("Strange points") struct FuzzTests {
    private static let values: [Double] = [
        .nan, .infinity, -.infinity, 0, -0.0, 1e308, -1e308, .leastNonzeroMagnitude, 1e15, 9.3e18, 1e300, -1, 1e-300,
        0.5,
    ]
    private static let times: [Double] = [
        .nan, .infinity, -1e11, 0, 1e11, 1e300, -1e300, .leastNonzeroMagnitude, 1.7e9,
    ]

    private func points(_ seed: UInt64) -> [Sample] {
        var random = FuzzSupport.SplitMix(seed: seed)
        var time = random.oneIn(4) ? Self.times[random.below(Self.times.count)] : 1.7e9
        let step = [60, 1, 1e-9, 3600, 86_400, 1e10][random.below(6)]
        let (strangeTimes, strangeValues) = (2 + random.below(400), 2 + random.below(60))
        return (0..<random.below(700)).map { _ in
            time += step
            return Sample(
                time: random.oneIn(strangeTimes) ? Self.times[random.below(Self.times.count)] : time,
                value: random.oneIn(strangeValues)
                    ? Self.values[random.below(Self.values.count)] : Double(random.below(1000)) / 10)
        }
    }

    @Test("points of any time and value are judged, with a confidence from 0 to 1", arguments: DetectorKind.allCases)
    func detectors(kind: DetectorKind) throws {
        try Fuzzing("points-\(kind)", rounds: 15).run { seed in
            var detector = makeDetector(DetectorConfiguration(kind: kind, step: seed % 2 == 0 ? nil : 60, warmup: 60))
            for point in points(seed) {
                let judgement = detector.judge(point)
                guard judgement.confidence >= 0, judgement.confidence <= 1 else {
                    throw Broken("confidence \(judgement.confidence) of \(point)")
                }
                _ = judgement.explanation
            }
        }
    }

    @Test("counts, trends, comparisons and texts of any numbers are made")
    func statistics() throws {
        try Fuzzing("statistics", rounds: 15).run { seed in
            var random = FuzzSupport.SplitMix(seed: seed)
            func number() -> Double {
                random.oneIn(2) ? Self.values[random.below(Self.values.count)] : Double(random.below(5000))
            }
            var test = SequentialErrorRateTest(limit: [0.05, 0, 1, 1e-300][random.below(4)])
            for _ in 0..<20 {
                _ = test.observe(errors: number(), requests: number())
                guard test.confidence >= 0, test.confidence <= 1 else { throw Broken("confidence \(test.confidence)") }
            }
            var canary = SequentialCanaryTest(margin: [0.01, 0, 1, 1e-300][random.below(4)])
            for _ in 0..<20 {
                canary.observe(
                    canary: ErrorCount(errors: number(), requests: number()),
                    stable: ErrorCount(errors: number(), requests: number()))
                for confidence in [canary.confidence, canary.confidenceOfPass] where !(0...1).contains(confidence) {
                    throw Broken("confidence \(confidence)")
                }
            }
            var trend = CapacityTrend(limit: number())
            for point in points(seed).prefix(200) { trend.observe(point) }
            if let forecast = trend.forecast() { _ = (forecast.explanation(), forecast.certainty(within: number())) }
            for _ in 0..<20 {
                _ = NumberText.plain(number()) + NumberText.percent(number()) + NumberText.duration(number())
            }
        }
    }
}
