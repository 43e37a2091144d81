import Testing
import TimeSeries

@testable import Detection

@Suite struct DriftForecastTests {
    private static let fourHours = 14_400.0

    /// Five-minute points.
    private func forecast(_ values: [Double], limit: Double) throws -> CapacityForecast {
        var trend = CapacityTrend(limit: limit)
        for (index, value) in values.enumerated() { trend.observe(Sample(time: Double(index) * 300, value: value)) }
        return try #require(trend.forecast())
    }

    /// A wave of 24 hours between 20 and 80.
    private func day(_ index: Int) -> Double {
        // Bhaskara's approximation (7th century): a test needs no libm for half a wave.
        let phase = Double(index % 288) / 288
        let half = phase < 0.5 ? phase * 2 : phase * 2 - 1
        let sine = 16 * half * (1 - half) / (5 - 4 * half * (1 - half))
        return 50 + 30 * (phase < 0.5 ? sine : -sine)
    }

    @Test("the morning of a usual day is not sure to go on")
    func season() throws {
        var generator = SplitMix(seed: 3)
        for start in stride(from: 180, to: 288, by: 6) {
            let values = (start..<(start + 73)).map { day($0) + 0.3 * generator.normal() }
            let forecast = try forecast(values, limit: 85)
            #expect(forecast.level < 85)
            #expect(forecast.certainty(within: Self.fourHours) < 0.99, "starts at \(start)")
        }
    }

    @Test("a random walk is seldom sure to arrive")
    func walk() throws {
        var generator = SplitMix(seed: 8)
        var sure = 0
        for _ in 0..<300 {
            var value = 0.0
            let values = (0..<73).map { _ in
                value += generator.normal()
                return value
            }
            let limit = (values.max() ?? 0) + 2
            if try forecast(values, limit: limit).certainty(within: Self.fourHours) >= 0.99 { sure += 1 }
        }
        #expect(sure <= 3)
    }

    @Test("a leak is found with 99.9 % before it arrives")
    func leak() throws {
        var generator = SplitMix(seed: 4)
        for perWindow in [20.0, 50, 100] {
            // One hour before it is full.
            let values = (0..<73).map { 100 - perWindow * Double(72 - $0 + 12) / 72 + 0.3 * generator.normal() }
            let certainty = try forecast(values, limit: 100).certainty(within: Self.fourHours)
            #expect(certainty >= 0.999, "\(perWindow) % of the way in a window")
        }
    }

    @Test("what is further ahead than a third of the history is 80 % sure at most")
    func far() throws {
        let values = (0..<73).map { 76 + Double($0 - 72) / 2 }
        let certainty = try forecast(values, limit: 95).certainty(within: Self.fourHours)
        #expect(certainty == 0.8)
        #expect(try forecast(values, limit: 84).certainty(within: Self.fourHours) > 0.9999)
        #expect(try forecast(values, limit: 300).certainty(within: Self.fourHours) == 0)
    }

    @Test("what fills up ever more slowly is not at a limit that only its line has passed")
    func saturating() throws {
        let values = (0..<73).map { 100 * (1 - 1 / (1 + Double($0) / 6)) }
        let forecast = try forecast(values, limit: 95)
        #expect(forecast.level < 95)
        #expect(forecast.certainty(within: Self.fourHours) < 0.9)
    }

    @Test("what has just been rotated away does not count, and neither does a spike")
    func newest() throws {
        let rising = (0..<73).map { 20 + Double($0) }
        #expect(try forecast(rising, limit: 95).certainty(within: Self.fourHours) > 0.999)
        #expect(try forecast(rising.dropLast(2) + [20, 21], limit: 95).certainty(within: Self.fourHours) < 0.5)
        let spike = [Double](repeating: 50, count: 72) + [120]
        #expect(try forecast(spike, limit: 95).level < 95)
    }

    @Test("what falls to its limit is as sure as what rises to it")
    func falling() throws {
        var generator = SplitMix(seed: 6)
        let values = (0..<73).map { 90 - Double($0) + 0.5 * generator.normal() }
        let down = try forecast(values, limit: 10)
        let up = try forecast(values.map { -$0 }, limit: -10)
        #expect(down.certainty(within: Self.fourHours) > 0.999 && up.certainty(within: Self.fourHours) > 0.999)
    }
}
