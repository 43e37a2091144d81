#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Sequential anytime-valid test of a canary's error rate against the stable version's: evaluate it as often as you like.
///
/// The promise: a canary that is never worse than the stable version by more than the margin *ever* reaches a
/// ``confidence`` of 1 - α with probability at most α. A canary that is always worse by more ever reaches a
/// ``confidenceOfPass`` of 1 - α with probability at most α. Both rates may change from one evaluation to the next, as in
/// an outage of something that both populations need: only their difference counts, of the mean rates of each evaluation's
/// requests. A canary has a beginning, so start a new test for every canary.
///
/// Feed disjoint stretches: the errors and requests *since the last evaluation*. The promise is about independent requests;
/// retries of one client in a burst are fewer pieces of evidence than their number suggests.
public struct SequentialCanaryTest: Sendable, Hashable, Codable {
    /// Absolute rise of the error rate that is tolerated, 0...1.
    public let margin: Double
    private var worse: CanaryBets
    private var within: CanaryBets
    /// The stable version's counts of the past. Each evaluation makes the older ones weigh less.
    private var history = ErrorCount.none
    /// New counts of one population while there are none of the other, because the two are scraped in turn.
    private var canary = ErrorCount.none
    private var stable = ErrorCount.none

    /// - Parameters:
    ///   - margin: clamped to 0...1 - 1e-6.
    ///   - maximumConfidence: evidence beyond it is not carried along, so that a change shows soon.
    public init(margin: Double, maximumConfidence: Double = 0.999_999) {
        self.margin = margin.isFinite ? min(max(margin, 0), 1 - 1e-6) : 1 - 1e-6
        let cap = -log(1 - min(max(maximumConfidence, 0.9), 1 - 1e-12))
        worse = CanaryBets(shifts: Self.shifts, cap: cap)
        within = CanaryBets(shifts: Self.shifts.map { -$0 }, cap: cap)
    }

    /// Adds the new counts of one evaluation.
    ///
    /// Counts that are negative, not finite or above 1e15 change nothing. More errors than requests count as requests. New
    /// counts of one population alone wait for the other.
    public mutating func observe(canary newCanary: ErrorCount, stable newStable: ErrorCount) {
        guard let newCanary = newCanary.clamped, let newStable = newStable.clamped else { return }
        canary = canary.faded(by: Self.fading) + newCanary
        stable = stable.faded(by: Self.fading) + newStable
        guard canary.requests > 0, stable.requests > 0 else { return }
        let rate = expectedRate
        worse.observe(canary: canary, stable: stable, stableRate: rate, margin: margin)
        within.observe(canary: canary, stable: stable, stableRate: rate, margin: margin)
        history = history.faded(by: Self.fading) + stable
        canary = .none
        stable = .none
    }

    /// The confidence that the canary is worse than the margin allows, 0...1: `max(0, 1 - 1/E)`.
    public var confidence: Double { ErrorRateEvidence.confidence(logEValue: worse.logEvidence) }

    /// The confidence that the canary is not worse than the margin allows, 0...1.
    public var confidenceOfPass: Double { ErrorRateEvidence.confidence(logEValue: within.logEvidence) }

    /// The stable version's rate before the next counts are known, from a prior of half an error in 50 requests. A wrong one
    /// costs evidence, never the promise.
    private var expectedRate: Double {
        let rate = (history.errors + 0.5) / (history.requests + 50)
        return min(max(rate, (1 - margin) * 1e-6), (1 - margin) * (1 - 1e-6))
    }

    /// Alternatives as shifts of the log-odds: from a rise that takes thousands of errors to see, to nearly everything
    /// failing. With steps of 2, the nearest one gathers evidence at nearly the best speed.
    private static let shifts: [Double] = (0..<7).map { 0.05 * pow(2, Double($0)) }
    /// Half of the weight is on the last 23 evaluations.
    private static let fading = 0.97
}

extension ErrorCount {
    fileprivate static let none = ErrorCount(errors: 0, requests: 0)

    /// With at most as many errors as requests; `nil` if it is not a count.
    fileprivate var clamped: ErrorCount? {
        guard errors >= 0, requests >= 0, max(errors, requests) <= 1e15 else { return nil }
        return ErrorCount(errors: min(errors, requests), requests: requests)
    }

    fileprivate func faded(by factor: Double) -> ErrorCount {
        ErrorCount(errors: errors * factor, requests: requests * factor)
    }

    fileprivate static func + (first: ErrorCount, second: ErrorCount) -> ErrorCount {
        ErrorCount(errors: first.errors + second.errors, requests: first.requests + second.requests)
    }
}
