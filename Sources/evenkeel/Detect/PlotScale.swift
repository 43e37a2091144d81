#if canImport(Glibc)
    import Glibc
#endif

/// From times and values to places on the page, tenths of a unit apart.
struct PlotScale {
    static let size = (width: 1200.0, height: 400.0)

    let left = 80.0
    let right = size.width - 15
    let top = 36.0
    let bottom = size.height - 34
    private let times: ClosedRange<Double>
    private let values: ClosedRange<Double>

    /// `nil` without any point.
    init?(_ sketch: SeriesSketch) {
        guard let first = sketch.columns.first else { return nil }
        let low = sketch.columns.reduce(first.low) { min($0, $1.low) }
        let high = sketch.columns.reduce(first.high) { max($0, $1.high) }
        // A constant series is in the middle.
        let margin = high > low ? (high - low) * 0.05 : max(high.magnitude * 0.1, 1e-12)
        values = (low - margin)...(high + margin)
        times = first.time...max(sketch.lastTime, first.time + 1)
    }

    func x(_ time: Double) -> Double {
        Self.rounded(left + (time - times.lowerBound) / (times.upperBound - times.lowerBound) * (right - left))
    }

    /// A value far outside is drawn just beyond the area, which clips it.
    func y(_ value: Double) -> Double {
        let share = (value - values.lowerBound) / (values.upperBound - values.lowerBound)
        return Self.rounded(bottom - min(1.1, max(-0.1, share)) * (bottom - top))
    }

    /// The area as a rectangle, with room for the marks at its edges.
    var area: String {
        "<rect x=\"\(left - 5)\" y=\"\(top)\" width=\"\(right - left + 10)\" height=\"\(bottom - top)\"/>"
    }

    /// Three to seven round numbers.
    var valueTicks: [Double] {
        let rough = (values.upperBound - values.lowerBound) / 5
        let power = pow(10, log10(rough).rounded(.down))
        let step = ([1, 2, 5].first { $0 * power >= rough } ?? 10) * power
        let first = (values.lowerBound / step).rounded(.up)
        return (0..<8).map { (first + Double($0)) * step }.filter { $0 <= values.upperBound }
    }

    /// Five moments at equal distances.
    var timeTicks: [Double] {
        (0..<5).map { times.lowerBound + Double($0) / 4 * (times.upperBound - times.lowerBound) }
    }

    private static func rounded(_ value: Double) -> Double { (value * 10).rounded() / 10 }
}
