import Detection
import EvenkeelAPI
import KubernetesTypes
import TimeSeries

/// One look's finding about one signal.
struct SignalFinding: Sendable, Hashable {
    var evidence: Evidence
    /// It rests on data that no earlier look has used. A look at the same data again neither lengthens a streak nor
    /// counts as recovery.
    var isFresh: Bool
    /// Names of the pods that differ from their siblings, where the signal has a series for each pod: empty where none
    /// does, `nil` where the signal does not look at single pods.
    var outliers: [String]?
    /// There is trouble, and it has not lasted long enough to count: neither bad nor recovered.
    var isPending = false
    /// When the first sample that it rests on was taken; `nil`: it rests on the observed one alone.
    var since: Timestamp?

    var isBad: Bool { evidence.quality == .ok && evidence.isBad }
    var isGood: Bool { evidence.quality == .ok && !evidence.isBad && !isPending }

    static func unusable(
        _ signal: String, _ quality: Quality, reason: Unavailability? = nil, at: Timestamp, _ explanation: String
    ) -> SignalFinding {
        SignalFinding(
            evidence: Evidence(
                signal: signal, quality: quality, reason: reason, observedAt: at, explanation: explanation),
            isFresh: false)
    }
}

/// What is remembered of a signal between evaluations.
struct SignalMemory: Sendable {
    var sequential: SequentialErrorRateTest?
    var fedAt: Timestamp?
    /// Of a signal that reads counters; of a canary's population.
    var log = CountLog()
    /// Of the population that a canary is compared with.
    var stable = CountLog()
    var canary: CanaryMemory?
    var detector: AnomalyMemory?
    var trend: TrendMemory?
    /// Since when the workload shows the trouble without a break.
    var unhealthySince: Timestamp?
    /// When it was last seen bad; `nil` once it was seen again and was not.
    private(set) var badAt: Timestamp?
    /// Evaluations in a row at which the source gave no answer.
    var unreachableEvaluations = 0
    private var counts: (errors: String, requests: String, queries: CountQueries)?
}

extension SignalMemory {
    /// For how long a signal that was bad and cannot be seen since still counts as bad, in seconds.
    static let unseenBadness = 900.0

    mutating func noteBadness(_ finding: SignalFinding, at now: Timestamp) {
        guard finding.evidence.quality == .ok else { return }
        badAt = finding.isBad ? now : nil
    }

    /// Bad when it was last seen, not long ago.
    func wasBad(at now: Timestamp) -> Bool { badAt.map { abs(now - $0) <= Self.unseenBadness } ?? false }

    /// Whether a window of so many seconds has passed since the last time that this was so: windows that overlap hold the
    /// same data, which counts once.
    ///
    /// An evaluation that comes a little early still counts: the overlap is smaller than the jitter of scrapes.
    mutating func isNewWindow(of window: Double, at now: Timestamp) -> Bool {
        let isNew = fedAt.map { now - $0 >= window * 0.95 } ?? true
        // After a clock was set back, a window's length from now.
        if isNew || fedAt.map({ $0 > now }) ?? false { fedAt = now }
        return isNew
    }

    /// Seconds of raw samples that counters are asked for.
    func reach(at now: Timestamp) -> Double {
        max(log.reader.reach(at: now.secondsSince1970), stable.reader.reach(at: now.secondsSince1970))
    }

    /// What the two expressions count.
    func countQueries(errors: String, requests: String) -> CountQueries {
        if let counts, counts.errors == errors, counts.requests == requests { return counts.queries }
        return CountQueries(errors: errors, requests: requests)
    }

    /// The same, read once: every evaluation asks.
    mutating func counts(errors: String, requests: String) -> CountQueries {
        let queries = countQueries(errors: errors, requests: requests)
        counts = (errors, requests, queries)
        return queries
    }
}

/// What a signal is judged in the light of.
struct SignalContext: Sendable {
    var now: Timestamp
    var evaluation: Evaluation
    /// Samples older than this, in seconds, are stale.
    var staleAfter: Double
    var quality = QualityLimits()
    /// Since when an incident of a rule that names the signal goes on.
    var incidentSince: Timestamp?

    func answer(_ signal: String, _ role: Query.Role) -> Answer? {
        evaluation.answers.first { $0.signal == signal && $0.role == role }
    }
}
