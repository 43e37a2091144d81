#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Errors of requests.
public struct ErrorCount: Sendable, Hashable, Codable {
    public var errors: Double
    public var requests: Double

    public init(errors: Double, requests: Double) {
        self.errors = errors
        self.requests = requests
    }

    var isUsable: Bool { errors.isFinite && requests.isFinite && errors >= 0 && requests >= errors }
    var rate: Double { requests > 0 ? errors / requests : 0 }
    var words: String {
        "\(NumberText.percent(rate)) (\(NumberText.plain(errors)) of \(NumberText.plain(requests)))"
    }
}

extension CanaryComparison {
    /// Compares error proportions.
    ///
    /// Each rate has the posterior Beta(½ + errors, ½ + successes) (Jeffreys' prior); the certainty is
    /// P(canary > stable + margin), integrated numerically over the stable rate.
    public func compareErrors(canary: ErrorCount, stable: ErrorCount) -> CanaryFinding {
        guard canary.isUsable, stable.isUsable else {
            return thin("counts are not usable: canary \(canary.words), stable \(stable.words)")
        }
        guard canary.requests >= minimumRequests, stable.requests >= minimumRequests else {
            let seen =
                "\(NumberText.plain(canary.requests)) canary and \(NumberText.plain(stable.requests)) stable requests"
            return thin("\(seen); at least \(NumberText.plain(minimumRequests)) of each are needed")
        }
        let worse = Self.probabilityWorse(canary: canary, stable: stable, margin: errorMargin)
        let (verdict, certainty) = verdict(worse: worse)
        let words =
            "errors: canary \(canary.words), stable \(stable.words), tolerated rise \(NumberText.percent(errorMargin))"
        return CanaryFinding(
            verdict: verdict, confidence: certainty, effect: canary.rate - stable.rate,
            explanation: "\(words); worse than that with probability \(NumberText.percent(worse))")
    }

    func thin(_ explanation: String) -> CanaryFinding {
        CanaryFinding(verdict: .thin, confidence: 0, effect: 0, explanation: explanation)
    }

    /// P(canary rate > stable rate + margin) of the posteriors, by the trapezoidal rule over the stable rate's logit,
    /// where the posterior is smooth: ten standard deviations and its exponential tails.
    static func probabilityWorse(canary: ErrorCount, stable: ErrorCount, margin: Double) -> Double {
        let (a, b) = (0.5 + stable.errors, 0.5 + stable.requests - stable.errors)
        let (c, d) = (0.5 + canary.errors, 0.5 + canary.requests - canary.errors)
        let norm = SpecialFunctions.logBeta(a, b)
        let centre = log(a / b)
        let width = 10 * (1 / a + 1 / b).squareRoot()
        let (left, right) = (width + 14 / a, width + 14 / b)
        let steps = 400
        var (sum, weights) = (0.0, 0.0)
        for index in 0...steps {
            let logit = centre - left + (left + right) * Double(index) / Double(steps)
            let rate = 1 / (1 + exp(-logit))
            let density = exp(a * log(rate) + b * -log1p(exp(logit)) - norm)
            guard density > 1e-18 else { continue }
            weights += density
            sum += density * exp(SpecialFunctions.logIncompleteBetaSurvival(rate + margin, c, d))
        }
        return weights > 0 ? min(1, sum / weights) : 0.5
    }
}
