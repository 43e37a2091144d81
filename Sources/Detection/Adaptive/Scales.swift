/// The time scales on which `Adaptive` looks at a series, in points.
///
/// Measured (Benchmarks/README.md, "Parts"): without the long ones slow ramps and shifts of three spreads are lost.
enum Scales {
    static let lengths = [1, 2, 3, 5, 10, 20, 40]
    static let count = 7
    static let longest = 40
    /// The scales whose errors say which season fits best: three and twenty points.
    static let compared = (short: 2, long: 5)
}

/// One number for each scale; the eighth lane is not used.
typealias PerScale = SIMD8<Float>
/// One number for each baseline weight; the last two lanes repeat the slowest.
typealias PerLevel = SIMD8<Float>

/// How far the series lies from its baseline on each scale, in spreads, upwards and downwards.
struct Deviations: Sendable {
    var above = PerScale(repeating: -.infinity)
    var below = PerScale(repeating: -.infinity)

    subscript(side: Side) -> PerScale { side == .above ? above : below }
}

enum Side: Int, Sendable, CaseIterable {
    case above, below

    var sign: Float { self == .above ? 1 : -1 }
}
