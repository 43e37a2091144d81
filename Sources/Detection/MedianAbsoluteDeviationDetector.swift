/// Rolling median and median absolute deviation (Leys et al. 2013): the score is |x - median| / (1.4826·MAD), the
/// threshold 3.5 at sensitivity 1 (Iglewicz and Hoaglin 1993). Half of the window may be broken without moving it.
struct MedianAbsoluteDeviationDetector: Detector {
    private var frame: DetectorFrame
    private var window: SortedWindow

    init(_ configuration: DetectorConfiguration) {
        frame = DetectorFrame(configuration, threshold: 3.5)
        window = SortedWindow(capacity: frame.window)
    }

    mutating func judge(_ point: Point) -> Judgement {
        switch frame.arrive(point) {
        case .unusable(let reason): return frame.unjudged(reason, point)
        case .restart(let size): window = SortedWindow(capacity: size)
        case .usable: break
        }
        let median = window.count > 0 ? window.quantile(0.5) : 0
        let spread = window.count > 0 ? 1.482602218505602 * window.medianDistance(toMedian: median) : 0
        let judgement = frame.judge(
            point.value, expected: median, spread: spread, count: window.count, method: .medianAbsoluteDeviation)
        window.add(point.value)
        return judgement
    }
}
