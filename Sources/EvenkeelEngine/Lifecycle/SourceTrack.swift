import EvenkeelAPI
import JSONValue
import KubernetesTypes

/// What the engine knows of a metric source: whether anybody gets an answer from it. That nobody does is one condition of
/// the source, not one of each policy that asks it.
struct SourceTrack: Sendable {
    var source: MetricSource
    /// The status that is stored.
    var written: MetricSourceStatus?
    var writing: MetricSourceStatus?
    /// No write before this.
    private var nextWriteAt: Timestamp
    /// The policies whose newest evaluation got nothing but failures from the source.
    private(set) var blind: Set<ObjectKey> = []
    /// Nobody gets an answer; from the first to the last word of an outage.
    private(set) var isUnreachable: Bool
    /// What the source, or the way to it, last said.
    private(set) var failure = ""
    /// Since when there were failures only.
    private var failingSince: Timestamp?
    private var answeringSince: Timestamp?
    private var lastAnswerAt: Timestamp?
    private var wasAsked: Bool

    /// Seconds of nothing but failures before a source counts as unreachable, and of answers before it counts as back.
    static let patience = 30.0
    /// Seconds between two writes that only correct the number of policies, or that failed.
    private static let betweenWrites = 60.0

    init(_ source: MetricSource, now: Timestamp) {
        self.source = source
        written = source.status
        nextWriteAt = now
        // After a restart an outage that goes on is still the same one.
        isUnreachable = source.status?.conditions[ConditionType.reachable]?.status == .isFalse
        wasAsked = isUnreachable
        if isUnreachable { nextWriteAt = now + Self.betweenWrites }
    }

    mutating func replace(_ new: MetricSource) {
        if new.spec != source.spec { forgetPast() }
        source = new
        if writing == nil { written = new.status }
    }

    /// Another address may be another server.
    private mutating func forgetPast() { (failingSince, answeringSince, lastAnswerAt) = (nil, nil, nil) }

    mutating func forget(_ policy: ObjectKey) { blind.remove(policy) }

    /// - Returns: whether an outage begins or ends with this.
    mutating func answered(_ policy: ObjectKey, at now: Timestamp) -> Bool {
        wasAsked = true
        blind.remove(policy)
        failingSince = nil
        lastAnswerAt = now
        let since = min(answeringSince ?? now, now)
        answeringSince = since
        guard isUnreachable, now - since >= Self.patience else { return false }
        isUnreachable = false
        return true
    }

    mutating func failed(_ policy: ObjectKey, _ failure: String, at now: Timestamp) -> Bool {
        wasAsked = true
        blind.insert(policy)
        self.failure = failure
        if lastAnswerAt.map({ now - $0 > Self.patience }) ?? true { answeringSince = nil }
        let since = min(failingSince ?? now, now)
        failingSince = since
        guard !isUnreachable, now - since >= Self.patience else { return false }
        isUnreachable = true
        return true
    }

    /// The status that is to be written now, if any: where the verdict has changed, or the number has and was not
    /// corrected lately.
    mutating func statusToWrite(now: Timestamp) -> MetricSourceStatus? {
        guard wasAsked, writing == nil else { return nil }
        let status = status(now: now)
        let isNews =
            status.observedGeneration != written?.observedGeneration
            || status.conditions.map(\.status) != written?.conditions.map(\.status)
        guard isNews || status.blindPolicies != written?.blindPolicies, isNews && !hasFailed || now >= nextWriteAt
        else { return nil }
        writing = status
        nextWriteAt = now + Self.betweenWrites
        return status
    }

    /// The last write did not take place.
    private var hasFailed = false

    mutating func statusWritten(_ isDone: Bool) {
        if isDone { written = writing }
        hasFailed = !isDone
        writing = nil
    }

    private func status(now: Timestamp) -> MetricSourceStatus {
        let count = isUnreachable ? blind.count : 0
        var status = MetricSourceStatus(
            observedGeneration: source.metadata.generation, conditions: written?.conditions ?? [],
            blindPolicies: count)
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

    var message: String {
        "\(blind.count) \(blind.count == 1 ? "policy sees" : "policies see") nothing of what it measures: \(failure)"
    }
}
