import EvenkeelAPI
import JSONValue
import KubernetesTypes

/// The life of one MetricSource in this process: whether anybody gets an answer from it, and the write of its status. That
/// nobody does is one condition of the source, not one of each policy that asks it.
struct MetricSourceMachine: Sendable {
    enum Reachability: Sendable, Hashable {
        case notAsked
        /// - Parameter failingSince: the beginning of a time without any answer.
        case reachable(failingSince: Timestamp?)
        /// From the first to the last report of an outage.
        case unreachable(answering: Answering?)

        var isUnreachable: Bool { if case .unreachable = self { true } else { false } }
    }

    /// Answers during an outage: from some replicas, or at the end of it.
    struct Answering: Sendable, Hashable {
        var since: Timestamp
        var lastAt: Timestamp
    }

    enum State: Sendable, Hashable {
        /// - Parameter isRetry: the last write did not take place.
        case idle(notBefore: Timestamp, isRetry: Bool)
        case writing(MetricSourceStatus, notBefore: Timestamp)
    }

    enum Event: Sendable {
        case stored(MetricSource)
        /// An evaluation of the policy got an answer to at least one of its queries.
        case answered(ObjectKey)
        /// An evaluation of the policy got nothing but failures, of which this is the first.
        case failed(ObjectKey, String)
        /// The policy does not ask it any more.
        case forgotten(ObjectKey)
        case statusWritten(Outcome)
    }

    enum Action: Sendable, Hashable {
        case write(MetricSourceStatus, uid: String)
        case outageBegan(message: String)
        case outageEnded
    }

    private(set) var source: MetricSource
    private(set) var reachability: Reachability
    private(set) var state: State
    /// The status that is stored.
    private var stored: MetricSourceStatus?
    /// The policies whose newest evaluation got nothing but failures from it.
    private(set) var blind: Set<ObjectKey> = []
    /// What the source, or the way to it, last answered instead of data.
    private var failure = ""

    /// Seconds of nothing but failures before a source counts as unreachable, and of answers before it counts as back.
    static let patience = 30.0
    /// Seconds between two writes that only correct the number of policies, or that failed.
    private static let betweenWrites = 60.0

    init(_ source: MetricSource, now: Timestamp) {
        self.source = source
        stored = source.status
        // After a restart an outage that goes on is still the same one.
        let isUnreachable = source.status?.conditions[ConditionType.reachable]?.status == .isFalse
        reachability = isUnreachable ? .unreachable(answering: nil) : .notAsked
        state = .idle(notBefore: isUnreachable ? now + Self.betweenWrites : now, isRetry: false)
    }

    mutating func handle(_ event: Event, now: Timestamp) -> [Action] {
        switch (state, event) {
        case (_, .stored(let newer)):
            replace(newer)
            return []
        case (_, .answered(let policy)):
            blind.remove(policy)
            return answered(now) + write(now)
        case (_, .failed(let policy, let failure)):
            blind.insert(policy)
            self.failure = failure
            return failed(now) + write(now)
        case (_, .forgotten(let policy)):
            blind.remove(policy)
            return []
        case (.writing(let status, let time), .statusWritten(let outcome)):
            if case .done = outcome {
                stored = status
                state = .idle(notBefore: time, isRetry: false)
            } else {
                state = .idle(notBefore: time, isRetry: true)
            }
            return []
        case (.idle, .statusWritten): return []
        }
    }

    private mutating func replace(_ newer: MetricSource) {
        // Another address may be another server.
        if newer.spec != source.spec { forgetTimes() }
        source = newer
        if case .idle = state { stored = newer.status }
    }

    private mutating func forgetTimes() {
        switch reachability {
        case .notAsked: break
        case .reachable: reachability = .reachable(failingSince: nil)
        case .unreachable: reachability = .unreachable(answering: nil)
        }
    }

    private mutating func answered(_ now: Timestamp) -> [Action] {
        guard case .unreachable(let answering) = reachability else {
            reachability = .reachable(failingSince: nil)
            return []
        }
        let since = min(answering?.since ?? now, now)
        guard now - since >= Self.patience else {
            reachability = .unreachable(answering: Answering(since: since, lastAt: now))
            return []
        }
        reachability = .reachable(failingSince: nil)
        return [.outageEnded]
    }

    private mutating func failed(_ now: Timestamp) -> [Action] {
        switch reachability {
        case .unreachable(let answering?) where now - answering.lastAt > Self.patience:
            reachability = .unreachable(answering: nil)
            return []
        case .unreachable: return []
        case .notAsked:
            reachability = .reachable(failingSince: now)
            return []
        case .reachable(let failingSince):
            let since = min(failingSince ?? now, now)
            guard now - since >= Self.patience else {
                reachability = .reachable(failingSince: since)
                return []
            }
            reachability = .unreachable(answering: nil)
            return [.outageBegan(message: message)]
        }
    }

    /// Writes the status if the verdict has changed, or the number of policies has and was not corrected lately.
    private mutating func write(_ now: Timestamp) -> [Action] {
        guard case .idle(let time, let isRetry) = state, let uid = source.metadata.uid else { return [] }
        let status = status(now)
        let isNews =
            status.observedGeneration != stored?.observedGeneration
            || status.conditions.map(\.status) != stored?.conditions.map(\.status)
        guard isNews || status.blindPolicies != stored?.blindPolicies, isNews && !isRetry || now >= time else {
            return []
        }
        state = .writing(status, notBefore: now + Self.betweenWrites)
        return [.write(status, uid: uid)]
    }

    private func status(_ now: Timestamp) -> MetricSourceStatus {
        let isUnreachable = reachability.isUnreachable
        var status = MetricSourceStatus(
            observedGeneration: source.metadata.generation, conditions: stored?.conditions ?? [],
            blindPolicies: isUnreachable ? blind.count : 0)
        for type in [ConditionType.reachable, ConditionType.ready] {
            status.conditions.set(
                Condition(
                    type: type, status: isUnreachable ? .isFalse : .isTrue,
                    observedGeneration: source.metadata.generation, lastTransitionTime: now,
                    reason: isUnreachable ? "MonitoringBlind" : "Answering",
                    message: isUnreachable ? message.cut(to: 1000) : ""))
        }
        return status
    }

    private var message: String {
        "\(blind.count) \(blind.count == 1 ? "policy sees" : "policies see") nothing of what it measures: \(failure)"
    }
}
