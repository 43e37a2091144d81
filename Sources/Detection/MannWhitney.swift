/// The Mann-Whitney U test (Wilcoxon's rank sum; Mann and Whitney 1947) of two samples.
public struct MannWhitney: Sendable, Hashable {
    /// The number of pairs in which the first sample is larger, ties as one half.
    public let u: Double
    /// The probability of so large a U, or a larger one, if both samples came from one distribution: small speaks for a
    /// first sample that is larger.
    public let upperTail: Double
    /// The same for so small a U.
    public let lowerTail: Double
    /// P(first > second) + ½ P(equal), 0...1; one half is no difference (Vargha and Delaney's A).
    public let superiority: Double
    /// Whether the tails are exact, or the normal approximation with the correction for ties and for continuity.
    public let isExact: Bool

    /// Both samples must be finite and not empty; nil otherwise.
    public init?(_ first: [Double], _ second: [Double]) {
        guard !first.isEmpty, !second.isEmpty, (first + second).allSatisfy(\.isFinite) else { return nil }
        let ranks = RankSum(first, second)
        let (n, m) = (Double(first.count), Double(second.count))
        u = ranks.sum - n * (n + 1) / 2
        superiority = u / (n * m)
        isExact = ranks.tieTerm == 0 && first.count <= 25 && second.count <= 25
        if isExact {
            let counts = Self.distribution(first.count, second.count)
            let total = counts.reduce(0, +)
            let index = Int(u.rounded())
            upperTail = counts[index...].reduce(0, +) / total
            lowerTail = counts[...index].reduce(0, +) / total
            return
        }
        let all = n + m
        let variance = n * m / 12 * (all + 1 - ranks.tieTerm / (all * (all - 1)))
        let spread = max(variance, 0).squareRoot()
        let centre = n * m / 2
        upperTail = spread > 0 ? Tail.normal((u - centre - 0.5) / spread) : 1
        lowerTail = spread > 0 ? Tail.normal((centre - u - 0.5) / spread) : 1
    }

    /// How many arrangements give each U: the coefficients of the Gaussian binomial, by the recurrence of Mann and Whitney.
    private static func distribution(_ n: Int, _ m: Int) -> [Double] {
        var counts = [Double](repeating: 0, count: n * m + 1)
        counts[0] = 1
        for factor in 1...n {
            for index in stride(from: n * m, through: m + factor, by: -1) {
                counts[index] -= counts[index - m - factor]
            }
            for index in stride(from: factor, through: n * m, by: 1) { counts[index] += counts[index - factor] }
        }
        return counts
    }
}

/// The rank sum of the first of two samples, with mid-ranks for ties.
private struct RankSum {
    let sum: Double
    /// The sum of t³ - t over all groups of t equal values.
    let tieTerm: Double

    init(_ first: [Double], _ second: [Double]) {
        let all = (first.map { ($0, true) } + second.map { ($0, false) }).sorted { $0.0 < $1.0 }
        var (sum, tieTerm) = (0.0, 0.0)
        var start = 0
        while start < all.count {
            var end = start
            while end < all.count, all[end].0 == all[start].0 { end += 1 }
            let rank = Double(start + 1 + end) / 2
            sum += rank * Double(all[start..<end].count { $0.1 })
            let ties = Double(end - start)
            tieTerm += ties * ties * ties - ties
            start = end
        }
        (self.sum, self.tieTerm) = (sum, tieTerm)
    }
}
