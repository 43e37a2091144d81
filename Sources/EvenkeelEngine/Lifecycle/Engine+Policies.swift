import EvenkeelAPI
import KubernetesTypes

extension Engine {
    mutating func policyChanged(_ policy: RemediationPolicy, now: Timestamp) {
        let key = policy.key
        guard var track = policies[key], track.uid == policy.metadata.uid ?? "" else {
            var track = PolicyTrack(policy: policy, now: now)
            track.restoreIncidents(from: remediations.values.map(\.remediation))
            policies[key] = track
            return
        }
        let isNewSpec = track.policy.spec != policy.spec
        let asksForRefresh =
            policy.metadata.annotations?[EvenkeelAPIGroup.Annotation.refresh] != track.written?.refreshed
        track.replace(policy)
        track.invalidReasons = []
        if isNewSpec || asksForRefresh { track.nextLookAt = now }
        policies[key] = track
        guard isNewSpec else { return }
        for (key, remediation) in remediations.sorted(by: { $0.key < $1.key })
        where remediation.remediation.spec.policyRef.uid == track.uid { drive(key, now: now) }
    }

    mutating func policyInvalid(_ key: ObjectKey, generation: Int, reasons: [String], now: Timestamp) {
        guard var track = policies[key] else { return }
        track.invalidReasons = reasons
        policies[key] = track
    }

    mutating func policyDeleted(_ key: ObjectKey, now: Timestamp) {
        guard let track = policies.removeValue(forKey: key) else { return }
        for (key, remediation) in remediations.sorted(by: { $0.key < $1.key })
        where remediation.remediation.spec.policyRef.uid == track.uid { drive(key, now: now) }
    }

    mutating func beginDueLooks(now: Timestamp) {
        var underWay = policies.values.count(where: \.isLooking)
        guard underWay < limits.concurrentLooks else { return }
        let due = policies.values.filter { !$0.isLooking && $0.invalidReasons.isEmpty && $0.nextLookAt <= now }
            .sorted { ($0.nextLookAt, $0.key) < ($1.nextLookAt, $1.key) }
        for track in due {
            guard underWay < limits.concurrentLooks else { return }
            underWay += 1
            beginLook(track.key, now: now)
        }
    }

    private mutating func beginLook(_ key: ObjectKey, now: Timestamp) {
        guard var track = policies[key] else { return }
        track.isLooking = true
        track.nextLookAt = nextLook(track, now: now)
        let namespace = track.policy.metadata.namespace ?? ""
        let queries = track.policy.spec.signals.flatMap { signal in
            sourceProblem(signal, namespace: namespace) == nil
                ? SignalJudge.queries(signal, memory: track.signals[signal.name], now: now) : []
        }
        policies[key] = track
        effects.append(
            .look(LookRequest(policy: key, target: track.policy.spec.targetRef, at: now, queries: queries)))
    }

    /// Every interval, without drift; more often while pods are being evicted, since the next one waits for a look.
    private func nextLook(_ track: PolicyTrack, now: Timestamp) -> Timestamp {
        var interval = max(1, track.policy.spec.interval.seconds)
        let isEvicting = remediations.values.contains { other in
            other.remediation.spec.policyRef.uid == track.uid && other.status.phase == .executing
        }
        if isEvicting { interval = min(interval, 5) }
        let next = track.nextLookAt + interval
        return next > now ? next : now + interval
    }

    /// Why the signal cannot be asked at all; `nil` where it can.
    private func sourceProblem(_ signal: Signal, namespace: String) -> String? {
        guard let name = signal.source else { return nil }
        guard let source = sources[name] else {
            return "there is no MetricSource \(name); create it, or name another in signals[\(signal.name)].source"
        }
        guard source.spec.allows(namespace: namespace) else {
            return "MetricSource \(name) does not allow namespace \(namespace); add it to its allowedNamespaces"
        }
        return nil
    }

    mutating func looked(_ look: Look, now: Timestamp) {
        guard var track = policies[look.policy] else { return }
        track.isLooking = false
        track.look = look
        judge(look, &track, now: now)
        policies[look.policy] = track
        takeLook(look, track, now: now)
        propose(look.policy, now: now)
        writePolicyStatus(look.policy, now: now)
        prune(look.policy, now: now)
    }

    private func judge(_ look: Look, _ track: inout PolicyTrack, now: Timestamp) {
        let namespace = track.policy.metadata.namespace ?? ""
        var findings: [String: SignalFinding] = [:]
        for signal in track.policy.spec.signals {
            if let problem = sourceProblem(signal, namespace: namespace) {
                findings[signal.name] = .unusable(signal.name, .unavailable, at: now, problem)
                continue
            }
            let staleAfter = signal.source.flatMap { sources[$0] }?.spec.staleAfter.seconds ?? 120
            var memory = track.signals[signal.name] ?? SignalMemory()
            findings[signal.name] = SignalJudge.judge(
                signal, memory: &memory, context: SignalContext(now: now, look: look, staleAfter: staleAfter))
            track.signals[signal.name] = memory
        }
        for rule in track.policy.spec.rules {
            let finding = RuleFinding(rule.when, findings: findings)
            var memory = track.rules[rule.name] ?? RuleMemory()
            memory.take(finding, at: now, recoveredNeeded: rule.verify.recovered)
            track.rules[rule.name] = memory
        }
        track.findings = findings
        if let revision = look.target.currentRevision {
            track.health.take(revision, isHealthy: track.isServingHealthily(look), at: now)
        }
    }

    /// Finished Remediations beyond the policy's history go.
    private mutating func prune(_ key: ObjectKey, now: Timestamp) {
        guard let track = policies[key] else { return }
        let finished = remediations.values.filter { other in
            other.remediation.spec.policyRef.uid == track.uid && other.status.phase.isFinal && other.pending == nil
                && other.status.lease?.state != .active && other.status.incidentEndedAt != nil
        }.sorted { ($0.status.endedAt ?? now) > ($1.status.endedAt ?? now) }
        let history = track.policy.spec.history
        for (index, other) in finished.enumerated() {
            let isOld = other.status.endedAt.map { now - $0 > history.keepFor.seconds } ?? false
            guard index >= history.limit || isOld else { continue }
            effects.append(.deleteRemediation(other.key, uid: other.uid))
            remediations[other.key] = nil
        }
    }
}

extension PolicyTrack {
    /// `nil` where the data does not say.
    func isServingHealthily(_ look: Look) -> Bool? {
        guard look.target.availability == .known, let workload = look.target.workload else { return nil }
        let all = policy.spec.signals.compactMap { findings[$0.name] }
        if workload.isRollingOut || workload.readyReplicas < workload.replicas || workload.replicas == 0 {
            return false
        }
        if all.contains(where: \.isBad) { return false }
        return all.isEmpty || all.contains { !$0.isGood } ? nil : true
    }

    /// After a restart: an incident that a stored Remediation belongs to is still the same one.
    mutating func restoreIncidents(from remediations: [Remediation]) {
        for remediation in remediations where remediation.spec.policyRef.uid == uid {
            guard remediation.status?.incidentEndedAt == nil else { continue }
            let started = remediation.spec.incidentStartedAt
            let known = rules[remediation.spec.rule]?.incidentStartedAt
            rules[remediation.spec.rule, default: RuleMemory()].incidentStartedAt =
                known.map { min($0, started) } ?? started
        }
    }
}
