import EvenkeelAPI
import KubernetesTypes

extension Engine {
    mutating func sourceChanged(_ source: MetricSource, now: Timestamp) {
        let name = source.metadata.name ?? ""
        sources[name] = source
        guard sourceTracks[name]?.source.metadata.uid == source.metadata.uid else {
            sourceTracks[name] = SourceTrack(source, now: now)
            return
        }
        sourceTracks[name]?.replace(source)
    }

    mutating func sourceDeleted(_ name: String) {
        sources[name] = nil
        sourceTracks[name] = nil
    }

    mutating func forgetBlindness(of policy: ObjectKey) {
        for name in sourceTracks.keys { sourceTracks[name]?.forget(policy) }
    }

    /// Learns from an evaluation which sources answer.
    mutating func noticeSources(_ evaluation: Evaluation, _ policy: RemediationPolicy, now: Timestamp) {
        let names = Dictionary(
            policy.spec.signals.compactMap { signal in signal.source.map { (signal.name, $0) } },
            uniquingKeysWith: { first, _ in first })
        for name in sourceTracks.keys.sorted() {
            let answers = evaluation.answers.filter { names[$0.signal] == name }
            guard let first = answers.first else {
                // What is not asked for any more says nothing of the policy.
                if !names.values.contains(name) { sourceTracks[name]?.forget(evaluation.policy) }
                continue
            }
            let failures = answers.compactMap(\.failure)
            let isTurn =
                failures.count == answers.count
                ? sourceTracks[name]?.failed(evaluation.policy, failures.first ?? "\(first.signal)", at: now)
                : sourceTracks[name]?.answered(evaluation.policy, at: now)
            if isTurn == true { reportSource(name) }
            writeSourceStatus(name, now: now)
        }
    }

    private mutating func writeSourceStatus(_ name: String, now: Timestamp) {
        guard let uid = sourceTracks[name]?.source.metadata.uid,
            let status = sourceTracks[name]?.statusToWrite(now: now)
        else { return }
        effects.append(.writeMetricSourceStatus(makeEffectID(.sourceStatus(name)), name: name, uid: uid, status))
    }

    mutating func sourceStatusWritten(_ name: String, _ outcome: Outcome) {
        if case .done = outcome {
            sourceTracks[name]?.statusWritten(true)
        } else {
            sourceTracks[name]?.statusWritten(false)
        }
    }

    /// Once when an outage begins and once when it ends, whatever the number of policies.
    private mutating func reportSource(_ name: String) {
        guard let track = sourceTracks[name] else { return }
        effects.append(
            .recordEvent(
                EventRecord(
                    kind: track.isUnreachable ? .warning : .normal,
                    reason: track.isUnreachable ? "MonitoringBlind" : "MonitoringRestored",
                    message: track.isUnreachable ? track.message : "the source answers again", action: "Look",
                    regarding: ObjectReference(
                        apiVersion: MetricSource.apiVersion, kind: MetricSource.kind, key: ObjectKey(name: name)),
                    regardingUID: track.source.metadata.uid ?? "")))
    }
}

extension Answer {
    /// What went wrong, where the source gave no answer at all.
    fileprivate var failure: String? {
        if case .failed(let reason) = content { reason } else { nil }
    }
}
