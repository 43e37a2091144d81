/// Rolling mean and standard deviation: the score is |z|, the threshold 3 at sensitivity 1.
///
/// Known weakness: the deviations of real metrics are not normal, and a threshold of 3 alerts far too often (see the
/// documentation's table). It is here because people ask for it by name.
struct ZScoreDetector: Detector {
    private var frame: DetectorFrame
    private var moments: RollingMoments

    init(_ configuration: DetectorConfiguration) {
        frame = DetectorFrame(configuration, threshold: 3)
        moments = RollingMoments(capacity: frame.window)
    }

    mutating func judge(_ point: Point) -> Judgement {
        switch frame.arrive(point) {
        case .unusable(let reason): return frame.unjudged(reason, point)
        case .restart(let window): moments = RollingMoments(capacity: window)
        case .usable: break
        }
        let judgement = frame.judge(
            point.value, expected: moments.mean, spread: moments.standardDeviation, count: moments.count,
            method: .zScore)
        moments.add(point.value)
        return judgement
    }
}
