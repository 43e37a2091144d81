import EvenkeelAPI
import KubernetesTypes

// A restart through the Eviction API: pod by pod, each stored before it is sent.
extension Engine {
    mutating func driveEvictions(_ track: RemediationTrack, now: Timestamp) {
        if let pending = track.status.intents.last, pending.outcome == .pending {
            guard track.knowledge.isUnsent else { return readTarget(track, now: now) }
            return sendEviction(track, pending, now: now)
        }
        guard let (policy, rule) = origin(track) else { return stop(track, "the policy or its rule is gone", now: now) }
        guard let evaluation = policy.evaluation, isNewerThanLastIntent(evaluation, track) else {
            return isLate(track, rule, now: now)
                ? stop(track, "nothing could be seen of the pods", now: now)
                : waitForEvictions(track, rule, now: now)
        }
        chooseNext(track, policy, rule, evaluation, now: now)
    }

    private func isNewerThanLastIntent(_ evaluation: Evaluation, _ track: RemediationTrack) -> Bool {
        track.status.intents.last.map { evaluation.at > $0.at } ?? true
    }

    private mutating func chooseNext(
        _ track: RemediationTrack, _ policy: PolicyTrack, _ rule: Rule, _ evaluation: Evaluation, now: Timestamp
    ) {
        let late = isLate(track, rule, now: now)
        guard evaluation.target.availability == .known, let workload = evaluation.target.workload else {
            return late
                ? stop(track, "nothing could be seen of the pods", now: now)
                : waitForEvictions(track, rule, now: now)
        }
        let left = podsLeft(track, policy, rule, evaluation.target, now: now)
        let away = podsAway(track, workload, evaluation.target, left)
        if away > 0, late, !track.evicted.isEmpty {
            return transition(
                track, to: .failed,
                "stopped: a replacement did not become ready within \(rule.verify.within); the other pods were left alone",
                now: now)
        }
        guard let next = left.first else {
            return away > 0 && !late
                ? waitForEvictions(track, rule, now: now) : finish(track, now: now)
        }
        guard away < (track.remediation.spec.plan.maximumUnavailable ?? 1) else {
            return late
                ? stop(track, "\(away) pods are away already", now: now)
                : waitForEvictions(track, rule, now: now)
        }
        begin(track, rule, next, evaluation.target, now: now)
    }

    /// The planned pods that are still there and still in trouble; one that has become well is left alone.
    private func podsLeft(
        _ track: RemediationTrack, _ policy: PolicyTrack, _ rule: Rule, _ target: TargetSnapshot, now: Timestamp
    ) -> [Pod] {
        let (evicted, outliers) = (track.evicted, policy.outliers(of: rule))
        return (track.remediation.spec.plan.pods ?? []).compactMap { planned in
            guard !evicted.contains(planned.uid) else { return nil }
            return target.livePods.first {
                $0.uid == planned.uid
                    && RestartPlanner.isChosen(
                        $0, rule.action.restart, policy.policy, rule, outliers: outliers, now: now)
            }
        }
    }

    /// How many pods are away because of this restart: evicted, and no replacement is ready. An evicted pod that a lagging
    /// cache still shows counts as away; old pods that nobody evicted are not this restart's doing.
    private func podsAway(
        _ track: RemediationTrack, _ workload: Workload, _ target: TargetSnapshot, _ left: [Pod]
    ) -> Int {
        let evicted = track.evicted
        let begun = track.status.intents.first?.at
        let present = target.livePods.filter { pod in
            guard !evicted.contains(pod.uid) else { return false }
            // Creation times have whole seconds.
            let isNew = begun.flatMap { begun in pod.createdAt.map { $0 + 1 > begun } } ?? false
            return pod.isReady || !isNew
        }
        return max(0, workload.replicas - present.count)
    }

    private mutating func begin(
        _ track: RemediationTrack, _ rule: Rule, _ next: Pod, _ target: TargetSnapshot, now: Timestamp
    ) {
        let late = isLate(track, rule, now: now)
        var obstacle =
            lastWord(track, now: now).objection ?? (late ? "nothing moved for \(rule.verify.within)" : nil)
        switch evictionVerdict(next, budgets: target.budgets, wanted: target.workload?.replicas ?? 0) {
        case .pass: break
        case .hold(let reason, _): obstacle = obstacle ?? reason
        case .refuse(let reason): return transition(track, to: .failed, reason, now: now)
        }
        obstacle = obstacle ?? lastReady(next, track, target, now: now)
        if let obstacle {
            // Nothing was evicted yet, so it waits without standing in anybody's way.
            if track.evicted.isEmpty { return transition(track, to: .held, obstacle, now: now) }
            return late ? stop(track, obstacle, now: now) : waitForEvictions(track, rule, obstacle, now: now)
        }
        let count = (track.remediation.spec.plan.pods ?? []).count
        transition(track, to: .executing, "evicting \(next.name) (at most \(count) pods)", now: now) { draft in
            draft.intents.append(
                Intent(purpose: .evict, pod: PodReference(name: next.name, uid: next.uid), at: now))
        }
    }

    /// A ready pod goes only while enough others are ready.
    private func lastReady(_ pod: Pod, _ track: RemediationTrack, _ target: TargetSnapshot, now: Timestamp) -> String? {
        let ready = target.availablePods(at: now).filter { !track.evicted.contains($0.uid) }
        let minimum = origin(track)?.0.policy.spec.minimumReady ?? 1
        guard ready.contains(where: { $0.uid == pod.uid }), ready.count - 1 < minimum else { return nil }
        return "\(ready.count - 1) ready pods would remain, and minimumReady is \(minimum)"
    }

    private mutating func sendEviction(_ track: RemediationTrack, _ intent: Intent, now: Timestamp) {
        guard isDue(track, now: now), let pod = intent.pod else { return }
        let late = origin(track).map { isLate(track, $0.1, now: now) } ?? true
        let word = lastWord(track, now: now)
        if let reason = word.objection ?? (late ? "it was refused for too long" : nil) {
            return transition(track, to: .executing, "waiting: \(reason)", word.record, now: now) {
                $0.settleLastIntent(.notDone)
            }
        }
        guard seesEnough(track, now: now) else { return }
        send(
            track, .evict(ObjectKey(namespace: track.remediation.metadata.namespace, name: pod.name), uid: pod.uid),
            .evict, word.record, now: now)
    }

    mutating func evicted(_ track: RemediationTrack, _ message: String, now: Timestamp) {
        transition(track, to: .executing, message, now: now) { draft in
            draft.settleLastIntent(.done)
            draft.changedAt = draft.changedAt ?? now
        }
    }

    /// The budget allows nothing at this moment: the same pod is asked for again later.
    mutating func waitForBudget(_ track: RemediationTrack, _ status: Status, now: Timestamp) {
        var next = track
        next.knowledge = .unsent
        next.wakeAt = now + min(300, max(1, Double(status.retryAfterSeconds ?? 10)))
        remediations[track.key] = next
        let reason = "waiting: no disruption budget lets \(track.status.intents.last?.pod?.name ?? "it") go now"
        if !track.hasSaid(reason, since: track.lastMove(now)) { sayOnce(next, reason, nil, now: now) }
    }
}

// No restart goes on for ever: what stands still for as long as a verification may take is ended.
extension Engine {
    private func isLate(_ track: RemediationTrack, _ rule: Rule, now: Timestamp) -> Bool {
        now - track.lastMove(now) >= rule.verify.within.seconds
    }

    /// - Parameter reason: told once since the last eviction; `nil` where only an evaluation or a replacement is awaited.
    private mutating func waitForEvictions(
        _ track: RemediationTrack, _ rule: Rule, _ reason: String? = nil, now: Timestamp
    ) {
        if let reason, !track.hasSaid("waiting: \(reason)", since: track.lastMove(now)) {
            return sayOnce(track, "waiting: \(reason)", nil, now: now)
        }
        remediations[track.key]?.wakeAt = max(track.lastMove(now) + rule.verify.within.seconds, now + 1)
    }

    /// No pod is left to be evicted.
    private mutating func finish(_ track: RemediationTrack, now: Timestamp) {
        guard !track.evicted.isEmpty else {
            return transition(
                track, to: .superseded, "the pods of the plan are gone or well again, without any doing", now: now)
        }
        changed(track, now: now)
    }

    /// What was done is verified, the rest is left alone.
    private mutating func stop(_ track: RemediationTrack, _ reason: String, now: Timestamp) {
        let (count, planned) = (track.evicted.count, track.remediation.spec.plan.pods?.count ?? 0)
        guard count > 0 else { return transition(track, to: .held, reason, now: now) }
        changed(track, "stopped after \(count) of \(planned) pods: \(reason)", now: now)
    }
}

extension RemediationTrack {
    /// The uids of the pods that were evicted, or were gone when they were to be.
    var evicted: Set<String> {
        Set(status.intents.filter { $0.purpose == .evict && $0.outcome == .done }.compactMap(\.pod?.uid))
    }

    fileprivate func hasSaid(_ message: String, since time: Timestamp) -> Bool {
        status.timeline.contains { $0.at >= time && $0.message == message }
    }

    /// When it began to execute, or the last pod went, whichever is later.
    func lastMove(_ now: Timestamp) -> Timestamp {
        let begun = status.timeline.reversed().prefix { $0.phase == .executing }.last?.at
        let evicted = status.intents.last { $0.purpose == .evict && $0.outcome == .done }?.at
        return [begun, evicted].compactMap(\.self).max() ?? now
    }
}
