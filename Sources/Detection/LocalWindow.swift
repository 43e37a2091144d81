/// The last 72 points: mean and variance of all of them, and of the newest 36.
struct LocalWindow: Sendable {
    static let capacity = 72
    private var ring = [Double](repeating: 0, count: capacity)
    private var next = 0
    private(set) var count = 0
    /// The two newest points, the newest first.
    private(set) var newest = (0.0, 0.0)

    struct Moments {
        var mean = 0.0
        var variance = 0.0
        var count = 0.0
    }

    @inline(__always)
    mutating func add(_ value: Double) {
        ring[next] = value
        next = next + 1 == Self.capacity ? 0 : next + 1
        count = min(count + 1, Self.capacity)
        newest = (value, newest.0)
    }

    @inline(__always)
    var all: Moments {
        moments(from: 0, to: count, and: 0, to: 0)
    }

    @inline(__always)
    var newestHalf: Moments {
        let length = min(count, Self.capacity / 2)
        let start = next - length
        return start >= 0
            ? moments(from: start, to: next, and: 0, to: 0)
            : moments(from: 0, to: next, and: start + Self.capacity, to: Self.capacity)
    }

    /// Moments about the newest point, so that a large level costs no digits.
    @inline(__always)
    private func moments(from first: Int, to end: Int, and second: Int, to last: Int) -> Moments {
        let length = Double(end - first + last - second)
        guard length > 0 else { return Moments() }
        let reference = newest.0
        var (sum, squares) = (0.0, 0.0)
        ring.withUnsafeBufferPointer { buffer in
            Self.accumulate(buffer, first, end, reference, &sum, &squares)
            Self.accumulate(buffer, second, last, reference, &sum, &squares)
        }
        let mean = sum / length
        return Moments(mean: mean + reference, variance: max(0, squares / length - mean * mean), count: length)
    }

    @inline(__always)
    private static func accumulate(
        _ buffer: UnsafeBufferPointer<Double>, _ start: Int, _ end: Int, _ reference: Double, _ sum: inout Double,
        _ squares: inout Double
    ) {
        var sums = SIMD4<Double>.zero
        var products = SIMD4<Double>.zero
        var index = start
        while index + 4 <= end {
            let deviations =
                SIMD4(buffer[index], buffer[index + 1], buffer[index + 2], buffer[index + 3]) - reference
            sums += deviations
            products += deviations * deviations
            index += 4
        }
        while index < end {
            let deviation = buffer[index] - reference
            sums[0] += deviation
            products[0] += deviation * deviation
            index += 1
        }
        sum += sums.sum()
        squares += products.sum()
    }
}
