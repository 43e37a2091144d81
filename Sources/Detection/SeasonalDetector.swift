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

    mutating func judge(_ point: Point) -> Judgement {
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
