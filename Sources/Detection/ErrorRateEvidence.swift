#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// How strongly counts speak for an error rate above a limit, once, for a stretch that starts at a fixed moment.
public enum ErrorRateEvidence {
    /// The natural logarithm of an e-value for "the error rate is above the limit".
    ///
    /// A Beta(a, b) mixture truncated to rates above the limit p0, against p0 itself (Robbins' method of mixtures):
    /// `E = B(a+k, b+n-k)·(1 - I_p0(a+k, b+n-k)) / (B(a, b)·(1 - I_p0(a, b))) / (p0^k·(1 - p0)^(n-k))`.
    /// For every true rate at or below the limit, E over growing counts is a nonnegative supermartingale that starts at 1,
    /// so by Ville's inequality it ever reaches 1/α with probability at most α, however often it is evaluated.
    ///
    /// - Parameters:
    ///   - errors: k, 0...requests; `increase()` may make it fractional. Values outside are clamped.
    ///   - requests: n, zero or more. With no requests the answer is 0 (E = 1, no evidence).
    ///   - limit: p0, clamped to 1e-9...1 - 1e-9.
    public static func logEValue(errors: Double, requests: Double, limit: Double, a: Double = 1, b: Double = 1)
        -> Double
    {
        guard requests > 0, requests.isFinite, errors.isFinite, a > 0, b > 0 else { return 0 }
        let k = min(max(0, errors), requests)
        let rest = requests - k
        let p0 = min(max(limit, 1e-9), 1 - 1e-9)
        let posterior =
            SpecialFunctions.logBeta(a + k, b + rest)
            + SpecialFunctions.logIncompleteBetaSurvival(p0, a + k, b + rest)
        let prior = SpecialFunctions.logBeta(a, b) + SpecialFunctions.logIncompleteBetaSurvival(p0, a, b)
        return posterior - prior - k * log(p0) - rest * log1p(-p0)
    }

    /// `max(0, 1 - 1/E)` of the logarithm of E.
    public static func confidence(logEValue: Double) -> Double {
        logEValue > 0 ? -expm1(-logEValue) : 0
    }
}
