/// The last points, kept in order of size as well: quantiles at once, an update by one move within the array.
struct SortedWindow: Sendable {
    private var ring: [Double] = []
    private(set) var sorted: [Double] = []
    private var next = 0
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

    /// The median of the distances to `centre`: two runs ordered by distance start at the centre, so the middle one of
    /// them together is found by bisection.
    func medianDistance(to centre: Double) -> Double {
        let split = position(of: centre)
        let half = (sorted.count - 1) / 2
        let lower = distance(rank: half, split: split, centre: centre)
        guard sorted.count % 2 == 0 else { return lower }
        return (lower + distance(rank: half + 1, split: split, centre: centre)) / 2
    }

    /// The distance of the given rank (0 is the smallest) among `split` values below the centre and the rest above.
    private func distance(rank: Int, split: Int, centre: Double) -> Double {
        let above = sorted.count - split
        var low = max(0, rank + 1 - above)
        var high = min(rank + 1, split)
        while low < high {
            let taken = (low + high) / 2
            let below = centre - sorted[split - 1 - taken]
            let other = sorted[split + rank - taken] - centre
            if below < other { low = taken + 1 } else { high = taken }
        }
        let fromBelow = low > 0 ? centre - sorted[split - low] : -.infinity
        let fromAbove = rank - low >= 0 ? sorted[split + rank - low] - centre : -.infinity
        return max(fromBelow, fromAbove)
    }

    @inline(__always)
    private func position(of value: Double) -> Int {
        sorted.withUnsafeBufferPointer { buffer in
            var start = 0
            var end = buffer.count
            while start < end {
                let middle = (start + end) / 2
                if buffer[middle] < value { start = middle + 1 } else { end = middle }
            }
            return start
        }
    }

    private mutating func replace(_ old: Double, by value: Double) {
        let from = position(of: old)
        var to = position(of: value)
        if to > from { to -= 1 }
        sorted.withUnsafeMutableBufferPointer { buffer in
            var index = from
            while index < to {
                buffer[index] = buffer[index + 1]
                index += 1
            }
            while index > to {
                buffer[index] = buffer[index - 1]
                index -= 1
            }
            buffer[to] = value
        }
    }
}
