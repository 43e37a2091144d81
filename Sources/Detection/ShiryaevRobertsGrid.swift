#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// An e-detector for counts: a mixture of Shiryaev-Roberts statistics, one for each alternative rate.
///
/// For one alternative p against the limit p0, `R <- (1 + R)·L` with the likelihood ratio L of the newest evaluation sums the
/// likelihood ratios of *all* starting points at once, in constant time. R is an e-detector in the sense of Shin, Ramdas
/// and Rinaldo ("E-detectors: a nonparametric framework for sequential change detection", 2022, theorem 2.4 with
/// definition 2.2; Shiryaev 1963, Roberts 1966 for known rates): for every true rate on the limit's good side
/// `E[R at a stopping time T] <= E[T]`. So stopping when R reaches 1/α happens on average no earlier than after 1/α evaluations:
/// at most a fraction α of the evaluations raise a false alarm. A weighted mean of e-detectors is one, and so is anything
/// smaller, such as the capped or restarted statistic here.
struct ShiryaevRobertsGrid: Sendable, Hashable, Codable {
    /// The logarithms of the R of each alternative.
    private var logs: [Double]
    /// The logarithms of the weights; the weights sum to one.
    private let logWeights: [Double]
    /// log(p/p0) and log((1-p)/(1-p0)) of each alternative.
    private let errorGain: [Double]
    private let successGain: [Double]
    /// Where the logarithms stop growing: what is capped is forgotten sooner once the rate recovers.
    private let cap: Double

    /// Each alternative weighs as much as its shift is small. Evidence against a small shift comes slowly, and every nat that
    /// the weight costs is paid in evaluations; against a large one a single evaluation brings more than any weight takes. A weighted
    /// mean keeps the bound whatever the weights, as long as they were chosen before the data.
    ///
    /// - Parameter shifts: the alternatives, as shifts of the limit's log-odds; all of one sign, none zero.
    init(limit: Double, shifts: [Double], cap: Double) {
        let odds = log(limit) - log1p(-limit)
        let rates = shifts.map { 1 / (1 + exp(-(odds + $0))) }
        errorGain = rates.map { log($0 / limit) }
        successGain = rates.map { log1p(-$0) - log1p(-limit) }
        let sum = shifts.reduce(0) { $0 + 1 / $1.magnitude }
        logWeights = shifts.map { -log($0.magnitude * sum) }
        logs = [Double](repeating: -.infinity, count: shifts.count)
        self.cap = cap
    }

    mutating func observe(errors: Double, requests: Double) {
        for index in logs.indices {
            let gain = errors * errorGain[index] + (requests - errors) * successGain[index]
            logs[index] = min(cap, Self.log1PlusExp(logs[index]) + gain)
        }
    }

    mutating func restart() {
        for index in logs.indices { logs[index] = -.infinity }
    }

    /// The logarithm of the weighted mean of all R.
    var logEvidence: Double {
        let weighted = zip(logs, logWeights).map { $0 + $1 }
        guard let largest = weighted.max(), largest > -.infinity else { return -.infinity }
        return largest + log(weighted.reduce(0) { $0 + exp($1 - largest) })
    }

    private static func log1PlusExp(_ value: Double) -> Double {
        value > 0 ? value + log1p(exp(-value)) : log1p(exp(value))
    }
}
