/// Which pods of a workload are unlike the others at one moment, and how sure that is.
///
/// A pod is an outlier if it is further from the median of the others than is tolerated and than 3.5 robust standard
/// deviations (1.4826 times the median absolute deviation; the cutoff of Iglewicz and Hoaglin 1993). It is named only if
/// the outliers are the minority.
///
/// Confidence c means that in a healthy fleet at most one evaluation in 1/(1 - c) names a pod with it. Healthy is: the
/// values have tails no heavier than Student's t with three degrees of freedom, which is the heaviest tail that leaves
/// them a variance. The chance is counted for each pod and multiplied by their number (Boole), in two ways, of which the
/// stronger counts:
///
/// - In spreads of the others. Of few pods the spread may be small by accident. A median absolute deviation of m values is
///   worth a standard deviation of 0.37·m (Rousseeuw and Croux 1993), hence Student's t with m/3 degrees of freedom, from
///   one to three; π/2m is the uncertainty of the median (as in `SpreadEvidence`), and 1 + 5/m the price of skewed values
///   (fitted). What is tolerated takes the place of a smaller spread.
/// - In shares of the median, where all of the others are positive: the robust standard deviation of a healthy fleet is at
///   most 0.8 of its median (fitted: log-normal values of σ = 0.5 keep it), with four degrees of freedom. By this way alone
///   can three or four pods be sure: of a pod ten times as high as the others.
///
/// Counted with the default tolerance of 50 % on 16 shapes that were not fitted (coefficient of variation up to 42 %), of
/// three to fifty pods each, an evaluation named a pod with 99 % at most once in 980, with 99.9 % at most once in 11,000,
/// and with 99.99 % at most once in 50,000. Of exponential values, such as the lengths of short queues, it is far more
/// often: four pods say nothing certain of those. A pod that is always twice as high as the others is as unlike them as one
/// that has just become so. Nothing that one moment shows tells these apart.
public struct PodOutliers: Sendable, Hashable {
    public enum Direction: Sendable, Hashable { case above, below }

    public struct Outlier: Sendable, Hashable {
        /// The position in the values that were compared.
        public let index: Int
        public let value: Double
        /// The distance from the median of the others, in spreads of the others; infinite where they are all the same and
        /// nothing is tolerated.
        public let deviations: Double
        /// 0...1, that no pod of a healthy fleet is so far out.
        public let confidence: Double
    }

    /// The median of all values, in their own unit.
    public let level: Double
    /// The furthest first.
    public let outliers: [Outlier]
    /// The number of values.
    public let count: Int

    /// Whether the outliers are so few that the others can be called the normal ones. True without any.
    public var isMinority: Bool { outliers.isEmpty || outliers.count * 2 < count }

    /// That all of the outliers are some: the confidence of the least. Zero without any.
    public var confidence: Double { outliers.map(\.confidence).min() ?? 0 }

    /// Robust standard deviations from which on a value is an outlier.
    public static let cutoff = 3.5

    /// - Parameters:
    ///   - values: one for each pod, finite; with fewer than three there are no outliers.
    ///   - minimumDeviation: the share of the others' median that is tolerated, 0 or more.
    public init(_ values: [Double], direction: Direction = .above, minimumDeviation: Double) {
        count = values.count
        level = values.isEmpty ? 0 : CanaryComparison.median(values)
        guard values.count >= 3 else {
            outliers = []
            return
        }
        let found = values.indices.compactMap { index in
            var others = values
            let value = others.remove(at: index)
            return PodComparison(value, others, direction, minimumDeviation).outlier(index)
        }
        outliers = found.sorted { ($1.deviations, $0.index) < ($0.deviations, $1.index) }
    }
}

/// One pod and the others.
private struct PodComparison {
    private let value: Double
    /// How far the value is out on the side that was asked for.
    private let away: Double
    private let level: Double
    private let spread: Double
    private let tolerated: Double
    /// Half of the least step between the others, as a standard deviation, where they are counted in steps.
    private let resolution: Double
    private let arePositive: Bool
    private let others: Double

    init(_ value: Double, _ others: [Double], _ direction: PodOutliers.Direction, _ minimumDeviation: Double) {
        let sorted = others.sorted()
        let level = CanaryComparison.median(sorted)
        self.value = value
        self.level = level
        self.others = Double(others.count)
        away = direction == .above ? value - level : level - value
        spread = 1.4826 * CanaryComparison.median(sorted.map { ($0 - level).magnitude })
        tolerated = max(0, minimumDeviation) * level.magnitude
        resolution = 1.4826 * Self.step(sorted) / 2
        arePositive = (sorted.first ?? 0) > 0
    }

    func outlier(_ index: Int) -> PodOutliers.Outlier? {
        guard away > 0, away > tolerated, away > PodOutliers.cutoff * spread else { return nil }
        // Where the others agree, what the user tolerates stands in for their spread.
        let scale = max(spread, tolerated / PodOutliers.cutoff)
        return PodOutliers.Outlier(index: index, value: value, deviations: away / scale, confidence: confidence)
    }

    private var confidence: Double { max(0, 1 - (others + 1) * min(tailInSpreads, tailInShares)) }

    private var tailInSpreads: Double {
        let estimated = max(spread, resolution) * (1 + 5 / others)
        let scale = max(estimated, tolerated / PodOutliers.cutoff) * (1 + Double.pi / 2 / others).squareRoot()
        // Others that are all zero say nothing of how much is much.
        guard scale > 0 else { return 1 }
        return Tail.student(away / scale, degreesOfFreedom: min(3, max(1, others / 3)))
    }

    private var tailInShares: Double {
        guard arePositive else { return 1 }
        return Tail.student(away / max(0.8 * level, spread), degreesOfFreedom: 4)
    }

    /// The least difference between values of which some are the same, as of counts; zero where none are.
    private static func step(_ sorted: [Double]) -> Double {
        let gaps = zip(sorted, sorted.dropFirst()).map { $1 - $0 }
        guard gaps.contains(0) else { return 0 }
        return gaps.filter { $0 > 0 }.min() ?? 0
    }
}
