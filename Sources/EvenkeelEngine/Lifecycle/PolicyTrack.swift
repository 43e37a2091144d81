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
    /// Of its signals, in seconds.
    private(set) var longestWindow: Double
    /// The release that was seen last, when that was, and when the one before it was.
    private var release: (hash: String, seenAt: Timestamp, predecessorSeenAt: Timestamp?)?
    /// What the last evaluation found of each signal.
    var findings: [String: SignalFinding] = [:]
    var evaluation: Evaluation?
    var evaluationInProgress: EvaluationInProgress?
    /// The time of the last evaluation that was asked for; each has its own.
    private var lastAskedAt: Timestamp?
    var nextEvaluationAt: Timestamp
    /// The status that is stored.
    var written: RemediationPolicyStatus?
    var writing: RemediationPolicyStatus?
    /// Remediations that are being created; no second one meanwhile.
    var creating: Set<String> = []
    /// By rule, the Remediation whose proposal was put on record though it could not be stored yet: it is tried again with
    /// each evaluation, and is no news then.
    var announced: [String: ObjectKey] = [:]
    /// What the audit log was last told of each rule.
    var judged: [String: String] = [:]

    init(policy: RemediationPolicy, now: Timestamp) {
        self.policy = policy
        written = policy.status
        health = RevisionHistory(policy.status?.revisions ?? [])
        nextEvaluationAt = now
        longestWindow = Self.longestWindow(policy)
    }

    private static func longestWindow(_ policy: RemediationPolicy) -> Double {
        policy.spec.signals.map(\.window.seconds).max() ?? 0
    }

    var key: ObjectKey { policy.key }
    var uid: String { policy.metadata.uid ?? "" }
    var isEvaluating: Bool { evaluationInProgress != nil }
    var wasAsked: Bool { lastAskedAt != nil }

    /// A source gave no answer at this evaluation and did at the one before it. Until it is silent again that is no news: a
    /// source that flaps must not make every policy's status flap.
    var isBrieflyBlind: Bool {
        // An evaluation that was lost as a whole, or that did not see the cluster, is news at once.
        if case .unavailable = evaluation?.target.availability { return false }
        return signals.values.contains { $0.unreachableEvaluations == 1 }
    }

    /// Whether the newest evaluation is of now.
    func seesNow(_ now: Timestamp) -> Bool { evaluation.map { now - $0.at <= policy.maximumObservationAge } ?? false }

    /// Begins an evaluation, and gives its time, which no other evaluation of this policy has.
    mutating func beginEvaluation(now: Timestamp, within seconds: Double) -> Timestamp {
        let at = lastAskedAt.map { $0 == now ? now + 0.000_001 : now } ?? now
        lastAskedAt = at
        evaluationInProgress = EvaluationInProgress(at: at, until: now + seconds)
        return at
    }

    /// The clock was set back.
    mutating func turnBack(to now: Timestamp, _ limits: Engine.Limits) {
        nextEvaluationAt = min(nextEvaluationAt, now + policy.spec.interval.seconds)
        evaluationInProgress?.until = now + limits.evaluationTimeout
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
        if policy.spec.targetRef != new.spec.targetRef || policy.spec.signals != new.spec.signals {
            evaluationInProgress = nil
        }
        if policy.spec.signals != new.spec.signals { longestWindow = Self.longestWindow(new) }
        policy = new
    }

    private mutating func forgetTarget() {
        signals = [:]
        rules = [:]
        findings = [:]
        health = RevisionHistory([])
        release = nil
        evaluation = nil
    }

    /// When another release than the one that runs now was last seen, as far as this process knows.
    var predecessorSeenAt: Timestamp? { release?.predecessorSeenAt }

    mutating func noticeRelease(_ revision: Revision, now: Timestamp) {
        let isKnown = release?.hash == revision.templateHash
        release = (revision.templateHash, now, isKnown ? release?.predecessorSeenAt : release?.seenAt)
    }

    /// Another object of the same name is another workload: how long the old one was in trouble does not count.
    mutating func notice(_ target: TargetSnapshot, now: Timestamp) {
        if !seesNow(now) { for name in rules.keys { rules[name]?.loseData() } }
        guard let old = evaluation?.target.workload?.uid, let new = target.workload?.uid, old != new else { return }
        for name in signals.keys { signals[name]?.unhealthySince = nil }
        for name in rules.keys { rules[name]?.streak = 0 }
    }
}

/// An evaluation that was asked for and not answered yet.
struct EvaluationInProgress: Sendable, Hashable {
    var at: Timestamp
    var until: Timestamp
}

/// An object that is there and cannot be read as a policy.
struct InvalidPolicy: Sendable, Hashable {
    var uid: String
    var generation: Int
    var reasons: [String]
}

/// How a target serves at an evaluation.
enum ServingHealth: Sendable, Hashable {
    /// Every signal has good data and is good, all pods are ready, and nothing is rolling out.
    case healthy
    /// Something moves, or is on its way.
    case unsettled
    case unhealthy
}

/// Which revisions of a target were seen serving healthily, until something else took their place. Only these may be
/// returned to.
struct RevisionHistory: Sendable, Hashable {
    static let maximum = 10
    /// So many good evaluations in a row make evidence, over a whole window of the signals: what is in it before is the
    /// predecessor's doing.
    static let evaluationsNeeded = 3

    private(set) var evidence: [RevisionEvidence]
    /// The revision that was seen last, and whether it took the place of another.
    private var current: (hash: String, isNewcomer: Bool)?
    private var candidate: (hash: String, since: Timestamp, evaluations: Int)?

    init(_ evidence: [RevisionEvidence]) { self.evidence = evidence }

    /// - Parameters:
    ///   - health: `nil` where the data does not say.
    ///   - window: of the signals, in seconds.
    mutating func take(_ revision: Revision, _ health: ServingHealth?, window: Double, at now: Timestamp) {
        if current?.hash != revision.templateHash { current = (revision.templateHash, current != nil) }
        guard let health else { return }
        guard health == .healthy else {
            candidate = nil
            // Good once and bad since: what stands before it may be better, this is no place to return to.
            if health == .unhealthy { evidence.removeAll { $0.templateHash == revision.templateHash } }
            return
        }
        if candidate?.hash != revision.templateHash { candidate = (revision.templateHash, now, 0) }
        candidate?.evaluations += 1
        guard let candidate, candidate.evaluations >= Self.evaluationsNeeded, now - candidate.since >= window else {
            return
        }
        if let index = evidence.firstIndex(where: { $0.templateHash == revision.templateHash }) {
            evidence[index].revision = revision.number
            // Another one served in between.
            if current?.isNewcomer == true { evidence[index].healthySince = candidate.since }
            current?.isNewcomer = false
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
