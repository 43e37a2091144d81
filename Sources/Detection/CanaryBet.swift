#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// An e-variable: one bet on the errors of one evaluation, for or against a canary that is worse than a margin allows.
///
/// The bet has a null point, the rates q of the stable version and q + margin of the canary, and a size Λ. With n canary
/// and m stable requests, each canary request multiplies the capital by 1 + (Λ/n)·(error - q - margin), and each stable
/// request by 1 - (Λ/m)·(error - q), where error is 1 or 0. Let the mean rates of these requests be p and s. Because
/// 1 + x <= exp(x), the expected product is at most exp(Λ·(p - q - margin) - Λ·(s - q)) = exp(Λ·(p - s - margin)).
/// That is at most 1 for Λ >= 0 where the canary is within the margin, and for Λ <= 0 where it is not. It holds for every q
/// and Λ that are chosen without these errors, and for requests of different rates as long as they are independent.
///
/// The best choice against one alternative is its reverse information projection: Turner, Ly and Grünwald, "Generic
/// E-variables for exact sequential k-sample tests that allow for optional stopping" (arXiv 2106.02693); for differences
/// of rates, Turner and Grünwald, "Exact anytime-valid confidence intervals for contingency tables and beyond" (arXiv
/// 2203.09785).
struct CanaryBet {
    /// The logarithms of the factors of one error and of one success.
    private let canaryError: Double
    private let canarySuccess: Double
    private let stableError: Double
    private let stableSuccess: Double

    /// - Parameters:
    ///   - alternative: the canary's rate that the bet is on, above 0 and below 1.
    ///   - stableRate: the stable version's rate that the bet is on, above 0 and below 1 - margin.
    init(alternative: Double, stableRate: Double, margin: Double, canaryRequests: Double, stableRequests: Double) {
        let null = Self.nullRate(alternative, stableRate, margin, canaryRequests, stableRequests)
        let limit = null + margin
        let best = canaryRequests * (alternative - limit) / (limit * (1 - limit))
        // Every factor has to be positive. The best size is, but for rounding.
        let most = min(canaryRequests / limit, stableRequests / (1 - null)) * (1 - 1e-9)
        let least = -min(canaryRequests / (1 - limit), stableRequests / null) * (1 - 1e-9)
        let size = min(max(best, least), most)
        let (canaryStake, stableStake) = (size / canaryRequests, size / stableRequests)
        canaryError = log1p(canaryStake * (1 - limit))
        canarySuccess = log1p(-canaryStake * limit)
        stableError = log1p(-stableStake * (1 - null))
        stableSuccess = log1p(stableStake * null)
    }

    /// The logarithm of the factor of all requests of the evaluation.
    func logFactor(canary: ErrorCount, stable: ErrorCount) -> Double {
        canary.errors * canaryError + (canary.requests - canary.errors) * canarySuccess
            + stable.errors * stableError + (stable.requests - stable.errors) * stableSuccess
    }

    /// The q whose null point has the smallest relative entropy to the alternative: the root of
    /// n·(a - q)/((q + margin)·(1 - q - margin)) + m·(s - q)/(q·(1 - q)), between a = alternative - margin and s.
    ///
    /// Bisection need not be exact: every q makes a valid bet.
    private static func nullRate(
        _ alternative: Double, _ stableRate: Double, _ margin: Double, _ canaryRequests: Double,
        _ stableRequests: Double
    ) -> Double {
        let target = alternative - margin
        var (low, high) = (max(0, min(target, stableRate)), max(target, stableRate))
        for _ in 0..<24 {
            let q = (low + high) / 2
            let limit = q + margin
            let slope =
                canaryRequests * (target - q) * q * (1 - q) + stableRequests * (stableRate - q) * limit * (1 - limit)
            if slope > 0 { low = q } else { high = q }
        }
        return (low + high) / 2
    }
}
