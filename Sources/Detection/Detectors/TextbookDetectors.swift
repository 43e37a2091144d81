import TimeSeries

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

    mutating func judge(_ point: Sample) -> Judgement {
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

/// Tukey's fence on rolling quartiles (Tukey 1977): the score is the distance beyond the nearer quartile in interquartile
/// ranges, the threshold 1.5 at sensitivity 1.
struct InterquartileRangeDetector: Detector {
    private var frame: DetectorFrame
    private var window: SortedWindow

    init(_ configuration: DetectorConfiguration) {
        frame = DetectorFrame(configuration, threshold: 1.5)
        window = SortedWindow(capacity: frame.window)
    }

    mutating func judge(_ point: Sample) -> Judgement {
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

/// Rolling median and median absolute deviation (Leys et al. 2013): the score is |x - median| / (1.4826·MAD), the
/// threshold 3.5 at sensitivity 1 (Iglewicz and Hoaglin 1993). Half of the window may be broken without moving it.
struct MedianAbsoluteDeviationDetector: Detector {
    private var frame: DetectorFrame
    private var window: SortedWindow

    init(_ configuration: DetectorConfiguration) {
        frame = DetectorFrame(configuration, threshold: 3.5)
        window = SortedWindow(capacity: frame.window)
    }

    mutating func judge(_ point: Sample) -> Judgement {
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
