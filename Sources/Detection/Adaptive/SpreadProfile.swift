/// How restless each time of day is, as a factor of the spread at any time.
struct SpreadProfile: Sendable {
    private(set) var factors = [Float](repeating: 0, count: SeasonClock.envelopeSlots)
    private(set) var counts = [UInt8](repeating: 0, count: SeasonClock.envelopeSlots)

    /// So many points at a time of day before it counts, and from so many on the older ones fade.
    private static let needed: UInt8 = 30
    private static let remembered: UInt8 = 100

    /// The geometric mean of the present spread and that of the time of day, at least .3 of the long-run one.
    @inline(__always)
    func spread(_ present: Float, longRun: Float, at slot: Int) -> Float {
        guard counts[slot] >= Self.needed, longRun > 0 else { return present }
        let usual = factors[slot] * longRun + .leastNormalMagnitude
        return max((usual * present).squareRoot(), 0.3 * longRun)
    }

    @inline(__always)
    mutating func learn(_ deviation: Float, longRun: Float, at slot: Int) {
        guard longRun > 0 else { return }
        if counts[slot] < Self.remembered { counts[slot] += 1 }
        factors[slot] += (deviation / longRun - factors[slot]) / Float(counts[slot])
    }

    mutating func forget() {
        for index in counts.indices { counts[index] = 0 }
    }
}
