import Testing
import TimeSeries

@testable import Detection

@Suite("Adaptive") struct AdaptiveTests {
    private static let step = 60.0

    /// A week has offices: 200 by day, 100 by night and on the weekend; five spreads make a tenth of the difference.
    private static func office(_ days: Double, seed: UInt64 = 5) -> [Sample] {
        var generator = SplitMix(seed: seed)
        return (0..<Int(days * 1_440)).map { index in
            let time = 1.6e9 + Double(index) * step
            let hour = (time / 3_600).truncatingRemainder(dividingBy: 24)
            let weekday = Int(time / 86_400 + 3) % 7
            return Sample(
                time: time, value: (weekday < 5 && hour > 8 && hour < 18 ? 200 : 100) + 2 * generator.normal())
        }
    }

    private static func calm(_ days: Double, seed: UInt64 = 7, level: Double = 100) -> [Sample] {
        var generator = SplitMix(seed: seed)
        return (0..<Int(days * 1_440)).map {
            Sample(time: 1.6e9 + Double($0) * step, value: level + 2 * generator.normal())
        }
    }

    private static func after(_ points: [Sample], _ values: [Double]) -> [Sample] {
        let last = points.last?.time ?? 1.6e9
        return values.enumerated().map { Sample(time: last + Double($0.offset + 1) * step, value: $0.element) }
    }

    private static func noise(_ count: Int, level: Double, seed: UInt64 = 11) -> [Double] {
        var generator = SplitMix(seed: seed)
        return (0..<count).map { _ in level + 2 * generator.normal() }
    }

    private static func judged(_ points: [Sample], _ configuration: DetectorConfiguration = .init(step: step))
        -> [Judgement]
    {
        var detector = makeDetector(configuration)
        return points.map { detector.judge($0) }
    }

    private static func episodes(_ judgements: some Sequence<Judgement>) -> Int {
        var (count, quiet) = (0, 10)
        for judgement in judgements {
            if judgement.isAlert, quiet > 5 { count += 1 }
            quiet = judgement.isAlert ? 0 : quiet + 1
        }
        return count
    }

    @Test("the state of a series fits into 16 KiB at one-minute steps")
    func stateSize() {
        var core = AdaptiveCore(step: 60, falseActions: 2_592_000, direction: .both)
        for point in Self.office(9) {
            _ = core.judge(Float(point.value / 100), size: Float(point.value / 100), zero: 0, at: point.time)
        }
        let around = MemoryLayout<AdaptiveDetector>.size - MemoryLayout<AdaptiveCore>.size
        #expect(core.stateBytes + around <= 16_384)
    }

    @Test("a single spike is noticed, and is no alert")
    func spike() {
        let history = Self.calm(9)
        let found = Self.judged(history + Self.after(history, [160] + Self.noise(30, level: 100))).suffix(31)
        #expect(found.first?.isNotice == true)
        #expect(!found.contains { $0.isAlert })
    }

    @Test("a shift that stands is an alert within minutes, as long as it lasts, and its end is said")
    func shift() throws {
        let history = Self.calm(9)
        let values = Self.noise(40, level: 120) + Self.noise(20, level: 100)
        let found = Array(Self.judged(history + Self.after(history, values)).suffix(60))
        let first = try #require(found.firstIndex { $0.isAlert })
        #expect(first <= 3)
        #expect(found[first..<40].allSatisfy { $0.isAlert })
        #expect(found[40...].contains { $0.hasRecovered })
        #expect(!found[41...].contains { $0.isAlert })
    }

    @Test("an alert is rarer than the false actions that were asked for")
    func confidence() {
        let history = Self.calm(9)
        let found = Self.judged(history + Self.after(history, Self.noise(20, level: 120))).suffix(20)
        #expect(found.filter(\.isAlert).allSatisfy { $0.confidence >= 1 - 1.001 / 43_200 && $0.score >= 1 })
        #expect(found.contains { $0.isAlert })
    }

    @Test("a slow ramp is found before it ends")
    func ramp() {
        let history = Self.calm(9)
        let values = zip(0..., Self.noise(60, level: 100)).map { $1 + Double($0) / 60 * 20 }
        #expect(Self.judged(history + Self.after(history, values)).suffix(60).contains { $0.isAlert })
    }

    @Test("a step is one alert, and is learnt after two hours without a storm")
    func step() {
        let history = Self.calm(9)
        let found = Self.judged(history + Self.after(history, Self.noise(1_440, level: 130))).suffix(1_440)
        #expect(Self.episodes(found) == 1)
        #expect(!found.suffix(1_300).contains { $0.isAlert })
        #expect(found.last.map { ($0.expected - 130).magnitude < 2 } == true)
    }

    @Test("trouble is not learnt as normal: the tenth of its kind is found like the first")
    func troubleIsNotLearnt() {
        let history = Self.calm(9)
        let values = (0..<10).flatMap { day in
            Self.noise(700 + 37 * day, level: 100, seed: UInt64(day))
                + Self.noise(20, level: 125, seed: UInt64(50 + day))
                + Self.noise(700, level: 100, seed: UInt64(90 + day))
        }
        let found = Self.judged(history + Self.after(history, values)).suffix(values.count)
        #expect((10...11).contains(Self.episodes(found)))
    }

    @Test("the same jump every working day is no news, and the weekend is none, once two weeks are known")
    func season() {
        let found = Self.judged(Self.office(21))
        #expect(Self.episodes(found[(14 * 1_440)...]) == 0)
    }

    @Test("a weekday's level at night is news")
    func wrongTime() {
        let history = Self.office(15)
        let night = history.filter { ($0.time / 3_600).truncatingRemainder(dividingBy: 24) < 3 }
        let end = night.last?.time ?? 0
        let points = history.filter { $0.time <= end }
        #expect(Self.judged(points + Self.after(points, Self.noise(10, level: 200))).suffix(10).contains { $0.isAlert })
    }

    @Test("a first deploy is no alert on the second day, a shift of ten spreads is")
    func firstWeek() {
        let history = Self.calm(1.02)
        let deployed = Self.judged(history + Self.after(history, Self.noise(200, level: 109))).suffix(200)
        #expect(Self.episodes(deployed) == 0)
        let troubled = Self.judged(history + Self.after(history, Self.noise(20, level: 124))).suffix(20)
        #expect(Self.episodes(troubled) == 1)
    }

    @Test("how much of the week is known is data, and no more than that is said")
    func learning() {
        let found = Self.judged(Self.calm(8))
        #expect((found[3 * 1_440].learning.known - 3 * 86_400).magnitude < 120)
        #expect(found[3 * 1_440].learning.wanted == 604_800)
        #expect(!found[3 * 1_440].learning.isComplete && found.last?.learning.isComplete == true)
    }

    @Test("a few errors an hour are no alert, twenty in five minutes are", arguments: [UInt64(1), 2, 3])
    func sparse(seed: UInt64) {
        var generator = SplitMix(seed: seed)
        let history = (0..<(9 * 1_440)).map {
            Sample(time: 1.6e9 + Double($0) * 60, value: generator.uniform() < 0.05 ? 1 : 0)
        }
        let found = Self.judged(history + Self.after(history, [3, 4, 4, 5, 4]))
        #expect(Self.episodes(found.dropLast(5)) == 0)
        #expect(found.suffix(5).contains { $0.isAlert })
    }

    @Test("one false action a year is asked for with a wider band than one a day")
    func falseActions() throws {
        func upper(_ period: Double) throws -> Double {
            let found = Self.judged(Self.calm(9), DetectorConfiguration(step: 60, falseActions: period))
            return try #require(found.last).alertBand.upper
        }
        #expect(try upper(86_400) < upper(2_592_000))
        #expect(try upper(2_592_000) < upper(31_536_000))
    }

    @Test("a step is learnt from irregular points, and gaps keep the time of day")
    func irregular() {
        var generator = SplitMix(seed: 2)
        let points = Self.office(21).filter { _ in generator.uniform() > 0.3 }
        #expect(Self.episodes(Self.judged(points, DetectorConfiguration()).suffix(7 * 1_000)) <= 1)
    }

    @Test("the words name the value, the band that was passed and how long it has stood")
    func words() throws {
        let history = Self.calm(9)
        let found = Self.judged(history + Self.after(history, Self.noise(5, level: 140)))
        let alert = try #require(found.last)
        #expect(alert.isAlert)
        #expect(alert.explanation.contains(NumberText.plain(alert.alertBand.upper)))
        #expect(alert.explanation.contains("points"))
    }
}
