#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The first week, when much is new that is no trouble: bands are as wide as what was seen so far asks for.
///
/// On the first day, and on the first weekend, that is the range of all values, widened: the time of day, and the kind of
/// day, are new. On other days of the first week it is a multiple of the largest deviation that stood for two points.
struct FirstWeek: Sendable {
    private var highest: Float = -.infinity
    private var lowest: Float = .infinity
    private var largest: (above: Float, below: Float) = (0, 0)
    /// When the present way to look at the time was chosen, in days since the first point.
    private var chosen = 0.0
    static let days = 7.0
    private static let chosenDays = 0.25
    /// How much wider than what was seen, after one day; chosen so that a first deploy of five spreads is no alert and a
    /// shift of ten is (Benchmarks/README.md, "The first week").
    private static let margin = 1.0
    private static let rangeMargin = 2.0

    /// Two neighbouring values: a single spike does not widen the range.
    mutating func see(_ value: Float, after previous: Float) {
        highest = max(highest, min(value, previous))
        lowest = min(lowest, max(value, previous))
    }

    /// How far two neighbouring points lay from their baseline.
    mutating func see(above: Float, below: Float) {
        largest = (max(largest.above, above), max(largest.below, below))
    }

    /// Another season was chosen: what the former one left unexplained says nothing.
    mutating func restart(at days: Double) { (largest, chosen) = ((0, 0), days) }

    /// How far the band has to reach from the expected value.
    func reach(about expected: Float, days: Double, secondOfWeek: Double) -> (above: Float, below: Float) {
        guard days < Self.days, lowest <= highest else { return (0, 0) }
        if days < 1 || days - chosen < Self.chosenDays || Self.isWeekend(secondOfWeek) {
            let margin = Float(Self.rangeMargin / pow(max(days, 0.1), 1.5)) * (highest - lowest)
            return (highest + margin - expected, expected - lowest + margin)
        }
        let factor = 1 + Float(Self.margin / pow(days, 1.5))
        return (factor * largest.above, factor * largest.below)
    }

    /// From Saturday 00:00 to Monday 12:00.
    private static func isWeekend(_ secondOfWeek: Double) -> Bool {
        secondOfWeek >= 5 * 86_400 || secondOfWeek < 43_200
    }
}
