import TimeSeries

/// The same time of day and of the week on earlier days.
///
/// A daily profile of at most 288 slots learns the level of each time of day, a weekly profile of 168 hours what remains;
/// both forget exponentially. The spread is that of the residuals. The score is the residual in spreads, the threshold 4
/// at sensitivity 1.
struct SeasonalDetector: Detector {
    private var frame: DetectorFrame
    private var profile: SeasonalProfile
    private var residuals: RollingMoments

    init(_ configuration: DetectorConfiguration) {
        frame = DetectorFrame(configuration, threshold: 4)
        profile = SeasonalProfile()
        residuals = RollingMoments(capacity: frame.window)
    }

    mutating func judge(_ point: Sample) -> Judgement {
        switch frame.arrive(point) {
        case .unusable(let reason): return frame.unjudged(reason, point)
        case .restart(let size):
            residuals = RollingMoments(capacity: size)
            profile = SeasonalProfile()
        case .usable: break
        }
        let expected = profile.expected(at: point.time)
        let judgement = frame.judge(
            point.value, expected: expected, spread: residuals.standardDeviation, count: residuals.count,
            method: .seasonal)
        residuals.add(point.value - expected)
        profile.learn(point)
        return judgement
    }
}

/// Levels by time of day and by hour of the week, in 4 KiB.
struct SeasonalProfile: Sendable {
    private var daily = [Double](repeating: .nan, count: 288)
    private var weekly = [Double](repeating: 0, count: 168)
    private var level = Double.nan

    func expected(at time: Double) -> Double {
        let day = daily[Self.daySlot(time)]
        return day.isNaN ? (level.isNaN ? 0 : level) : day + weekly[Self.weekSlot(time)]
    }

    mutating func learn(_ point: Sample) {
        let slot = Self.daySlot(point.time)
        level = level.isNaN ? point.value : level + (point.value - level) / 48
        if daily[slot].isNaN {
            daily[slot] = point.value
            return
        }
        let hour = Self.weekSlot(point.time)
        let residual = point.value - daily[slot] - weekly[hour]
        daily[slot] += 0.25 * residual
        weekly[hour] += 0.05 * residual
    }

    private static func daySlot(_ time: Double) -> Int {
        slot(time, period: 86_400, count: 288)
    }

    private static func weekSlot(_ time: Double) -> Int {
        slot(time, period: 604_800, count: 168)
    }

    private static func slot(_ time: Double, period: Double, count: Int) -> Int {
        let phase = time / period
        return min(count - 1, max(0, Int((phase - phase.rounded(.down)) * Double(count))))
    }
}
