#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Sequential anytime-valid test of an error rate against a limit: evaluate it as often as you like.
///
/// A mixture of Shiryaev-Roberts e-detectors over alternatives above the limit (see `ShiryaevRobertsGrid`): every evaluation is
/// a possible start of the incident, so an old good hour cannot hide a new bad minute. The promise, for every true rate at
/// or below the limit: an alarm at confidence 1 - α comes on average no sooner than every 1/α evaluations, whenever the traffic
/// and the evaluations come.
///
/// A mirrored detector for rates below the limit gathers evidence of recovery from the evaluations since the last one over the
/// limit. Once it is 99 % sure the first one starts anew, so that an outage of hours is not carried along. Restarting only
/// ever makes an e-detector smaller, so the promise stays.
///
/// Feed disjoint stretches: the errors and requests *since the last evaluation*, never overlapping windows, which would count
/// the same errors twice. The promise is about independent requests; retries of one client in a burst are fewer pieces of
/// evidence than their number suggests.
public struct SequentialErrorRateTest: Sendable, Hashable, Codable {
    /// The error rate that is still good, 0...1.
    public let limit: Double
    private var above: ShiryaevRobertsGrid
    private var below: ShiryaevRobertsGrid

    /// - Parameters:
    ///   - limit: clamped to 1e-9...1 - 1e-9.
    ///   - maximumConfidence: evidence beyond it is not carried along, so that recovery is seen soon.
    public init(limit: Double, maximumConfidence: Double = 0.999_999) {
        self.limit = limit.isFinite ? min(max(limit, 1e-9), 1 - 1e-9) : 1 - 1e-9
        let cap = -log(1 - min(max(maximumConfidence, 0.9), 1 - 1e-12))
        above = ShiryaevRobertsGrid(limit: self.limit, shifts: Self.shifts, cap: cap)
        below = ShiryaevRobertsGrid(limit: self.limit, shifts: Self.shifts.map { -$0 }, cap: cap)
    }

    /// Adds an evaluation and returns the confidence, 0...1, that the rate is above the limit now: `max(0, 1 - 1/E)`.
    ///
    /// Evaluations without requests, negative and not finite ones change nothing. More errors than requests count as requests.
    public mutating func observe(errors: Double, requests: Double) -> Double {
        guard requests > 0, requests.isFinite, errors.isFinite, errors >= 0 else { return confidence }
        let errors = min(errors, requests)
        above.observe(errors: errors, requests: requests)
        if errors > limit * requests {
            below.restart()
        } else {
            below.observe(errors: errors, requests: requests)
            if below.logEvidence >= Self.turn { above.restart() }
        }
        return confidence
    }

    /// The confidence that the rate is above the limit, as of the last evaluation.
    public var confidence: Double { ErrorRateEvidence.confidence(logEValue: above.logEvidence) }

    /// The confidence that the rate is below the limit, by the evaluations since the last one over it.
    public var confidenceOfRecovery: Double { ErrorRateEvidence.confidence(logEValue: below.logEvidence) }

    public mutating func reset() {
        above.restart()
        below.restart()
    }

    /// Alternatives as shifts of the log-odds: from a quarter more odds to nearly everything failing. Half as many as a finer
    /// grid, weighed by one over the shift, notice small jumps sooner: each alternative takes weight from all others.
    private static let shifts: [Double] = (0..<6).map { 0.25 * pow(1.8, Double($0)) }
    /// log 100.
    private static let turn = 4.605170185988092
}
