import EvenkeelAPI
import KubernetesTypes

/// What the engine knows of a policy.
struct PolicyTrack: Sendable {
    var policy: RemediationPolicy
    /// Why the object cannot be used; empty where it can.
    var invalidReasons: [String] = []
    var signals: [String: SignalMemory] = [:]
    var rules: [String: RuleMemory] = [:]
    var health: RevisionHistory
    /// What the last look found of each signal.
    var findings: [String: SignalFinding] = [:]
    var look: Look?
    var lookUnderWay: LookUnderWay?
    /// The time of the last look that was asked for; each has its own.
    private var lastAskedAt: Timestamp?
    var nextLookAt: Timestamp
    /// The status that is stored.
    var written: RemediationPolicyStatus?
    var writing: RemediationPolicyStatus?
    /// Remediations that are being created; no second one meanwhile.
    var creating: Set<String> = []
    /// By rule, the Remediation whose proposal was put on record though it could not be stored yet: it is tried again with
    /// each look, and is no news then.
    var announced: [String: ObjectKey] = [:]
    /// What the audit log was last told of each rule.
    var judged: [String: String] = [:]

    init(policy: RemediationPolicy, now: Timestamp) {
        self.policy = policy
        written = policy.status
        health = RevisionHistory(policy.status?.revisions ?? [])
        nextLookAt = now
    }

    var key: ObjectKey { policy.key }
    var uid: String { policy.metadata.uid ?? "" }
    var isLooking: Bool { lookUnderWay != nil }
    var wasAsked: Bool { lastAskedAt != nil }

    /// A source gave no answer at this look and did at the one before it. Until it is silent again that is no news: a
    /// source that flaps must not make every policy's status flap.
    var isBrieflyBlind: Bool {
        // A look that was lost as a whole, or that did not see the cluster, is news at once.
        if case .unavailable = look?.target.availability { return false }
        return signals.values.contains { $0.unreachableLooks == 1 }
    }

    /// Whether the newest look is of now.
    func seesNow(_ now: Timestamp) -> Bool { look.map { now - $0.at <= policy.longestSight } ?? false }

    /// Begins a look, and gives its time, which no other look of this policy has.
    mutating func beginLook(now: Timestamp, within seconds: Double) -> Timestamp {
        let at = lastAskedAt.map { $0 == now ? now + 0.000_001 : now } ?? now
        lastAskedAt = at
        lookUnderWay = LookUnderWay(at: at, until: now + seconds)
        return at
    }

    /// The clock was set back.
    mutating func turnBack(to now: Timestamp, _ limits: Engine.Limits) {
        nextLookAt = min(nextLookAt, now + policy.spec.interval.seconds)
        lookUnderWay?.until = now + limits.lookWithin
    }

    /// Forgets what belongs to signals and rules that an edit has changed.
    mutating func replace(_ new: RemediationPolicy) {
        for signal in policy.spec.signals where !new.spec.signals.contains(signal) { signals[signal.name] = nil }
        for rule in policy.spec.rules
        where !new.spec.rules.contains(where: { $0.name == rule.name && $0.when == rule.when }) {
            rules[rule.name] = nil
        }
        if policy.spec.targetRef != new.spec.targetRef { forgetTarget() }
        // The answers that are on their way are to questions that nobody asks any more.
        if policy.spec.targetRef != new.spec.targetRef || policy.spec.signals != new.spec.signals { lookUnderWay = nil }
        policy = new
    }

    private mutating func forgetTarget() {
        signals = [:]
        rules = [:]
        findings = [:]
        health = RevisionHistory([])
        look = nil
    }

    /// Another object of the same name is another workload: how long the old one was in trouble does not count.
    mutating func notice(_ target: TargetSnapshot, now: Timestamp) {
        if !seesNow(now) { for name in rules.keys { rules[name]?.loseSight() } }
        guard let old = look?.target.workload?.uid, let new = target.workload?.uid, old != new else { return }
        for name in signals.keys { signals[name]?.troubleSince = nil }
        for name in rules.keys { rules[name]?.streak = 0 }
    }
}

/// A look that was asked for and not answered yet.
struct LookUnderWay: Sendable, Hashable {
    var at: Timestamp
    var until: Timestamp
}

/// An object that is there and cannot be read as a policy.
struct InvalidPolicy: Sendable, Hashable {
    var uid: String
    var generation: Int
    var reasons: [String]
}

/// Which revisions of a target were seen serving healthily. Only these may be returned to.
struct RevisionHistory: Sendable, Hashable {
    static let maximum = 10
    /// So many good looks in a row make evidence.
    static let looksNeeded = 3

    private(set) var evidence: [RevisionEvidence]
    private var candidate: (hash: String, since: Timestamp, looks: Int)?

    init(_ evidence: [RevisionEvidence]) { self.evidence = evidence }

    /// - Parameter isHealthy: every signal has good data and is good, and nothing is rolling out; `nil` where the data
    ///   does not say.
    mutating func take(_ revision: Revision, isHealthy: Bool?, at now: Timestamp) {
        guard let isHealthy else { return }
        guard isHealthy else {
            candidate = nil
            return
        }
        if candidate?.hash != revision.templateHash { candidate = (revision.templateHash, now, 0) }
        candidate?.looks += 1
        guard let candidate, candidate.looks >= Self.looksNeeded else { return }
        if let index = evidence.firstIndex(where: { $0.templateHash == revision.templateHash }) {
            evidence[index].revision = revision.number
            evidence[index].healthyUntil = now
        } else {
            evidence.append(
                RevisionEvidence(
                    revision: revision.number, templateHash: revision.templateHash, healthySince: candidate.since,
                    healthyUntil: now))
            evidence = evidence.suffix(Self.maximum)
        }
    }

    static func == (left: RevisionHistory, right: RevisionHistory) -> Bool { left.evidence == right.evidence }
    func hash(into hasher: inout Hasher) { hasher.combine(evidence) }
}
