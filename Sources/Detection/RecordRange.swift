/// By how much a value leaves the range of the last `length` points, in widths of that range. The range is kept in
/// 16 stretches, so "the last" is exact to a sixteenth.
struct RecordRange: Sendable {
    private static let stretches = 17
    private(set) var highs = [Double](repeating: -.infinity, count: stretches)
    private var lows = [Double](repeating: .infinity, count: stretches)
    private var high = -Double.infinity
    private var low = Double.infinity
    private let stretch: Int
    private var seen = 0
    private var slot = 0

    init(length: Int) {
        stretch = max(1, length / (Self.stretches - 1))
    }

    @inline(__always)
    mutating func judge(_ value: Double) -> Double {
        let width = high - low
        let floor = 1e-9 * high.magnitude + 1e-150
        let excess = seen == 0 ? 0 : max(value - high, low - value, 0) / max(width, floor)
        add(value)
        return excess
    }

    @inline(__always)
    private mutating func add(_ value: Double) {
        if seen % stretch == 0 { turn() }
        seen += 1
        if value > highs[slot] { highs[slot] = value }
        if value < lows[slot] { lows[slot] = value }
        if value > high { high = value }
        if value < low { low = value }
    }

    /// Opens the next stretch in the place of the oldest, and takes the range anew.
    private mutating func turn() {
        slot = (seen / stretch) % Self.stretches
        highs[slot] = -.infinity
        lows[slot] = .infinity
        high = highs.reduce(-.infinity, max)
        low = lows.reduce(.infinity, min)
    }
}
