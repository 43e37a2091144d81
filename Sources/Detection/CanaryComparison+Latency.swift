extension CanaryComparison {
    /// Compares latencies (any values of which larger is worse), points of equal meaning from both populations.
    ///
    /// The canary is worse if its values, divided by 1 + margin, still lie above the stable ones (Mann-Whitney U,
    /// one-sided), and better than the margin if they lie below; between them it is inconclusive. The effect is the
    /// Hodges-Lehmann shift relative to the stable median. Points that are not finite are left out; at most
    /// `maximumPoints` of each side are used, the newest.
    public func compareLatency(canary: [Double], stable: [Double]) -> CanaryFinding {
        let canary = Array(canary.filter(\.isFinite).suffix(Self.maximumPoints))
        let stable = Array(stable.filter(\.isFinite).suffix(Self.maximumPoints))
        guard canary.count >= minimumPoints, stable.count >= minimumPoints else {
            let seen = "\(canary.count) canary and \(stable.count) stable points"
            return thin("\(seen); at least \(minimumPoints) of each are needed")
        }
        let tolerated = stable.map { $0 + $0.magnitude * latencyMargin }
        guard let test = MannWhitney(canary, tolerated), let plain = MannWhitney(canary, stable) else {
            return thin("no usable points")
        }
        let (verdict, certainty) = decide(test)
        let level = Self.median(stable)
        let shift = Self.shift(canary, stable)
        let relative = level == 0 ? 0 : shift / level.magnitude
        let words =
            "canary \(shift < 0 ? "lower" : "higher") by \(NumberText.plain(shift.magnitude)) (\(NumberText.percent(relative.magnitude))) than a stable median of \(NumberText.plain(level))"
        let odds = "a canary point is the larger one in \(NumberText.percent(plain.superiority)) of pairs"
        return CanaryFinding(
            verdict: verdict, confidence: certainty, effect: relative,
            explanation:
                "\(words), tolerated rise \(NumberText.percent(latencyMargin)); \(odds); \(canary.count) and \(stable.count) points"
        )
    }

    static let maximumPoints = 500

    private func decide(_ test: MannWhitney) -> (CanaryVerdict, confidence: Double) {
        if 1 - test.upperTail >= confidence { return (.fail, 1 - test.upperTail) }
        if 1 - test.lowerTail >= confidence { return (.pass, 1 - test.lowerTail) }
        return (.inconclusive, max(0, 1 - min(test.upperTail, test.lowerTail)))
    }

    /// The Hodges-Lehmann estimate: the median of all differences.
    static func shift(_ first: [Double], _ second: [Double]) -> Double {
        let (first, second) = (thinned(first), thinned(second))
        return median(first.flatMap { value in second.map { value - $0 } })
    }

    static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        guard let last = sorted.last else { return .nan }
        let middle = sorted.count / 2
        guard middle < sorted.count else { return last }
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }

    /// At most 200 points, evenly chosen by rank: the median difference hardly notices, the pairs stay few.
    private static func thinned(_ values: [Double]) -> [Double] {
        guard values.count > 200 else { return values }
        let sorted = values.sorted()
        return (0..<200).map { sorted[($0 * 2 + 1) * sorted.count / 400] }
    }
}
