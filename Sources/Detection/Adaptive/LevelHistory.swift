/// The baselines after each of the last 41 points.
struct LevelHistory: Sendable {
    private static let lanes = Residuals.levelCount
    private(set) var ring = [Float](repeating: 0, count: RecentValues.capacity * lanes)
    private var newest = 0

    mutating func fill(_ levels: PerLevel) {
        for place in 0..<RecentValues.capacity { write(levels, at: place) }
    }

    /// Makes room for the next point.
    @inline(__always)
    mutating func advance() { newest = newest + 1 == RecentValues.capacity ? 0 : newest + 1 }

    @inline(__always)
    mutating func setNewest(_ levels: PerLevel) { write(levels, at: newest) }

    /// As they were before the newest `points`.
    @inline(__always)
    subscript(before points: Int) -> PerLevel {
        let place = newest - points
        let start = (place < 0 ? place + RecentValues.capacity : place) * Self.lanes
        return ring.withUnsafeBufferPointer { ring in
            let slowest = ring[start + 5]
            return PerLevel(
                ring[start], ring[start + 1], ring[start + 2], ring[start + 3], ring[start + 4], slowest, slowest,
                slowest)
        }
    }

    mutating func shift(by difference: Float) {
        for index in ring.indices { ring[index] += difference }
    }

    @inline(__always)
    private mutating func write(_ levels: PerLevel, at place: Int) {
        ring.withUnsafeMutableBufferPointer { ring in
            for lane in 0..<Self.lanes { ring[place * Self.lanes + lane] = levels[lane] }
        }
    }
}
