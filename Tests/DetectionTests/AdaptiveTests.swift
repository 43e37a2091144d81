import Testing

@testable import Detection

@Suite struct AdaptiveTests {
    private func weekly(_ count: Int, step: Double = 60, seed: UInt64 = 5) -> [Point] {
        var generator = SplitMix(seed: seed)
        return (0..<count).map { index in
            let time = 1.6e9 + Double(index) * step
            let hour = (time / 3_600).truncatingRemainder(dividingBy: 24)
            let level: Double = hour > 8 && hour < 18 ? 200 : 100
            return Point(time: time, value: level + 2 * generator.normal())
        }
    }

    @Test("the state of a series fits into 16 KiB at one-minute steps")
    func stateSize() {
        var core = AdaptiveCore(step: 60)
        for point in weekly(10_500) {
            _ = core.judge(point.value, at: point.time, origin: 0)
        }
        #expect(core.stateBytes < 16_384)
        #expect(MemoryLayout<AdaptiveDetector>.size < 4_096)
    }

    @Test("the same jump every morning is no news, the same jump at night is")
    func morningJump() {
        var detector = makeDetector(DetectorConfiguration(step: 60))
        let days = weekly(8 * 1_440)
        var alertsLater = 0
        for (index, point) in days.enumerated() {
            let isAlert = detector.judge(point).isAlert
            if index >= 5 * 1_440, isAlert { alertsLater += 1 }
        }
        #expect(alertsLater <= 10)
        let last = days[days.count - 1]
        let night = last.time - (last.time.truncatingRemainder(dividingBy: 86_400)) + 86_400 + 2 * 3_600
        var time = last.time + 60
        while time < night {
            let hour = (time / 3_600).truncatingRemainder(dividingBy: 24)
            _ = detector.judge(Point(time: time, value: hour > 8 && hour < 18 ? 200 : 100))
            time += 60
        }
        let judgement = detector.judge(Point(time: time, value: 200))
        #expect(judgement.isAlert && judgement.confidence > 0.99)
    }

    @Test("an outage stays an alert while it lasts, and is accepted in the end")
    func outage() {
        var detector = makeDetector(DetectorConfiguration(step: 60))
        var points = weekly(5 * 1_440)
        let start = points[points.count - 1].time
        points += (1...300).map { Point(time: start + Double($0) * 60, value: 0) }
        let alerts = points.map { detector.judge($0).isAlert }
        #expect(alerts.suffix(300).prefix(60).allSatisfy { $0 })
        #expect(!alerts.suffix(100).contains(true))
    }

    @Test("sensitivity moves the threshold")
    func sensitivity() {
        func alerts(_ sensitivity: Double) -> Int {
            var detector = makeDetector(DetectorConfiguration(step: 60, sensitivity: sensitivity))
            return weekly(5_000, seed: 9).count { detector.judge($0).isAlert }
        }
        #expect(alerts(0.5) <= alerts(1) && alerts(1) < alerts(3))
    }

    @Test("a step is learnt from irregular points, and gaps keep the time of day")
    func irregular() {
        var detector = makeDetector(DetectorConfiguration())
        var generator = SplitMix(seed: 2)
        let points = weekly(9_000).filter { _ in generator.uniform() > 0.3 }
        let alerts = points.map { detector.judge($0).isAlert }
        let episodes = zip(alerts, alerts.dropFirst()).count { !$0 && $1 }
        #expect(episodes < 20)
    }

    @Test("the words name what is strange")
    func words() {
        var detector = makeDetector(DetectorConfiguration(step: 60))
        let history = weekly(4_000)
        let judgement = detector.judge(
            Point(time: history[history.count - 1].time + 60, value: 900), after: history)
        #expect(judgement.explanation.contains("900 is above what was expected"))
        #expect(judgement.explanation.contains("outside the range of the last days"))
    }
}
