import EvenkeelAPI
import KubernetesTypes

/// What the signals of a rule say together at one evaluation.
struct RuleFinding: Sendable, Hashable, Codable {
    enum State: String, Sendable, Hashable, Codable {
        case bad
        /// Not bad as the rule means it, though not every signal is good.
        case notBad
        /// Every signal is good.
        case recovered
        /// The data does not say.
        case unknown
    }

    var state: State
    /// 0...1.
    var confidence: Double
    var evidence: [Evidence]
    /// The signals whose data no earlier look has used.
    var fresh: Set<String>
    /// When the first bad sample was taken that the evidence rests on; `nil` if nothing is bad.
    var badSince: Timestamp?

    /// `all` needs every signal and is as sure as the least sure; `any` needs one and is as sure as the surest.
    init(_ when: When, findings: [String: SignalFinding]) {
        let parts = when.signals.compactMap { findings[$0] }
        let bad = parts.filter(\.isBad)
        evidence = parts.map(\.evidence)
        fresh = Set(parts.filter(\.isFresh).map(\.evidence.signal))
        badSince = bad.map { $0.since ?? $0.evidence.observedAt }.min()
        let confidences = bad.map(\.evidence.confidence.fraction)
        let needsAll = when.all != nil
        confidence = (needsAll ? confidences.min() : confidences.max()) ?? 0
        if parts.isEmpty || parts.count < when.signals.count {
            state = .unknown
        } else if needsAll ? bad.count == parts.count : !bad.isEmpty {
            state = .bad
        } else if parts.allSatisfy(\.isGood) {
            state = .recovered
        } else if needsAll && parts.contains(where: \.isGood) {
            state = .notBad
        } else {
            state = .unknown
        }
        if state != .bad { confidence = 0 }
        isSaidByEach = !(state == .bad && !needsAll || state == .notBad)
    }

    /// Whether each signal is needed for the state, or one of those that say so is enough.
    private var isSaidByEach: Bool

    /// - Parameter seen: the signals that had new data since the last evaluation that counted.
    func isNews(_ seen: Set<String>) -> Bool {
        let names = evidence.filter { isSaidByEach || $0.isBad == (state == .bad) }.map(\.signal)
        guard state != .unknown else { return false }
        return isSaidByEach ? names.allSatisfy(seen.contains) : names.contains(where: seen.contains)
    }
}

/// What is remembered of a rule between evaluations.
struct RuleMemory: Sendable, Hashable, Codable {
    /// Evaluations in a row at new data that were bad. An evaluation without data neither adds to it nor ends it.
    var streak = 0
    /// Evaluations in a row at new data that were good.
    var recoveredEvaluations = 0
    /// When the trouble that is going on was first seen.
    var incidentStartedAt: Timestamp?
    /// When the first bad sample of the incident was taken, by the source's own time.
    private(set) var firstBadSampleAt: Timestamp?
    var finding: RuleFinding?
    /// The signals that had new data since the last evaluation that counted.
    private var seen: Set<String> = []
    /// Since when each evaluation has had something to say; `nil` where the newest has not.
    private(set) var dataSince: Timestamp?
    /// Whether the newest finding counted: it rests on data that no finding before it has used.
    private(set) var isNews = false

    /// The policy's mode was raised so that it may change its target, and the rule has not been decided since.
    var wasRaised = false

    /// What is bad is decided when it is news, and once more when the policy may act upon it.
    var isToBeDecided: Bool { isNews || wasRaised }

    /// Nothing was seen for so long that the present sight begins with the next evaluation.
    mutating func loseData() { dataSince = nil }

    /// A remediation has ended it; another one begins anew.
    mutating func endIncident() {
        incidentStartedAt = nil
        firstBadSampleAt = nil
        streak = 0
    }

    mutating func take(_ finding: RuleFinding, at now: Timestamp, recoveredNeeded: Int) {
        self.finding = finding
        dataSince = finding.state == .unknown ? nil : dataSince ?? now
        seen.formUnion(finding.fresh)
        isNews = finding.isNews(seen)
        // What is bad in a window that overlaps the last good one came after it: a recovery does not go on through it.
        if finding.state == .bad { recoveredEvaluations = 0 }
        guard isNews else { return }
        seen = []
        switch finding.state {
        case .bad:
            streak += 1
            firstBadSampleAt = firstBadSampleAt ?? finding.badSince.map { min($0, now) }
            incidentStartedAt = incidentStartedAt ?? now
        case .notBad:
            streak = 0
            recoveredEvaluations = 0
        case .recovered:
            streak = 0
            recoveredEvaluations += 1
            if recoveredEvaluations >= recoveredNeeded { (incidentStartedAt, firstBadSampleAt) = (nil, nil) }
        case .unknown: break
        }
    }
}
