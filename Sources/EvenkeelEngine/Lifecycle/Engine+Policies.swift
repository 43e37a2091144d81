import Cryptography
import EvenkeelAPI
import KubernetesTypes

extension Engine {
    mutating func policyChanged(_ policy: RemediationPolicy, now: Timestamp) {
        let key = policy.key
        // At a start the list and the watch tell of the same object side by side.
        guard !policy.metadata.isOlder(than: policies[key]?.policy.metadata) else { return }
        invalid[key] = nil
        guard var track = policies[key], track.uid == policy.metadata.uid ?? "" else {
            var track = PolicyTrack(policy: policy, now: now)
            track.restoreIncidents(from: remediations.of(policy: track.uid).map(\.remediation))
            policies[key] = track
            return
        }
        let isNewSpec = track.policy.spec != policy.spec
        let asksForRefresh =
            policy.metadata.annotations?[EvenkeelAPIGroup.Annotation.refresh] != track.written?.refreshed
        let wasInvalid = !track.invalidReasons.isEmpty
        track.replace(policy)
        track.restoreIncidents(from: remediations.of(policy: track.uid).map(\.remediation))
        track.invalidReasons = []
        if isNewSpec || asksForRefresh || wasInvalid { track.nextEvaluationAt = min(track.nextEvaluationAt, now) }
        policies[key] = track
        guard isNewSpec || wasInvalid else { return }
        send(.contextChanged, toAllOf: track.uid, now: now)
    }

    /// Says on the object what is wrong, once for each wording; what an earlier version allowed is not done meanwhile.
    mutating func policyInvalid(
        _ key: ObjectKey, _ problem: InvalidPolicy, stored: RemediationPolicyStatus?, now: Timestamp
    ) {
        guard invalid[key] != problem else { return }
        invalid[key] = problem
        unseen.remove(key)
        policies[key]?.invalidReasons = problem.reasons.isEmpty ? ["it cannot be read"] : problem.reasons
        policies[key]?.evaluationInProgress = nil
        writeInvalidStatus(key, problem, stored: stored, now: now)
        send(.contextChanged, toAllOf: policies[key]?.uid ?? problem.uid, now: now)
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

    mutating func beginDueEvaluations(now: Timestamp) {
        guard policies.underWay < limits.concurrentEvaluations else { return }
        for key in policies.due(at: now).prefix(limits.concurrentEvaluations - policies.underWay) {
            beginEvaluation(key, now: now)
        }
    }

    private mutating func beginEvaluation(_ key: ObjectKey, now: Timestamp) {
        guard var track = policies[key] else { return }
        let isFirst = !track.wasAsked
        track.nextEvaluationAt = isFirst ? secondEvaluation(track, now: now) : nextEvaluation(track, now: now)
        let at = track.beginEvaluation(now: now, within: limits.evaluationTimeout)
        let namespace = track.policy.metadata.namespace ?? ""
        let queries =
            track.policy.spec.signals.flatMap { signal in
                sourceProblem(signal, namespace: namespace) == nil
                    ? SignalJudge.queries(signal, memory: track.signals[signal.name], now: at) : []
            }
            + silenceQueries(track)
        policies[key] = track
        let named = Set(queries.map(\.source))
        effects.append(
            .evaluate(
                EvaluationRequest(
                    policy: key, target: track.policy.spec.targetRef, at: at, queries: queries,
                    sources: sources.filter { named.contains($0.key) }.mapValues(\.source.spec),
                    canaries: track.policy.spec.rules.compactMap(\.action.rollback?.canary))))
    }

    /// Every interval, without drift; more often while pods are being evicted, since the next one waits for an evaluation.
    private func nextEvaluation(_ track: PolicyTrack, now: Timestamp) -> Timestamp {
        var interval = max(1, track.policy.spec.interval.seconds)
        let isEvicting = remediations.open(of: track.uid).contains { $0.status.phase == .executing }
        if isEvicting { interval = min(interval, 5) }
        let next = track.nextEvaluationAt + interval
        return next > now ? next : now + interval
    }

    /// Where there are more policies than can be evaluated at once, their evaluations are spread over the interval: a thousand
    /// that began together would ask their source everything in the same second, each time.
    private func secondEvaluation(_ track: PolicyTrack, now: Timestamp) -> Timestamp {
        guard policies.count > limits.concurrentEvaluations else { return nextEvaluation(track, now: now) }
        let hash = SHA256.digest(track.uid).prefix(4).reduce(0.0) { $0 * 256 + Double($1) }
        return now + max(1, track.policy.spec.interval.seconds * (hash + 1) / 4_294_967_296)
    }

    /// Why the signal cannot be asked at all; `nil` where it can.
    private func sourceProblem(
        _ signal: Signal, namespace: String
    ) -> (reason: Unavailability, explanation: String)? {
        guard let name = signal.source else { return nil }
        guard let source = sources[name]?.source else {
            return (
                .sourceMissing,
                "there is no MetricSource \(name); create it, or name another in signals[\(signal.name)].source"
            )
        }
        guard source.spec.allows(namespace: namespace) else {
            return (
                .sourceNotAllowed,
                "MetricSource \(name) does not allow namespace \(namespace); add it to its allowedNamespaces"
            )
        }
        return nil
    }

    mutating func evaluated(_ evaluation: Evaluation, now: Timestamp) {
        guard var track = policies[evaluation.policy], let asked = track.evaluationInProgress, evaluation.at >= asked.at
        else { return }
        track.evaluationInProgress = nil
        track.notice(evaluation.target, now: now)
        if case .unavailable = evaluation.target.availability {
        } else {
            namespaceLabels[evaluation.policy.namespace ?? ""] = evaluation.target.namespaceLabels
        }
        track.evaluation = evaluation.remembered
        judge(evaluation, &track, now: now)
        policies[evaluation.policy] = track
        noticeSources(evaluation, track.policy, now: now)
        // A look at which all is well can engage no breaker, unless it is the one that was missing.
        if unseen.remove(evaluation.policy) != nil || track.findings.values.contains(where: \.isBad) {
            updateCircuitBreakers(now: now)
        }
        for machine in remediations.active(of: track.uid) {
            send(.evaluated(evaluation, track), to: machine.key, now: now)
        }
        let judged = propose(evaluation.policy, now: now)
        writePolicyStatus(evaluation.policy, judged, now: now)
        prune(evaluation.policy, now: now)
    }

    private func judge(_ evaluation: Evaluation, _ track: inout PolicyTrack, now: Timestamp) {
        let namespace = track.policy.metadata.namespace ?? ""
        var findings: [String: SignalFinding] = [:]
        for signal in track.policy.spec.signals {
            if let problem = sourceProblem(signal, namespace: namespace) {
                findings[signal.name] = .unusable(
                    signal.name, .unavailable, reason: problem.reason, at: now, problem.explanation)
                continue
            }
            let quality = signal.quality ?? QualityLimits()
            let staleAfter = quality.staleAfter ?? signal.source.flatMap { sources[$0] }?.source.spec.staleAfter
            var memory = track.signals[signal.name] ?? SignalMemory()
            findings[signal.name] = SignalJudge.judge(
                signal, memory: &memory,
                context: SignalContext(
                    now: now, evaluation: evaluation, staleAfter: staleAfter?.seconds ?? 120, quality: quality,
                    incidentSince: track.incident(of: signal.name)))
            track.signals[signal.name] = memory
        }
        for rule in track.policy.spec.rules {
            let finding = RuleFinding(rule.when, findings: findings)
            var memory = track.rules[rule.name] ?? RuleMemory()
            memory.take(finding, at: now, recoveredNeeded: rule.verify.recovered)
            track.rules[rule.name] = memory
        }
        track.findings = findings
        if let revision = evaluation.target.currentRevision {
            track.noticeRelease(revision, now: now)
            track.health.take(revision, track.servingHealth(evaluation), window: track.longestWindow, at: now)
        }
    }

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
        _ other: RemediationMachine, _ policy: PolicyTrack, _ now: Timestamp
    ) -> Bool {
        let status = other.status
        let rule = policy.policy.spec.rules.first { $0.name == other.remediation.spec.rule }
        if status.incidentEndedAt == nil, status.phase != .superseded, rule != nil { return true }
        guard status.begunAt != nil, let ended = status.endedAt else { return false }
        return now - ended < max(3600, rule?.cooldown.seconds ?? 0)
    }
}

extension PolicyTrack {
    /// Since when an incident of a rule that names the signal goes on.
    func incident(of signal: String) -> Timestamp? {
        policy.spec.rules.filter { $0.when.signals.contains(signal) }.compactMap { rules[$0.name]?.incidentStartedAt }
            .min()
    }

    /// `nil` where the data does not say.
    func servingHealth(_ evaluation: Evaluation) -> ServingHealth? {
        guard evaluation.target.availability == .known, let workload = evaluation.target.workload else { return nil }
        let all = policy.spec.signals.compactMap { findings[$0.name] }
        if workload.isRollingOut { return .unsettled }
        if all.contains(where: \.isBad) { return .unhealthy }
        if workload.readyReplicas < workload.replicas || workload.replicas == 0 { return .unsettled }
        return all.isEmpty || all.contains { !$0.isGood } ? nil : .healthy
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
