public import TimeSeries

/// Streaming, bounded, a value: the whole state is in the struct.
///
/// Points come in the order of time, at about a fixed step. A missing point is simply missing; after a gap longer than the
/// baseline the detector starts anew. A point that is not newer than the one before, or is not a finite number, is neither
/// judged nor learnt. Counters must be turned into rates first (`rate()` in Prometheus).
public protocol Detector: Sendable {
    /// Judges a point by the past alone, then learns it.
    mutating func judge(_ point: Sample) -> Judgement
}

extension Detector {
    /// Learns `history`, then judges `newest`: for a window just fetched.
    public mutating func judge(_ newest: Sample, after history: some Sequence<Sample>) -> Judgement {
        for point in history { _ = judge(point) }
        return judge(newest)
    }
}

extension Sample {
    /// Whether a detector may learn from this point. Values beyond 1e100 are broken exporters, not measurements, and
    /// their squares would not fit a `Double`; times beyond 1e12 are none, and their slots could not be counted.
    public var isUsable: Bool { time.magnitude < 1e12 && value.magnitude < 1e100 }
}
