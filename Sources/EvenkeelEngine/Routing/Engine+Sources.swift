import EvenkeelAPI
import KubernetesTypes

// Routes events to the metric sources' machines.
extension Engine {
    mutating func sourceChanged(_ source: MetricSource, now: Timestamp) {
        let name = source.metadata.name ?? ""
        if sources[name]?.source.metadata.uid == source.metadata.uid, sources[name] != nil {
            return send(.stored(source), toSource: name, now: now)
        }
        sources[name] = MetricSourceMachine(source, now: now)
    }

    mutating func send(_ event: MetricSourceMachine.Event, toSource name: String, now: Timestamp) {
        guard let actions = sources[name]?.handle(event, now: now) else { return }
        for action in actions {
            switch action {
            case .write(let status, let uid):
                let id = makeEffectID(.sourceStatus(name))
                effects.append(.writeMetricSourceStatus(id, name: name, uid: uid, status))
            case .outageBegan(let message): report(.warning, "MonitoringBlind", message, of: name)
            case .outageEnded: report(.normal, "MonitoringRestored", "the source answers again", of: name)
            }
        }
    }

    /// Once when an outage begins and once when it ends, whatever the number of policies.
    private mutating func report(_ kind: EventRecord.Kind, _ reason: String, _ message: String, of name: String) {
        effects.append(
            .recordEvent(
                EventRecord(
                    kind: kind, reason: reason, message: message, action: "Evaluate",
                    regarding: ObjectReference(
                        apiVersion: MetricSource.apiVersion, kind: MetricSource.kind, key: ObjectKey(name: name)),
                    regardingUID: sources[name]?.source.metadata.uid ?? "")))
    }

    mutating func forgetBlindness(of policy: ObjectKey, now: Timestamp) {
        for name in sources.keys.sorted() { send(.forgotten(policy), toSource: name, now: now) }
    }

    /// Learns from an evaluation which sources answer.
    mutating func noticeSources(_ evaluation: Evaluation, _ policy: RemediationPolicy, now: Timestamp) {
        let names = Dictionary(
            policy.spec.signals.compactMap { signal in signal.source.map { (signal.name, $0) } },
            uniquingKeysWith: { first, _ in first })
        for name in sources.keys.sorted() {
            let answers = evaluation.answers.filter { names[$0.signal] == name }
            guard !answers.isEmpty else {
                // What is not asked for any more says nothing of the policy.
                if !names.values.contains(name) { send(.forgotten(evaluation.policy), toSource: name, now: now) }
                continue
            }
            let failures = answers.compactMap(\.failure)
            let event: MetricSourceMachine.Event =
                if failures.count == answers.count, let first = failures.first {
                    .failed(evaluation.policy, first)
                } else {
                    .answered(evaluation.policy)
                }
            send(event, toSource: name, now: now)
        }
    }
}

extension Answer {
    /// What went wrong, if the source gave no answer at all.
    fileprivate var failure: String? {
        if case .failed(let reason) = content { reason } else { nil }
    }
}
