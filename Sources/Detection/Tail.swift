#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Tail probabilities of the distributions that verdicts are read from.
enum Tail {
    /// P(Z > z) of the standard normal distribution.
    static func normal(_ z: Double) -> Double {
        0.5 * erfc(z / 2.0.squareRoot())
    }

    /// P(T > t) of Student's distribution, t >= 0: ½ I_{ν/(ν+t²)}(ν/2, ½) (DLMF 8.17, Abramowitz and Stegun 26.7.1).
    static func student(_ t: Double, degreesOfFreedom: Double) -> Double {
        guard t > 0 else { return 0.5 }
        guard t.isFinite else { return 0 }
        let x = degreesOfFreedom / (degreesOfFreedom + t * t)
        return 0.5 * exp(SpecialFunctions.logIncompleteBeta(x, degreesOfFreedom / 2, 0.5))
    }

    /// z with P(Z > z) = p, by Acklam's rational approximation and one Halley step (relative error under 1e-12).
    static func normalQuantile(upper p: Double) -> Double {
        if p >= 1 { return -.infinity }
        if p <= 0 { return .infinity }
        if p > 0.5 { return -normalQuantile(upper: 1 - p) }
        var z = p < 0.02425 ? outerQuantile(p) : centralQuantile(p)
        let error = (normal(z) - p) * (2 * Double.pi).squareRoot() * exp(z * z / 2)
        z += error / (1 - z * error / 2)
        return z
    }

    private static func outerQuantile(_ p: Double) -> Double {
        let q = (-2 * log(p)).squareRoot()
        let top =
            ((((-7.784894002430293e-03 * q - 3.223964580411365e-01) * q - 2.400758277161838) * q - 2.549732539343734)
                * q + 4.374664141464968) * q + 2.938163982698783
        let bottom =
            (((7.784695709041462e-03 * q + 3.224671290700398e-01) * q + 2.445134137142996) * q + 3.754408661907416) * q
            + 1
        return -top / bottom
    }

    private static func centralQuantile(_ p: Double) -> Double {
        let q = 0.5 - p
        let r = q * q
        let top =
            (((((-3.969683028665376e+01 * r + 2.209460984245205e+02) * r - 2.759285104469687e+02) * r
                + 1.383577518672690e+02) * r - 3.066479806614716e+01) * r + 2.506628277459239) * q
        let bottom =
            ((((-5.447609879822406e+01 * r + 1.615858368580409e+02) * r - 1.556989798598866e+02) * r
                + 6.680131188771972e+01) * r - 1.328068155288572e+01) * r + 1
        return top / bottom
    }
}
