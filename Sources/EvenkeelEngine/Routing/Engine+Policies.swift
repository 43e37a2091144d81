import Cryptography
import EvenkeelAPI
import KubernetesTypes

// Routes events to the policies' machines.
extension Engine {
    mutating func policyChanged(_ policy: RemediationPolicy, now: Timestamp) {
        let key = policy.key
        // At a start the list and the watch report the same object side by side.
        guard !policy.metadata.isOlder(than: policies[key]?.policy.metadata) else { return }
        invalid[key] = nil
        let uid = policy.metadata.uid ?? ""
        let own = remediations.of(policy: uid).map(\.remediation)
        if policies[key]?.uid == uid { return send(.stored(policy, remediations: own), toPolicy: key, now: now) }
        policies[key] = PolicyMachine(policy, remediations: own, now: now)
    }

    /// Reports on the object what is wrong, once for each wording.
    mutating func policyInvalid(
        _ key: ObjectKey, _ problem: InvalidPolicy, stored: RemediationPolicyStatus?, now: Timestamp
    ) {
        guard invalid[key] != problem else { return }
        invalid[key] = problem
        unseen.remove(key)
        reportInvalid(key, problem, stored: stored, now: now)
        guard policies[key] != nil else { return send(.contextChanged, toAllOf: problem.uid, now: now) }
        send(.unreadable(problem.reasons), toPolicy: key, now: now)
    }

    mutating func policyDeleted(_ key: ObjectKey, now: Timestamp) {
        let uid = policies[key]?.uid ?? invalid[key]?.uid
        invalid[key] = nil
        unseen.remove(key)
        if policies[key] != nil {
            policies[key] = nil
            forgetBlindness(of: key, now: now)
        }
        orphansDueAt = orphansDueAt ?? now
        send(.contextChanged, toAllOf: uid ?? "", now: now)
    }

    mutating func send(_ event: PolicyMachine.Event, toPolicy key: ObjectKey, now: Timestamp) {
        guard var machine = policies[key] else { return }
        let actions = machine.handle(event, now: now)
        policies[key] = machine
        for action in actions {
            switch action {
            case .evaluate(let request): effects.append(.evaluate(request))
            case .decideAgain: send(.contextChanged, toAllOf: machine.uid, now: now)
            case .write(let status):
                let id = makeEffectID(.policyStatus(key))
                effects.append(.writePolicyStatus(id, key, uid: machine.uid, status))
            }
        }
    }

    mutating func evaluated(_ evaluation: Evaluation, now: Timestamp) {
        let key = evaluation.policy
        guard let asked = policies[key]?.evaluationInProgress, evaluation.at >= asked.at else { return }
        if case .unavailable = evaluation.target.availability {
        } else {
            namespaceLabels[key.namespace ?? ""] = evaluation.target.namespaceLabels
        }
        send(.evaluated(evaluation, SourceDirectory(sources: sources)), toPolicy: key, now: now)
        guard let policy = policies[key] else { return }
        noticeSources(evaluation, policy.policy, now: now)
        // An evaluation that finds nothing bad can open no circuit breaker, unless it is the one that was missing.
        if unseen.remove(key) != nil || policy.findings.values.contains(where: \.isBad) {
            updateCircuitBreakers(now: now)
        }
        for machine in remediations.active(of: policy.uid) {
            send(.evaluated(evaluation, policy), to: machine.key, now: now)
        }
        let judged = propose(key, now: now)
        reportPolicy(key, judged, now: now)
        prune(key, now: now)
    }
}

// When policies are evaluated.
extension Engine {
    mutating func beginDueEvaluations(now: Timestamp) {
        let room = limits.concurrentEvaluations - policies.underWay
        guard room > 0 else { return }
        for key in policies.due(at: now).prefix(room) {
            guard let policy = policies[key], case .due(let time) = policy.schedule else { continue }
            let next = policy.wasAsked ? nextEvaluation(policy, after: time, now) : secondEvaluation(policy, time, now)
            send(
                .turn(
                    next: next, SourceDirectory(sources: sources), silences: silenceQueries(policy),
                    timeout: limits.evaluationTimeout),
                toPolicy: key, now: now)
        }
    }

    /// Every interval, without drift; more often while pods are being evicted, since the next one waits for an evaluation.
    private func nextEvaluation(_ policy: PolicyMachine, after time: Timestamp, _ now: Timestamp) -> Timestamp {
        var interval = max(1, policy.policy.spec.interval.seconds)
        let isEvicting = remediations.open(of: policy.uid).contains { $0.status.phase == .executing }
        if isEvicting { interval = min(interval, 5) }
        let next = time + interval
        return next > now ? next : now + interval
    }

    /// If there are more policies than can be evaluated at once, their evaluations are spread over the interval: a thousand
    /// that began together would ask their source everything in the same second, each time.
    private func secondEvaluation(_ policy: PolicyMachine, _ time: Timestamp, _ now: Timestamp) -> Timestamp {
        guard policies.count > limits.concurrentEvaluations else { return nextEvaluation(policy, after: time, now) }
        let hash = SHA256.digest(policy.uid).prefix(4).reduce(0.0) { $0 * 256 + Double($1) }
        return now + max(1, policy.policy.spec.interval.seconds * (hash + 1) / 4_294_967_296)
    }
}

// What is kept of ended Remediations.
extension Engine {
    /// Finished Remediations beyond the policy's history go.
    private mutating func prune(_ key: ObjectKey, now: Timestamp) {
        guard let track = policies[key] else { return }
        prune(track.uid, track.policy.spec.history, now: now) { Self.isRemembered($0, track, now) }
    }

    /// What a deleted policy leaves behind is kept like any history, so that a scheduled revert still happens and a budget still
    /// counts: the garbage collector, which knows of neither, has no hand in it. Asked once an hour.
    mutating func pruneOrphans(now: Timestamp) {
        guard let due = orphansDueAt, due <= now else { return }
        let known = Set(policies.values.map(\.uid) + invalid.values.map(\.uid))
        let orphaned = remediations.policies.filter { !known.contains($0) }.sorted()
        for uid in orphaned {
            prune(uid, History(), now: now) { $0.status.endedAt.map { now - $0 < 3600 } ?? true }
        }
        orphansDueAt = orphaned.isEmpty ? nil : now + 3600
    }

    private mutating func prune(
        _ uid: String, _ history: History, now: Timestamp, except isRemembered: (RemediationMachine) -> Bool
    ) {
        guard remediations.holds(of: uid, moreThan: history.limit, orEndedBefore: now - history.keepFor.seconds) else {
            return
        }
        let finished = remediations.of(policy: uid).filter { !$0.isOpen && !isRemembered($0) }
            .sorted { ($0.status.endedAt ?? now) > ($1.status.endedAt ?? now) }
        for (index, other) in finished.enumerated() {
            let isOld = other.status.endedAt.map { now - $0 > history.keepFor.seconds } ?? false
            guard index >= history.limit || isOld else { continue }
            effects.append(.audit(AuditEntry(.removed, of: other, "beyond the policy's history", at: now)))
            effects.append(.deleteRemediation(other.key, uid: other.uid))
            remediations[other.key] = nil
        }
    }

    /// What gates still count: the attempt of an incident that goes on, and what was begun within an hour or the rest of
    /// its rule.
    private static func isRemembered(
        _ other: RemediationMachine, _ policy: PolicyMachine, _ now: Timestamp
    ) -> Bool {
        let status = other.status
        let rule = policy.policy.spec.rules.first { $0.name == other.remediation.spec.rule }
        if status.incidentEndedAt == nil, status.phase != .superseded, rule != nil { return true }
        guard status.begunAt != nil, let ended = status.endedAt else { return false }
        return now - ended < max(3600, rule?.cooldown.seconds ?? 0)
    }
}
