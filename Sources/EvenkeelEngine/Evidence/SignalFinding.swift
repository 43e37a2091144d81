import Detection
import EvenkeelAPI
import KubernetesTypes

/// One look's finding about one signal.
struct SignalFinding: Sendable, Hashable {
    var evidence: Evidence
    /// It rests on data that no earlier look has used. A look at the same data again neither lengthens a streak nor
    /// counts as recovery.
    var isFresh: Bool

    var isBad: Bool { evidence.quality == .ok && evidence.isBad }
    var isGood: Bool { evidence.quality == .ok && !evidence.isBad }

    static func unusable(
        _ signal: String, _ quality: Quality, reason: Unavailability? = nil, at: Timestamp, _ explanation: String
    ) -> SignalFinding {
        SignalFinding(
            evidence: Evidence(
                signal: signal, quality: quality, reason: reason, observedAt: at, explanation: explanation),
            isFresh: false)
    }
}

/// What is remembered of a signal between looks.
struct SignalMemory: Sendable {
    var sequential: SequentialErrorRateTest?
    var fedAt: Timestamp?
    var detector: AnomalyMemory?
    /// Since when the workload shows the trouble without a break.
    var troubleSince: Timestamp?
    var last: SignalFinding?
    /// Looks in a row at which the source gave no answer.
    var unreachableLooks = 0
}

/// What a signal is judged in the light of.
struct SignalContext: Sendable {
    var now: Timestamp
    var look: Look
    /// Samples older than this, in seconds, are stale.
    var staleAfter: Double
    var quality = QualityLimits()
    /// Since when an incident of a rule that names the signal goes on.
    var incidentSince: Timestamp?

    func answer(_ signal: String, _ role: Query.Role) -> Answer? {
        look.answers.first { $0.signal == signal && $0.role == role }
    }
}
