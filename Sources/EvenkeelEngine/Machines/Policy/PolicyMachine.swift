import EvenkeelAPI
import KubernetesTypes

/// The life of one policy in this process: when it is evaluated, what evaluations have found, and the write of its status.
struct PolicyMachine: Sendable {
    enum Schedule: Sendable, Hashable {
        /// The object cannot be used, for these reasons.
        case unusable([String])
        case due(at: Timestamp)
        /// An evaluation was asked for and not answered yet; the next one is due then.
        case evaluating(EvaluationInProgress, next: Timestamp)
    }

    enum StatusWrite: Sendable, Hashable {
        case idle
        case writing(RemediationPolicyStatus)
    }

    enum Event: Sendable {
        /// - Parameter remediations: those of the policy, for the incidents that go on.
        case stored(RemediationPolicy, remediations: [Remediation])
        /// The object is there and cannot be read as a policy.
        case unreadable([String])
        /// Its evaluation is due and there is room for it; the next one is due then.
        case turn(next: Timestamp, SourceDirectory, silences: [Query], timeout: Double)
        /// Somebody needs an evaluation now.
        case evaluationWanted
        case evaluated(Evaluation, SourceDirectory)
        case reported(RemediationPolicyStatus)
        case statusWritten(Outcome)
        case clockSetBack(timeout: Double)
    }

    enum Action: Sendable, Hashable {
        case evaluate(EvaluationRequest)
        /// Its Remediations decide again.
        case decideAgain
        case write(RemediationPolicyStatus)
    }

    private(set) var policy: RemediationPolicy
    private(set) var schedule: Schedule
    private(set) var statusWrite = StatusWrite.idle
    /// The status that is stored.
    private(set) var written: RemediationPolicyStatus?
    /// The time of the last evaluation that was asked for; each has its own.
    private var lastAskedAt: Timestamp?

    // What evaluations have found.
    var evaluation: Evaluation?
    /// What the last evaluation found of each signal.
    var findings: [String: SignalFinding] = [:]
    private(set) var signals: [String: SignalMemory] = [:]
    var rules: [String: RuleMemory] = [:]
    private(set) var health: RevisionHistory
    /// Of its signals, in seconds.
    private var longestWindow: Double
    /// By rule, healthy evaluations in a row that end an incident. Their expressions are read once, not in each evaluation.
    private var recoveredNeeded: [String: Int]
    /// The release that was seen last, when that was, and when the one before it was.
    private var release: (hash: String, seenAt: Timestamp, predecessorSeenAt: Timestamp?)?

    // What was made of it.
    /// Remediations that are being created; no second one meanwhile.
    var creating: Set<String> = []
    /// By rule, the Remediation whose proposal was put on record though it could not be stored yet: it is tried again with
    /// each evaluation, and is no news then.
    var announced: [String: Announcement] = [:]
    /// What the audit log last recorded of each rule.
    var judged: [String: String] = [:]

    init(_ policy: RemediationPolicy, remediations: [Remediation] = [], now: Timestamp) {
        self.policy = policy
        written = policy.status
        health = RevisionHistory(policy.status?.revisions ?? [])
        schedule = .due(at: now)
        longestWindow = Self.longestWindow(policy)
        recoveredNeeded = Self.recoveredNeeded(policy)
        restoreIncidents(from: remediations)
    }

    private static func recoveredNeeded(_ policy: RemediationPolicy) -> [String: Int] {
        let needed = policy.spec.rules.map { ($0.name, policy.spec.recoveredNeeded($0)) }
        return Dictionary(needed, uniquingKeysWith: { $1 })
    }

    /// Counters have no window; a release has to be healthy for some evaluations of theirs.
    private static func longestWindow(_ policy: RemediationPolicy) -> Double {
        let several = 6 * policy.spec.interval.seconds
        return policy.spec.signals.map { $0.readsCounters ? several : $0.window.seconds }.max() ?? 0
    }

    /// Takes one event. Each schedule meets each event; what it does not wait for is named.
    mutating func handle(_ event: Event, now: Timestamp) -> [Action] {
        switch (schedule, event) {
        case (_, .stored(let newer, let remediations)): stored(newer, remediations, now)
        case (_, .unreadable(let reasons)): unreadable(reasons)
        case (.due, .turn(let next, let sources, let silences, let timeout)):
            begin(next, sources, silences, timeout: timeout, now)
        case (.due, .evaluationWanted):
            wanted(now)
        case (.evaluating(let progress, let next), .evaluated(let evaluation, let sources)):
            evaluated(evaluation, progress, next, sources, now)
        case (.due(let time), .clockSetBack): setBack(.due(at: min(time, now + policy.spec.interval.seconds)))
        case (.evaluating(let progress, let next), .clockSetBack(let timeout)):
            setBack(
                .evaluating(
                    EvaluationInProgress(at: progress.at, until: now + timeout),
                    next: min(next, now + policy.spec.interval.seconds)))
        case (_, .reported(let status)): reported(status)
        case (_, .statusWritten(let outcome)): statusWritten(outcome)
        // One evaluation at a time; the answer that comes is new enough for whoever wants one.
        case (.evaluating, .turn), (.evaluating, .evaluationWanted): []
        // An answer that came too late, or to a question that an edit has changed.
        case (.due, .evaluated): []
        // Nothing is evaluated until the object can be used again.
        case (.unusable, .turn), (.unusable, .evaluationWanted), (.unusable, .evaluated), (.unusable, .clockSetBack): []
        }
    }

    private mutating func wanted(_ now: Timestamp) -> [Action] {
        schedule = .due(at: now)
        return []
    }

    private mutating func setBack(_ new: Schedule) -> [Action] {
        schedule = new
        return []
    }

    private mutating func stored(
        _ newer: RemediationPolicy, _ remediations: [Remediation], _ now: Timestamp
    ) -> [Action] {
        let isNewSpec = policy.spec != newer.spec
        let asksForRefresh =
            newer.metadata.annotations?[EvenkeelAPIGroup.Annotation.refresh] != written?.refreshed
        let wasUnusable = problem != nil
        if newer.spec.mode.changesTarget, !policy.spec.mode.changesTarget {
            for name in rules.keys { rules[name]?.wasRaised = true }
        }
        replace(newer, now)
        restoreIncidents(from: remediations)
        if wasUnusable { schedule = .due(at: now) }
        if isNewSpec || asksForRefresh { advance(to: now) }
        return isNewSpec || wasUnusable ? [.decideAgain] : []
    }

    private mutating func advance(to now: Timestamp) {
        switch schedule {
        case .unusable: break
        case .due(let time): schedule = .due(at: min(time, now))
        case .evaluating(let progress, let next): schedule = .evaluating(progress, next: min(next, now))
        }
    }

    /// What an earlier version allowed is not done meanwhile.
    private mutating func unreadable(_ reasons: [String]) -> [Action] {
        schedule = .unusable(reasons.isEmpty ? ["it cannot be read"] : reasons)
        return [.decideAgain]
    }

    private mutating func begin(
        _ next: Timestamp, _ sources: SourceDirectory, _ silences: [Query], timeout: Double, _ now: Timestamp
    ) -> [Action] {
        let at = lastAskedAt.map { $0 == now ? now + 0.000_001 : now } ?? now
        lastAskedAt = at
        schedule = .evaluating(EvaluationInProgress(at: at, until: now + timeout), next: next)
        let namespace = policy.metadata.namespace ?? ""
        let queries = policy.spec.signals.flatMap { signal in
            sources.problem(signal, namespace: namespace) == nil
                ? SignalJudge.queries(signal, memory: signals[signal.name], now: at) : []
        }
        return [
            .evaluate(
                EvaluationRequest(
                    policy: key, target: policy.spec.targetRef, at: at, queries: queries + silences,
                    sources: sources.specs(of: queries + silences),
                    canaries: policy.spec.rules.compactMap(\.action.kind?.canary)))
        ]
    }

    private mutating func evaluated(
        _ evaluation: Evaluation, _ progress: EvaluationInProgress, _ next: Timestamp, _ sources: SourceDirectory,
        _ now: Timestamp
    ) -> [Action] {
        guard evaluation.at >= progress.at else { return [] }
        schedule = .due(at: next)
        judge(evaluation, sources, now)
        return []
    }

    private mutating func reported(_ status: RemediationPolicyStatus) -> [Action] {
        statusWrite = .writing(status)
        return [.write(status)]
    }

    private mutating func statusWritten(_ outcome: Outcome) -> [Action] {
        guard case .writing(let status) = statusWrite else { return [] }
        if case .done = outcome { written = status }
        statusWrite = .idle
        return []
    }
}

// What evaluations find.
extension PolicyMachine {
    private mutating func judge(_ evaluation: Evaluation, _ sources: SourceDirectory, _ now: Timestamp) {
        notice(evaluation.target, now)
        self.evaluation = evaluation.remembered
        var findings: [String: SignalFinding] = [:]
        for signal in policy.spec.signals { findings[signal.name] = finding(signal, evaluation, sources, now) }
        for rule in policy.spec.rules {
            rules[rule.name, default: RuleMemory()].take(
                RuleFinding(rule.when, findings: findings), at: now, recoveredNeeded: recoveredNeeded[rule.name] ?? 3)
        }
        self.findings = findings
        if let revision = evaluation.target.currentRevision {
            noticeRelease(revision, now)
            health.take(revision, servingHealth(evaluation), window: longestWindow, at: now)
        }
    }

    private mutating func finding(
        _ signal: Signal, _ evaluation: Evaluation, _ sources: SourceDirectory, _ now: Timestamp
    ) -> SignalFinding {
        if let problem = sources.problem(signal, namespace: policy.metadata.namespace ?? "") {
            return .unusable(signal.name, .unavailable, reason: problem.reason, at: now, problem.explanation)
        }
        let quality = signal.quality ?? QualityLimits()
        let staleAfter = quality.staleAfter ?? sources.staleAfter(signal)
        return SignalJudge.judge(
            signal, memory: &signals[signal.name, default: SignalMemory()],
            context: SignalContext(
                now: now, evaluation: evaluation, staleAfter: staleAfter?.seconds ?? 120, quality: quality,
                incidentSince: incident(of: signal.name)))
    }

    /// Another object of the same name is another workload: how long the old one was unhealthy does not count.
    private mutating func notice(_ target: TargetSnapshot, _ now: Timestamp) {
        if !hasCurrentEvaluation(now) { for name in rules.keys { rules[name]?.loseData() } }
        guard let old = evaluation?.target.workload?.uid, let new = target.workload?.uid, old != new else { return }
        for name in signals.keys { signals[name]?.unhealthySince = nil }
        for name in rules.keys { rules[name]?.streak = 0 }
    }

    private mutating func noticeRelease(_ revision: Revision, _ now: Timestamp) {
        let isKnown = release?.hash == revision.templateHash
        release = (revision.templateHash, now, isKnown ? release?.predecessorSeenAt : release?.seenAt)
    }

    /// Forgets what belongs to signals and rules that an edit has changed.
    private mutating func replace(_ new: RemediationPolicy, _ now: Timestamp) {
        for signal in policy.spec.signals where !new.spec.signals.contains(signal) { signals[signal.name] = nil }
        for rule in policy.spec.rules
        where !new.spec.rules.contains(where: { $0.name == rule.name && $0.when == rule.when }) {
            rules[rule.name] = nil
        }
        if policy.spec.targetRef != new.spec.targetRef { forgetTarget() }
        // The answers that are on their way are to questions that nobody asks any more.
        if policy.spec.targetRef != new.spec.targetRef || policy.spec.signals != new.spec.signals,
            case .evaluating(_, let next) = schedule
        {
            schedule = .due(at: next)
        }
        if policy.spec != new.spec {
            longestWindow = Self.longestWindow(new)
            recoveredNeeded = Self.recoveredNeeded(new)
        }
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

    /// How the target serves; `nil` if the data does not say.
    private func servingHealth(_ evaluation: Evaluation) -> ServingHealth? {
        guard evaluation.target.availability == .known, let workload = evaluation.target.workload else { return nil }
        let all = policy.spec.signals.compactMap { findings[$0.name] }
        if workload.isRollingOut { return .unsettled }
        if all.contains(where: \.isBad) { return .unhealthy }
        if workload.readyReplicas < workload.replicas || workload.replicas == 0 { return .unsettled }
        return all.isEmpty || all.contains { !$0.isGood } ? nil : .healthy
    }

    /// Whether what was sampled after a change proves that each signal of a rule is below its limit again; `nil` where
    /// the signals prove nothing, or are only to be counted.
    func isSureOfRecovery(_ rule: Rule, since changed: Timestamp) -> Bool? {
        guard rule.verify.recovered == nil else { return nil }
        let proofs = policy.spec.signals.filter { rule.when.signals.contains($0.name) }.compactMap { signal in
            guard signal.provesRecovery, case .errorRate(let kind) = signal.kind else { return nil as Bool? }
            let confidence = signals[signal.name]?.log.confidence(
                below: kind.limit.fraction, after: changed.secondsSince1970)
            return confidence ?? 0 >= Self.sureOfRecovery
        }
        return proofs.isEmpty ? nil : proofs.allSatisfy(\.self)
    }

    /// At which the test of an error rate takes an incident for over, too.
    private static let sureOfRecovery = 0.99

    /// Since when an incident of a rule that names the signal goes on.
    private func incident(of signal: String) -> Timestamp? {
        policy.spec.rules.filter { $0.when.signals.contains(signal) }.compactMap { rules[$0.name]?.incidentStartedAt }
            .min()
    }

    /// After a restart: an incident that a stored Remediation belongs to is still the same one.
    mutating func restoreIncidents(from remediations: [Remediation]) {
        for remediation in remediations where remediation.spec.policyRef.uid == uid {
            guard remediation.status?.incidentEndedAt == nil else { continue }
            let started = remediation.spec.incidentStartedAt
            // Stored times have whole seconds: the very incident that is known must not seem to have begun earlier.
            if let known = rules[remediation.spec.rule]?.incidentStartedAt, known < started + 1 { continue }
            rules[remediation.spec.rule, default: RuleMemory()].incidentStartedAt = started
        }
    }
}

// What others ask about it.
extension PolicyMachine {
    var key: ObjectKey { policy.key }
    var uid: String { policy.metadata.uid ?? "" }
    var wasAsked: Bool { lastAskedAt != nil }

    /// Why the object cannot be used; `nil` if it can.
    var problem: String? { if case .unusable(let reasons) = schedule { reasons.first } else { nil } }

    var evaluationInProgress: EvaluationInProgress? {
        if case .evaluating(let progress, _) = schedule { progress } else { nil }
    }

    /// A source gave no answer at this evaluation and did at the one before it. Until it is silent again that is no news: a
    /// source that flaps must not make every policy's status flap.
    var isBrieflyBlind: Bool {
        // An evaluation that was lost as a whole, or that did not see the cluster, is news at once.
        if case .unavailable = evaluation?.target.availability { return false }
        return signals.values.contains { $0.unreachableEvaluations == 1 }
    }

    /// Whether the newest evaluation is of now.
    func hasCurrentEvaluation(_ now: Timestamp) -> Bool {
        evaluation.map { now - $0.at <= policy.maximumObservationAge } ?? false
    }

    /// When another release than the one that runs now was last seen, as far as this process knows.
    var predecessorSeenAt: Timestamp? { release?.predecessorSeenAt }
}

/// An evaluation that was asked for and not answered yet.
struct EvaluationInProgress: Sendable, Hashable {
    var at: Timestamp
    /// It counts as lost after this.
    var until: Timestamp
}

/// A proposal that was put on record.
struct Announcement: Sendable, Hashable {
    var remediation: ObjectKey
    /// As the audit log names it.
    var decision: String
}

/// An object that is there and cannot be read as a policy.
struct InvalidPolicy: Sendable, Hashable {
    var uid: String
    var generation: Int
    var reasons: [String]
}

extension PolicyMachine {
    /// Names of the pods that the rule's signals call different from their siblings; `nil` where none says so now.
    func outliers(of rule: Rule) -> Set<String>? {
        let said = rule.when.signals.compactMap { findings[$0] }.filter { $0.evidence.quality == .ok }
            .compactMap(\.outliers)
        return said.isEmpty ? nil : Set(said.joined())
    }
}
