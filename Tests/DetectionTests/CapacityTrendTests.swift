import Testing
import TimeSeries

@testable import Detection

@Suite struct CapacityTrendTests {
    private func trend(limit: Double, count: Int, noise: Double, slope: Double, outliers: Bool = false) -> CapacityTrend
    {
        var generator = SplitMix(seed: 11)
        var trend = CapacityTrend(limit: limit)
        for index in 0..<count {
            let time = Double(index) * 60
            let spike = outliers && index % 9 == 0 ? 500.0 : 0
            trend.observe(Sample(time: time, value: 10 + slope * time + noise * generator.normal() + spike))
        }
        return trend
    }

    @Test("a disk that fills says when, with an interval around the truth")
    func filling() throws {
        let forecast = try #require(trend(limit: 1_000, count: 200, noise: 2, slope: 0.01).forecast())
        let truth = (1_000 - 10 - 0.01 * 199 * 60) / 0.01
        let (earliest, latest) = (try #require(forecast.earliest), try #require(forecast.latest))
        #expect(earliest < truth && truth < latest)
        #expect((latest - earliest) / truth < 0.05)
        #expect(forecast.explanation().hasPrefix("full in 1 d 0 h") || forecast.explanation().hasPrefix("full in 1 d"))
    }

    @Test("a ninth of the points being wrong moves the answer little")
    func outliers() throws {
        let forecast = try #require(trend(limit: 1_000, count: 100, noise: 2, slope: 0.01, outliers: true).forecast())
        #expect((forecast.slope - 0.01).magnitude < 0.002)
    }

    @Test("a level quantity is not heading for the limit for certain")
    func level() throws {
        let forecast = try #require(trend(limit: 1_000, count: 200, noise: 2, slope: 0).forecast())
        #expect(forecast.latest == nil)
    }

    @Test("too few points give no forecast, and constant points never get there")
    func few() throws {
        #expect(trend(limit: 10, count: 7, noise: 0, slope: 1).forecast() == nil)
        #expect(try #require(trend(limit: 100, count: 50, noise: 0, slope: 0).forecast()).secondsToLimit == nil)
    }

    @Test("many points stay bounded and right")
    func bounded() throws {
        let forecast = try #require(trend(limit: 1e6, count: 50_000, noise: 1, slope: 0.01).forecast())
        #expect((forecast.slope - 0.01).magnitude < 1e-4)
    }
}
