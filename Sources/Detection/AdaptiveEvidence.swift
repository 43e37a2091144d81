#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Evidence of `Adaptive`, for its confidence and its words.
///
/// Confidence is one minus the smallest tail probability of its 21 numbers times 21 (Bonferroni): the chance that an
/// ordinary point of this series would look as strange in any of them.
struct AdaptiveEvidence: Sendable {
    var value: Double
    var families: SIMD8<Float>
    var strongest: Float
    var counts: Bool

    var confidence: Double {
        counts ? 1 - Double(AdaptivePart.allCases.count) * pow(10, -Double(strongest)) : 0
    }
}

/// What the core of `Adaptive` found in one point, in -log10 of probabilities ("surprise": 2 is one in a hundred).
struct AdaptiveFinding: Sendable {
    /// The families of the slow channel, each the mean of its parts.
    var families = SIMD8<Double>.zero
    /// The fast channel.
    var fast = 0.0
    /// The largest surprise of any single part.
    var strongest = 0.0
    /// The forecast, and the half width of the usual band around it, in the core's units.
    var expected = 0.0
    var reach = 0.0
    /// The mean of the last half of the local window before this point, and its steadied spread.
    var level = 0.0
    var spread = 0.0

    static let familyCount = 6
    static let words = [
        "unlike this time of day", "outside the range of the last days", "unusually restless or quiet", "drifting",
        "a shape not seen in days", "a jump from the last hours",
    ]

    /// √Σe²: agreement of several families counts, and one alone can be enough.
    func combined(less habit: SIMD8<Double> = .zero) -> Double {
        let rest = families - habit
        let positive = rest.replacing(with: 0, where: rest .< 0)
        return (positive * positive).sum().squareRoot()
    }
}
