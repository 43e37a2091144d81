import TimeSeries

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Theil and Sen's line through points, with an interval of its slope.
struct RobustLine: Sendable {
    /// Units per second.
    let slope: Double
    let slopeLower: Double
    let slopeUpper: Double
    /// The line's value at the last point.
    let level: Double
    /// Standard-deviation-like spread of the points about the line.
    let spread: Double
    let count: Int

    init?(_ points: [Sample], confidence: Double) {
        let points = Self.condensed(points)
        guard points.count >= 8, let last = points.last else { return nil }
        let slopes = Self.slopes(points)
        guard !slopes.isEmpty else { return nil }
        let slope = slopes[slopes.count / 2]
        let residuals = points.map { $0.value - slope * ($0.time - last.time) }
        let level = CanaryComparison.median(residuals)
        let widen = Self.correlationFactor(residuals.map { $0 - level })
        let n = Double(points.count)
        let variance = n * (n - 1) * (2 * n + 5) / 18 * widen
        let reach = Tail.normalQuantile(upper: (1 - confidence) / 2) * variance.squareRoot() / 2
        let middle = Double(slopes.count) / 2
        self.slope = slope
        slopeLower = slopes[Int(max(0, middle - reach))]
        slopeUpper = slopes[Int(min(Double(slopes.count - 1), middle + reach))]
        self.level = level
        spread = 1.4826 * CanaryComparison.median(residuals.map { ($0 - level).magnitude })
        count = points.count
    }

    private static func slopes(_ points: [Sample]) -> [Double] {
        var slopes: [Double] = []
        slopes.reserveCapacity(points.count * (points.count - 1) / 2)
        for (index, early) in points.enumerated() {
            for late in points[(index + 1)...] where late.time > early.time {
                slopes.append((late.value - early.value) / (late.time - early.time))
            }
        }
        return slopes.sorted()
    }

    /// Medians of at most so many equal stretches of time.
    static func condensed(_ points: [Sample], to count: Int = 128) -> [Sample] {
        guard points.count > count, let first = points.first, let last = points.last else { return points }
        let width = (last.time - first.time) / Double(count)
        var groups = [[Sample]](repeating: [], count: count)
        for point in points { groups[min(count - 1, Int((point.time - first.time) / width))].append(point) }
        return groups.filter { !$0.isEmpty }.map { group in
            Sample(time: CanaryComparison.median(group.map(\.time)), value: CanaryComparison.median(group.map(\.value)))
        }
    }

    /// How many times larger correlated residuals make a variance: (1 + r)/(1 - r), r of lag one, at least 1.
    private static func correlationFactor(_ residuals: [Double]) -> Double {
        let squares = residuals.reduce(0) { $0 + $1 * $1 }
        guard squares > 0 else { return 1 }
        let products = zip(residuals, residuals.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 }
        let r = min(0.95, max(0, products / squares))
        return (1 + r) / (1 - r)
    }
}
