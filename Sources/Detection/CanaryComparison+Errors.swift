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
    /// Compares error proportions, once: asked again and again about counts that grow, it is sure of anything sooner or
    /// later. For that there is ``compareErrors(canary:stable:by:)``.
    ///
    /// Each rate has the posterior Beta(½ + errors, ½ + successes) (Jeffreys' prior); the certainty is
    /// P(canary > stable + margin), integrated numerically over the stable rate.
    public func compareErrors(canary: ErrorCount, stable: ErrorCount) -> CanaryFinding {
        if let thin = tooFew(canary: canary, stable: stable) { return thin }
        let worse = Self.probabilityWorse(canary: canary, stable: stable, margin: errorMargin)
        let (verdict, certainty) = verdict(worse: worse)
        return CanaryFinding(
            verdict: verdict, confidence: certainty, effect: canary.rate - stable.rate,
            explanation: "\(words(canary, stable)); worse than that with probability \(NumberText.percent(worse))")
    }

    /// Compares error proportions by what a test has seen of them, as often as you like.
    ///
    /// - Parameters:
    ///   - canary: the counts that are shown, and have to be enough.
    ///   - test: of the same margin, fed with the same counts and those before, each once.
    public func compareErrors(
        canary: ErrorCount, stable: ErrorCount, by test: SequentialCanaryTest
    ) -> CanaryFinding {
        if let thin = tooFew(canary: canary, stable: stable) { return thin }
        let (verdict, certainty) = verdict(of: test)
        return CanaryFinding(
            verdict: verdict, confidence: certainty, effect: canary.rate - stable.rate,
            explanation: "\(words(canary, stable)); \(words(test, verdict))")
    }

    /// A canary that turned bad after it had passed fails: the evidence that it was good may outlast the change.
    private func verdict(of test: SequentialCanaryTest) -> (CanaryVerdict, confidence: Double) {
        if test.confidence >= confidence { return (.fail, test.confidence) }
        if test.confidenceOfPass >= confidence { return (.pass, test.confidenceOfPass) }
        return (.inconclusive, max(test.confidence, test.confidenceOfPass))
    }

    private func words(_ canary: ErrorCount, _ stable: ErrorCount) -> String {
        "errors: canary \(canary.words), stable \(stable.words), tolerated rise \(NumberText.percent(errorMargin))"
    }

    private func words(_ test: SequentialCanaryTest, _ verdict: CanaryVerdict) -> String {
        let worse = "worse than that with a confidence of \(NumberText.percent(test.confidence))"
        let within = "not worse than that with a confidence of \(NumberText.percent(test.confidenceOfPass))"
        switch verdict {
        case .fail: return worse
        case .pass: return within
        case .inconclusive, .thin: return "\(worse), \(within)"
        }
    }

    private func tooFew(canary: ErrorCount, stable: ErrorCount) -> CanaryFinding? {
        guard canary.isUsable, stable.isUsable else {
            return thin("counts are not usable: canary \(canary.words), stable \(stable.words)")
        }
        guard canary.requests < minimumRequests || stable.requests < minimumRequests else { return nil }
        let seen =
            "\(NumberText.plain(canary.requests)) canary and \(NumberText.plain(stable.requests)) stable requests"
        return thin("\(seen); at least \(NumberText.plain(minimumRequests)) of each are needed")
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
