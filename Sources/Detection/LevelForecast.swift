/// One step ahead by exponential smoothing, with the one of four gains that has erred least lately (half-life a day of
/// minutes): a smooth series is forecast by its last value, a noisy one by its mean.
struct LevelForecast: Sendable {
    private static let gains = SIMD4<Double>(1, 0.5, 0.2, 0.05)
    private static let fade = 0.999518766
    private var levels = SIMD4<Double>.zero
    private var errors = SIMD4<Double>.zero
    private var squares = 0.0
    private var weight = 0.0
    private var size = LongRunSize()
    private var started = false
    private var previous = 0.0

    /// The mean of this error and the one before, signed, in steadied standard deviations of the last 36 errors.
    @inline(__always)
    mutating func judge(_ value: Double, floor: Double, factor: Double) -> Double {
        if !started {
            levels = SIMD4(repeating: value)
            started = true
        }
        let error = value - best
        var z = 0.0
        if weight >= 12, let spread = size.spread(variance: squares / weight, count: 36, floor: floor) {
            z = factor * error / spread
        }
        learn(value, error)
        defer { previous = z }
        return ((z + previous) / 2).magnitude
    }

    @inline(__always)
    private var best: Double {
        var (error, level) = (errors[0], levels[0])
        for index in 1..<4 where errors[index] < error { (error, level) = (errors[index], levels[index]) }
        return level
    }

    @inline(__always)
    private mutating func learn(_ value: Double, _ error: Double) {
        squares = squares * (35.0 / 36) + error * error
        weight = weight * (35.0 / 36) + 1
        size.add(error)
        let misses = SIMD4(repeating: value) - levels
        errors = errors * Self.fade + misses.replacing(with: -misses, where: misses .< 0)
        levels += Self.gains * misses
    }
}
