/// Tukey's fence on rolling quartiles (Tukey 1977): the score is the distance beyond the nearer quartile in interquartile
/// ranges, the threshold 1.5 at sensitivity 1.
struct InterquartileRangeDetector: Detector {
    private var frame: DetectorFrame
    private var window: SortedWindow

    init(_ configuration: DetectorConfiguration) {
        frame = DetectorFrame(configuration, threshold: 1.5)
        window = SortedWindow(capacity: frame.window)
    }

    mutating func judge(_ point: Point) -> Judgement {
        switch frame.arrive(point) {
        case .unusable(let reason): return frame.unjudged(reason, point)
        case .restart(let size): window = SortedWindow(capacity: size)
        case .usable: break
        }
        let judgement = verdict(on: point.value)
        window.add(point.value)
        return judgement
    }

    private mutating func verdict(on value: Double) -> Judgement {
        guard window.count > 0 else {
            return frame.judge(value, expected: 0, spread: 0, count: 0, method: .interquartileRange)
        }
        let (low, median, high) = (window.quantile(0.25), window.quantile(0.5), window.quantile(0.75))
        return frame.judge(
            value, expected: median, innerLower: low, innerUpper: high, spread: (high - low), toDeviation: 1 / 1.349,
            count: window.count, method: .interquartileRange)
    }
}
