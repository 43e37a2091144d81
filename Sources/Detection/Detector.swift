/// Streaming, bounded, a value: the whole state is in the struct.
///
/// Points come in the order of time, at about a fixed step. A missing point is simply missing; after a gap longer than the
/// baseline the detector starts anew. A point that is not newer than the one before, or is not a finite number, is neither
/// judged nor learnt. Counters must be turned into rates first (`rate()` in Prometheus).
public protocol Detector: Sendable {
    /// Judges a point by the past alone, then learns it.
    mutating func judge(_ point: Point) -> Judgement
}

extension Detector {
    /// Learns `history`, then judges `newest`: for a window just fetched.
    public mutating func judge(_ newest: Point, after history: some Sequence<Point>) -> Judgement {
        for point in history { _ = judge(point) }
        return judge(newest)
    }
}

/// A new detector, with nothing learnt.
public func makeDetector(_ configuration: DetectorConfiguration) -> any Detector {
    switch configuration.kind {
    case .adaptive: AdaptiveDetector(configuration)
    case .zScore: ZScoreDetector(configuration)
    case .interquartileRange: InterquartileRangeDetector(configuration)
    case .medianAbsoluteDeviation: MedianAbsoluteDeviationDetector(configuration)
    case .seasonal: SeasonalDetector(configuration)
    }
}
