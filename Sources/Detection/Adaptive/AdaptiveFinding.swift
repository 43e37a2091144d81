/// A band in the core's units.
struct CoreBand: Sendable {
    var lower: Float
    var upper: Float

    static let unknown = CoreBand(lower: .nan, upper: .nan)
    var isKnown: Bool { lower.isFinite && upper.isFinite }
    func intersection(_ other: CoreBand) -> CoreBand {
        CoreBand(lower: max(lower, other.lower), upper: min(upper, other.upper))
    }
}

/// What the core of `Adaptive` says of one point, in the core's units.
struct AdaptiveFinding: Sendable {
    var expected: Float = .nan
    var noticeBand = CoreBand.unknown
    var alertBand = CoreBand.unknown
    /// The return period of the evidence in evaluations, divided by the number of scales and sides.
    var period: Float = 1
    /// 1 at the evidence of an alert.
    var score: Float = 0
    var scale = 0
    var season = SeasonKind.none
    var isNotice = false
    var isAlert = false
    var hasRecovered = false
}
