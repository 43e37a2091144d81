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
    var isLooking = false
    var nextLookAt: Timestamp
    /// The status that is stored.
    var written: RemediationPolicyStatus?
    var writing: RemediationPolicyStatus?
    /// Remediations that are being created; no second one meanwhile.
    var creating: Set<String> = []

    init(policy: RemediationPolicy, now: Timestamp) {
        self.policy = policy
        written = policy.status
        health = RevisionHistory(policy.status?.revisions ?? [])
        nextLookAt = now
    }

    var key: ObjectKey { policy.key }
    var uid: String { policy.metadata.uid ?? "" }

    /// Forgets what belongs to signals and rules that an edit has changed.
    mutating func replace(_ new: RemediationPolicy) {
        for signal in policy.spec.signals where !new.spec.signals.contains(signal) { signals[signal.name] = nil }
        for rule in policy.spec.rules
        where !new.spec.rules.contains(where: { $0.name == rule.name && $0.when == rule.when }) {
            rules[rule.name] = nil
        }
        if policy.spec.targetRef != new.spec.targetRef {
            signals = [:]
            rules = [:]
            health = RevisionHistory([])
            look = nil
        }
        policy = new
    }
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
