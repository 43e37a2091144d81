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

    func explanation(of judgement: Judgement) -> String {
        let plain = NumberText.plain
        let usual =
            "usual \(plain(judgement.lower)) to \(plain(judgement.upper)), expected \(plain(judgement.expected))"
        guard judgement.isAnomalous else { return "\(plain(value)) is ordinary (\(usual))" }
        let side = value >= judgement.expected ? "above" : "below"
        return "\(plain(value)) is \(side) what was expected (\(usual)): \(reasons); confidence "
            + NumberText.percent(judgement.confidence)
    }

    /// The families that speak loudest, at most three, each at least half as loud as the first.
    private var reasons: String {
        let order = (0..<AdaptiveFinding.familyCount).sorted { families[$0] > families[$1] }
        let loud = order.prefix(3).filter { families[$0] >= families[order[0]] / 2 && families[$0] > 0 }
        return loud.isEmpty ? "unusual" : loud.map { AdaptiveFinding.words[$0] }.joined(separator: ", ")
    }
}
