/// Mean and standard deviation of the last points, each step in constant time.
///
/// Welford's update for adding and removing (Welford 1962; West 1979). Rounding errors cannot pile up: the sums are
/// computed anew once each time around the ring, and at once when a value leaves that was so large that it hid the others.
struct RollingMoments: Sendable {
    private var ring: [Double] = []
    private var next = 0
    private let capacity: Int
    private(set) var mean = 0.0
    private var squares = 0.0

    init(capacity: Int) {
        self.capacity = capacity
    }

    var count: Int { ring.count }

    /// The sample standard deviation (n - 1).
    var standardDeviation: Double {
        ring.count > 1 ? (max(0, squares) / Double(ring.count - 1)).squareRoot() : 0
    }

    @inline(__always)
    mutating func add(_ value: Double) {
        guard ring.count == capacity else {
            ring.append(value)
            let delta = value - mean
            mean += delta / Double(ring.count)
            squares += delta * (value - mean)
            return
        }
        replaceOldest(by: value)
    }

    @inline(__always)
    private mutating func replaceOldest(by value: Double) {
        let old = ring[next]
        ring[next] = value
        next += 1
        let before = squares
        let oldMean = mean
        mean += (value - old) / Double(capacity)
        squares += (value - old) * (value - mean + old - oldMean)
        if next == capacity {
            next = 0
            recompute()
        } else if squares < before * 1e-6 {
            recompute()
        }
    }

    private mutating func recompute() {
        mean = ring.reduce(0, +) / Double(ring.count)
        squares = ring.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    }
}
