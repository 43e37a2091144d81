import EvenkeelAPI
import KubernetesTypes

// A restart through the Eviction API: pod by pod, each stored before it is sent.
extension RemediationMachine {
    mutating func evict(_ context: RemediationContext) {
        if let pending = status.intents.last, pending.outcome == .pending {
            guard knowledge.isUnsent else { return readTarget(context) }
            return sendEviction(pending, context)
        }
        guard let (policy, rule) = context.origin(remediation) else {
            return stop(.policyDeleted, "the policy or its rule is gone", context)
        }
        guard let evaluation = policy.evaluation, isNewerThanLastIntent(evaluation) else {
            return isLate(rule, context)
                ? stop(.podsUnavailable, "nothing could be seen of the pods", context)
                : waitForPods(rule, nil, context)
        }
        chooseNext(policy, rule, evaluation, context)
    }

    private func isNewerThanLastIntent(_ evaluation: Evaluation) -> Bool {
        status.intents.last.map { evaluation.at > $0.at } ?? true
    }

    private mutating func chooseNext(
        _ policy: PolicyMachine, _ rule: Rule, _ evaluation: Evaluation, _ context: RemediationContext
    ) {
        let (late, target) = (isLate(rule, context), evaluation.target)
        guard target.availability == .known, let workload = target.workload else {
            return late
                ? stop(.podsUnavailable, "nothing could be seen of the pods", context)
                : waitForPods(rule, nil, context)
        }
        let left = podsLeft(policy, rule, target, context.now)
        let away = podsAway(workload, target)
        if away > 0, late, !evicted.isEmpty {
            return transition(
                to: .failed, .replacementNotReady,
                "stopped: a replacement did not become ready within \(rule.verify.within); the other pods were left alone",
                context)
        }
        guard let next = left.first else {
            return away > 0 && !late ? waitForPods(rule, nil, context) : finish(context)
        }
        guard away < (remediation.spec.plan.maximumUnavailable ?? 1) else {
            return late
                ? stop(.replacementNotReady, "\(away) pods are away already", context)
                : waitForPods(rule, nil, context)
        }
        begin(rule, next, target, context)
    }

    /// The planned pods that still exist and are still unhealthy; one that has recovered is left alone.
    private func podsLeft(
        _ policy: PolicyMachine, _ rule: Rule, _ target: TargetSnapshot, _ now: Timestamp
    ) -> [Pod] {
        let (evicted, outliers) = (evicted, policy.outliers(of: rule))
        return (remediation.spec.plan.pods ?? []).compactMap { planned in
            guard !evicted.contains(planned.uid) else { return nil }
            return target.livePods.first {
                $0.uid == planned.uid
                    && RestartPlanner.isChosen(
                        $0, rule.action.kind?.restartedPods, policy.policy, rule, outliers: outliers, now: now)
            }
        }
    }

    /// How many pods are away because of this restart: evicted, and no replacement is ready. An evicted pod that a lagging
    /// cache still shows counts as away; old pods that nobody evicted are not this restart's doing.
    private func podsAway(_ workload: Workload, _ target: TargetSnapshot) -> Int {
        let (evicted, begun) = (evicted, status.intents.first?.at)
        let present = target.livePods.filter { pod in
            guard !evicted.contains(pod.uid) else { return false }
            // Creation times have whole seconds.
            let isNew = begun.flatMap { begun in pod.createdAt.map { $0 + 1 > begun } } ?? false
            return pod.isReady || !isNew
        }
        return max(0, workload.replicas - present.count)
    }

    private mutating func begin(
        _ rule: Rule, _ next: Pod, _ target: TargetSnapshot, _ context: RemediationContext
    ) {
        let late = isLate(rule, context)
        var obstacle = finalCheck(context).objection ?? (late ? "nothing moved for \(rule.verify.within)" : nil)
        switch evictionVerdict(next, budgets: target.budgets, wanted: target.workload?.replicas ?? 0) {
        case .pass: break
        case .hold(_, let message, _): obstacle = obstacle ?? message
        case .refuse(_, let message): return transition(to: .failed, .gatesRefuse, message, context)
        }
        obstacle = obstacle ?? lastReady(next, target, context)
        if let obstacle {
            // Nothing was evicted yet, so it waits without standing in anybody's way.
            if evicted.isEmpty { return transition(to: .held, .gatesHold, obstacle, context) }
            return late ? stop(.gatesHold, obstacle, context) : waitForPods(rule, obstacle, context)
        }
        let count = (remediation.spec.plan.pods ?? []).count
        transition(to: .executing, .evicting, "evicting \(next.name) (at most \(count) pods)", context) { draft in
            draft.intents.append(
                Intent(purpose: .evict, pod: PodReference(name: next.name, uid: next.uid), at: context.now))
        }
    }

    /// A ready pod goes only while enough others are ready.
    private func lastReady(_ pod: Pod, _ target: TargetSnapshot, _ context: RemediationContext) -> String? {
        let ready = target.availablePods(at: context.now).filter { !evicted.contains($0.uid) }
        let minimum = context.origin(remediation)?.policy.policy.spec.minimumReady ?? 1
        guard ready.contains(where: { $0.uid == pod.uid }), ready.count - 1 < minimum else { return nil }
        return "\(ready.count - 1) ready pods would remain, and minimumReady is \(minimum)"
    }

    private mutating func sendEviction(_ intent: Intent, _ context: RemediationContext) {
        guard isDue(context), let pod = intent.pod else { return }
        let late = context.origin(remediation).map { isLate($0.rule, context) } ?? true
        let check = finalCheck(context)
        if let reason = check.objection ?? (late ? "it was refused for too long" : nil) {
            return transition(to: .executing, .gatesHold, "waiting: \(reason)", record: check.record, context) {
                $0.settleLastIntent(.notDone)
            }
        }
        guard hasFreshEvaluation(context) else { return }
        send(
            .evict(ObjectKey(namespace: remediation.metadata.namespace, name: pod.name), uid: pod.uid), .evict,
            check.record, context)
    }

    mutating func evicted(_ message: String, _ context: RemediationContext) {
        transition(to: .executing, .evicted, message, context) { draft in
            draft.settleLastIntent(.done)
            draft.changedAt = draft.changedAt ?? context.now
        }
    }

    /// The budget allows nothing at this moment: the same pod is requested again later.
    mutating func waitForBudget(_ refusal: Status, _ context: RemediationContext) {
        knowledge = .unsent
        let wait = Wait.time(context.now + min(300, max(1, Double(refusal.retryAfterSeconds ?? 10))))
        state = .idle(wait)
        let reason = "waiting: no disruption budget lets \(status.intents.last?.pod?.name ?? "it") go now"
        if !hasSaid(reason, since: lastMove(context.now)) { note(.budgetExhausted, reason, nil, then: wait, context) }
    }
}

// No restart goes on for ever: one that makes no progress for as long as a verification may take is ended.
extension RemediationMachine {
    private func isLate(_ rule: Rule, _ context: RemediationContext) -> Bool {
        context.now - lastMove(context.now) >= rule.verify.within.seconds
    }

    /// - Parameter reason: reported once since the last eviction; `nil` if only an evaluation or a replacement is awaited.
    private mutating func waitForPods(_ rule: Rule, _ reason: String?, _ context: RemediationContext) {
        if let reason, !hasSaid("waiting: \(reason)", since: lastMove(context.now)) {
            return note(.gatesHold, "waiting: \(reason)", nil, context)
        }
        wait(until: max(lastMove(context.now) + rule.verify.within.seconds, context.now + 1))
    }

    /// No pod is left to be evicted.
    private mutating func finish(_ context: RemediationContext) {
        guard !evicted.isEmpty else {
            return transition(
                to: .superseded, .podsRecovered, "the pods of the plan are gone or well again, without any doing",
                context)
        }
        changed(.changed, "changed", nil, context)
    }

    /// What was done is verified, the rest is left alone.
    private mutating func stop(_ reason: TimelineReason, _ message: String, _ context: RemediationContext) {
        let (count, planned) = (evicted.count, remediation.spec.plan.pods?.count ?? 0)
        guard count > 0 else { return transition(to: .held, reason, message, context) }
        changed(reason, "stopped after \(count) of \(planned) pods: \(message)", nil, context)
    }

    /// The uids of the pods that were evicted, or were gone when they were to be.
    var evicted: Set<String> {
        Set(status.intents.filter { $0.purpose == .evict && $0.outcome == .done }.compactMap(\.pod?.uid))
    }

    private func hasSaid(_ message: String, since time: Timestamp) -> Bool {
        status.timeline.contains { $0.at >= time && $0.message == message }
    }

    /// When it began to execute, or the last pod went, whichever is later.
    private func lastMove(_ now: Timestamp) -> Timestamp {
        let begun = status.timeline.reversed().prefix { $0.phase == .executing }.last?.at
        let evicted = status.intents.last { $0.purpose == .evict && $0.outcome == .done }?.at
        return [begun, evicted].compactMap(\.self).max() ?? now
    }
}
