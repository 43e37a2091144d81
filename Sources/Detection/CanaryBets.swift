#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// An e-process for one side of the margin: a capital of 1, placed on bets about a canary. Its size is the evidence.
///
/// Each alternative gets an equal part of the capital. A share of each part is placed at every evaluation, because a share
/// that was placed during good hours is lost when the canary turns bad. All shares sum to at most 1, so the capital is a
/// weighted mean of products of e-variables. Where no bet is favourable, it ever reaches 1/α with probability at most α
/// (Ville's inequality; Ramdas, Grünwald, Vovk and Shafer, "Game-theoretic statistics and safe anytime-valid inference",
/// arXiv 2210.01948). Shares that are not placed yet are left out and gains are capped, which only makes it smaller.
struct CanaryBets: Sendable, Hashable, Codable {
    /// The alternatives, as shifts of the log-odds of the highest tolerated rate; all of one sign, none zero.
    private let shifts: [Double]
    /// The logarithm of each part, relative to its size at the beginning.
    private var logs: [Double]
    private var evaluations = 0.0
    /// Where the logarithm of the capital stops growing.
    private let cap: Double

    init(shifts: [Double], cap: Double) {
        self.shifts = shifts
        self.cap = cap
        logs = [Double](repeating: -.infinity, count: shifts.count)
    }

    /// - Parameter stableRate: the rate that was expected before the evaluation.
    mutating func observe(canary: ErrorCount, stable: ErrorCount, stableRate: Double, margin: Double) {
        let share = nextLogShare()
        let odds = log(stableRate + margin) - log1p(-stableRate - margin)
        for index in shifts.indices {
            let bet = CanaryBet(
                alternative: 1 / (1 + exp(-odds - shifts[index])), stableRate: stableRate, margin: margin,
                canaryRequests: canary.requests, stableRequests: stable.requests)
            let factor = min(Self.largestFactor, bet.logFactor(canary: canary, stable: stable))
            logs[index] = Self.logSum(logs[index], share) + factor
        }
        giveAwayExcess()
    }

    /// The logarithm of the capital.
    var logEvidence: Double {
        guard let largest = logs.max(), largest > -.infinity else { return -.infinity }
        return largest + log(logs.reduce(0) { $0 + exp($1 - largest) } / Double(logs.count))
    }

    /// All parts shrink alike, so that the best alternative dominates after a long time. It loses fastest after a change.
    private mutating func giveAwayExcess() {
        let excess = logEvidence - cap
        guard excess > 0 else { return }
        for index in logs.indices { logs[index] -= excess }
    }

    /// After t evaluations 1/√(1 + t) is not placed yet: the first evaluation gets 29 %, the one after an hour 0.007 %.
    private mutating func nextLogShare() -> Double {
        evaluations += 1
        return log(1 / evaluations.squareRoot() - 1 / (evaluations + 1).squareRoot())
    }

    /// log 100, for one evaluation. The populations are not scraped at the same moment, so an outage of both may show in
    /// one of them first. One evaluation is therefore never enough for 99 %, however clear it is.
    private static let largestFactor = 4.605170185988092

    private static func logSum(_ first: Double, _ second: Double) -> Double {
        let larger = max(first, second)
        return larger + log1p(exp(min(first, second) - larger))
    }
}
