#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The few special functions that the tests need, in log space where numbers get small.
enum SpecialFunctions {
    /// log Γ(x) for x > 0. Stirling's series with four correction terms after shifting x above 10 (Abramowitz and Stegun
    /// 6.1.41); absolute error under 1e-12. Not libm's `lgamma`, which writes the global `signgam`.
    static func logGamma(_ x: Double) -> Double {
        var x = x
        var shift = 0.0
        if x < 10 {
            var product = 1.0
            while x < 10 {
                product *= x
                x += 1
            }
            shift = log(product)
        }
        let inverse = 1 / x
        let square = inverse * inverse
        let series =
            inverse
            * (1 / 12.0 - square * (1 / 360.0 - square * (1 / 1260.0 - square * (1 / 1680.0 - square / 1188.0))))
        return (x - 0.5) * log(x) - x + 0.918938533204672742 + series - shift
    }

    static func logBeta(_ a: Double, _ b: Double) -> Double {
        logGamma(a) + logGamma(b) - logGamma(a + b)
    }

    /// log I_x(a, b), the regularized incomplete beta function, by its continued fraction (DLMF 8.17.22, modified Lentz).
    static func logIncompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
        if x <= 0 { return -.infinity }
        if x >= 1 { return 0 }
        if x > (a + 1) / (a + b + 2) { return log1MinusExp(logIncompleteBeta(complement: x, b, a)) }
        return leading(x, a, b) + log(continuedFraction(x, a, b))
    }

    /// log(1 - I_x(a, b)), accurate also where I_x is nearly one.
    static func logIncompleteBetaSurvival(_ x: Double, _ a: Double, _ b: Double) -> Double {
        if x <= 0 { return 0 }
        if x >= 1 { return -.infinity }
        if x > (a + 1) / (a + b + 2) { return logIncompleteBeta(complement: x, b, a) }
        return log1MinusExp(leading(x, a, b) + log(continuedFraction(x, a, b)))
    }

    /// log(1 - e^y) for y <= 0 (Mächler 2012).
    static func log1MinusExp(_ y: Double) -> Double {
        y > -0.693147180559945 ? log(-expm1(min(y, 0))) : log1p(-exp(y))
    }

    private static func logIncompleteBeta(complement x: Double, _ a: Double, _ b: Double) -> Double {
        let y = 1 - x
        return a * log(y) + b * log(x) - logBeta(a, b) - log(a) + log(continuedFraction(y, a, b))
    }

    private static func leading(_ x: Double, _ a: Double, _ b: Double) -> Double {
        a * log(x) + b * log1p(-x) - logBeta(a, b) - log(a)
    }

    /// Needs about √max(a, b) terms; the limit holds up to 10^9 counts.
    private static func continuedFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
        let tiny = 1e-300
        var c = 1.0
        var d = 1 - (a + b) * x / (a + 1)
        d = 1 / (d.magnitude < tiny ? tiny : d)
        var result = d
        for step in 1...100_000 {
            let m = Double(step)
            let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            d = 1 / nonZero(1 + even * d, tiny)
            c = nonZero(1 + even / c, tiny)
            result *= d * c
            let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            d = 1 / nonZero(1 + odd * d, tiny)
            c = nonZero(1 + odd / c, tiny)
            result *= d * c
            if (d * c - 1).magnitude < 1e-15 { break }
        }
        return result
    }

    @inline(__always)
    private static func nonZero(_ value: Double, _ tiny: Double) -> Double {
        value.magnitude < tiny ? tiny : value
    }
}
