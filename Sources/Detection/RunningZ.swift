/// How far a number lies from all earlier ones, in their standard deviations; Welford's sums, which from `horizon` numbers
/// on forget exponentially.
struct RunningZ: Sendable {
    private var count = 0.0
    private var mean = 0.0
    private var variance = 0.0
    private static let horizon = 7_200.0

    @inline(__always)
    mutating func judge(_ value: Double) -> Double {
        var z = 0.0
        if count > 1 {
            let spread = max(variance.squareRoot(), 1e-6 * mean.magnitude, 1e-150)
            z = (value - mean).magnitude / spread
        }
        count = min(count + 1, Self.horizon)
        let delta = value - mean
        mean += delta / count
        variance += (delta * (value - mean) - variance) / count
        return z
    }
}
