/// What `Adaptive` says of a point: how rare so large a deviation is.
///
/// Confidence is 1 - 1/E, with E the return period of the deviation in evaluations on the series' own past, divided by the
/// number of scales and sides that were looked at (Boole's inequality). It is counted, not proven: see the table of
/// Benchmarks/README.md. E is no e-process, so Ville's inequality does not cover it.
struct AdaptiveEvidence: Sendable {
    var value: Double
    var period: Float
    /// Points that were looked at together.
    var length: Int
    var season: SeasonKind
    var counts: Bool

    var confidence: Double { counts ? 1 - 1 / max(1, Double(period)) : 0 }
}

/// The ways to look at the time: not at all, the minute of the hour, the time of day (and of the week once it is known).
enum SeasonKind: Int, Sendable, CaseIterable {
    case none, hour, day
}
