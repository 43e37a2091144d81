/// The last points, kept in order of size as well: quantiles at once, an update by one move within the array.
struct SortedWindow: Sendable {
    private var ring: [Double] = []
    private(set) var sorted: [Double] = []
    private var next = 0
    private var nearerBelow = 0
    let capacity: Int

    init(capacity: Int) {
        self.capacity = capacity
        ring.reserveCapacity(capacity)
        sorted.reserveCapacity(capacity)
    }

    var count: Int { sorted.count }

    /// The quantile by linear interpolation (Hyndman and Fan's type 7), of at least one point.
    @inline(__always)
    func quantile(_ fraction: Double) -> Double {
        let position = fraction * Double(sorted.count - 1)
        let index = Int(position)
        guard index + 1 < sorted.count else { return sorted[index] }
        let rest = position - Double(index)
        return sorted[index] * (1 - rest) + sorted[index + 1] * rest
    }

    mutating func add(_ value: Double) {
        guard ring.count == capacity else {
            ring.append(value)
            sorted.insert(value, at: position(of: value))
            return
        }
        let old = ring[next]
        ring[next] = value
        next = next + 1 == capacity ? 0 : next + 1
        replace(old, by: value)
    }

    mutating func removeAll() {
        ring.removeAll(keepingCapacity: true)
        sorted.removeAll(keepingCapacity: true)
        next = 0
    }

    /// The median of the distances to the median.
    ///
    /// Two runs ordered by distance start at the median, one on either side. How many of the nearer half lie below it hardly
    /// changes from point to point, so the search starts at the last answer.
    mutating func medianDistance(toMedian centre: Double) -> Double {
        let rank = (sorted.count - 1) / 2
        let split = sorted.count / 2
        let hint = nearerBelow
        let (below, distance) = sorted.withUnsafeBufferPointer { buffer in
            let below = Self.takenBelow(buffer, rank: rank, split: split, centre: centre, hint: hint)
            return (below, Self.distance(buffer, rank: rank, split: split, below: below, centre: centre))
        }
        nearerBelow = below
        return distance
    }

    /// How many of the `rank + 1` values nearest to the centre lie below it.
    @inline(__always)
    private static func takenBelow(
        _ buffer: UnsafeBufferPointer<Double>, rank: Int, split: Int, centre: Double, hint: Int
    ) -> Int {
        let low = max(0, rank + 1 - (buffer.count - split))
        let high = min(rank + 1, split)
        var taken = min(max(hint, low), high)
        while taken < high, centre - buffer[split - 1 - taken] < buffer[split + rank - taken] - centre { taken += 1 }
        while taken > low, centre - buffer[split - taken] >= buffer[split + rank + 1 - taken] - centre { taken -= 1 }
        return taken
    }

    @inline(__always)
    private static func distance(
        _ buffer: UnsafeBufferPointer<Double>, rank: Int, split: Int, below: Int, centre: Double
    ) -> Double {
        let above = rank - below
        let left = below > 0 ? centre - buffer[split - below] : -.infinity
        let right = above >= 0 ? buffer[split + above] - centre : -.infinity
        let distance = max(left, right)
        guard buffer.count % 2 == 0 else { return distance }
        let nextLeft = below < split ? centre - buffer[split - 1 - below] : .infinity
        let nextRight = split + above + 1 < buffer.count ? buffer[split + above + 1] - centre : .infinity
        return (distance + min(nextLeft, nextRight)) / 2
    }

    @inline(__always)
    private func position(of value: Double) -> Int {
        sorted.withUnsafeBufferPointer { $0.count(below: value) }
    }

    /// Moves what lies between the place of `old` and the new one by one place.
    ///
    /// Both places lie within the buffer: `old` is in it, so fewer than all are smaller than it, and `to` was lowered by one
    /// where the value goes behind the gap that `old` leaves.
    @inline(__always)
    private mutating func replace(_ old: Double, by value: Double) {
        sorted.withUnsafeMutableBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return }
            let from = UnsafeBufferPointer(buffer).count(below: old)
            var to = UnsafeBufferPointer(buffer).count(below: value)
            let isUp = to > from ? 1 : 0
            to -= isUp
            let low = min(from, to)
            (start + low + 1 - isUp).update(from: start + low + isUp, count: max(from, to) - low)
            buffer[to] = value
        }
    }
}

extension UnsafeBufferPointer<Double> {
    /// How many values of the sorted buffer are smaller than `value`: the first place whose value is not.
    ///
    /// Halved without branches, whose outcome could not be predicted, until at most 32 are left. These are counted, which
    /// is faster than five more halvings: they wait for one another, additions of a row do not.
    @inline(__always)
    fileprivate func count(below value: Double) -> Int {
        var base = 0
        var length = count
        while length > 32 {
            let half = length &>> 1
            base &+= half & Self.mask(self[base &+ half &- 1] < value)
            length &-= half
        }
        var smaller = SIMD4<Int64>.zero
        var index = base
        let end = base &+ length
        while index &+ 4 <= end {
            let four = SIMD4(self[index], self[index &+ 1], self[index &+ 2], self[index &+ 3])
            smaller = smaller.replacing(with: smaller &+ 1, where: four .< value)
            index &+= 4
        }
        var below = Int(smaller.wrappedSum())
        while index < end {
            below &-= Self.mask(self[index] < value)
            index &+= 1
        }
        return base &+ below
    }

    /// All bits set or none.
    @inline(__always)
    private static func mask(_ condition: Bool) -> Int { condition ? -1 : 0 }
}
