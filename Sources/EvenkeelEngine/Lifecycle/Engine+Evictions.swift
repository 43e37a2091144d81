import EvenkeelAPI
import KubernetesTypes

// A restart through the Eviction API: pod by pod, each stored before it is sent.
extension Engine {
    mutating func driveEvictions(_ track: RemediationTrack, now: Timestamp) {
        if let pending = track.status.intents.last, pending.outcome == .pending {
            guard track.knowledge == .unsent else { return readTarget(track, now: now) }
            return sendEviction(track, pending, now: now)
        }
        guard let (policy, rule) = origin(track) else { return changed(track, now: now) }
        guard let look = policy.look, isNewerThanLastIntent(look, track) else {
            remediations[track.key]?.wakeAt = now + rule.verify.within.seconds
            return
        }
        chooseNext(track, policy, rule, look, now: now)
    }

    private func isNewerThanLastIntent(_ look: Look, _ track: RemediationTrack) -> Bool {
        track.status.intents.last.map { look.at > $0.at } ?? true
    }

    private mutating func chooseNext(
        _ track: RemediationTrack, _ policy: PolicyTrack, _ rule: Rule, _ look: Look, now: Timestamp
    ) {
        guard look.target.availability == .known, let workload = look.target.workload else { return }
        let done = Set(track.status.intents.compactMap(\.pod?.uid))
        let planned = track.remediation.spec.plan.pods ?? []
        let left = planned.filter { pod in
            !done.contains(pod.uid) && look.target.livePods.contains { $0.uid == pod.uid }
        }
        let leftUIDs = Set(left.map(\.uid))
        // Pods that are away because of us: neither ready nor still to be evicted.
        let settled = look.target.livePods.filter { $0.isReady || leftUIDs.contains($0.uid) }.count
        let away = max(0, workload.replicas - settled)
        if away > 0, isStuck(track, rule, now: now) {
            return transition(
                track, to: .failed,
                "stopped: a replacement did not become ready within \(rule.verify.within); the other pods were left alone",
                now: now)
        }
        guard away < (track.remediation.spec.plan.maximumUnavailable ?? 1) else { return }
        guard let next = left.first else { return changed(track, now: now) }
        begin(track, next, look, now: now)
    }

    private func isStuck(_ track: RemediationTrack, _ rule: Rule, now: Timestamp) -> Bool {
        track.status.intents.last.map { now - $0.at >= rule.verify.within.seconds } ?? false
    }

    private mutating func begin(_ track: RemediationTrack, _ next: PodReference, _ look: Look, now: Timestamp) {
        guard let pod = look.target.livePods.first(where: { $0.uid == next.uid }) else { return }
        switch evictionVerdict(pod, budgets: look.target.budgets) {
        case .pass: break
        // Looked at again with the next look; what can never be evicted ends it.
        case .hold: return
        case .refuse(let reason): return transition(track, to: .failed, reason, now: now)
        }
        if holdsBeforeSending(track, now: now) != nil { return }
        let count = (track.remediation.spec.plan.pods ?? []).count
        transition(track, to: .executing, "evicting \(next.name) (at most \(count) pods)", now: now) { draft in
            draft.intents.append(Intent(purpose: .evict, pod: next, at: now))
        }
    }

    private mutating func sendEviction(_ track: RemediationTrack, _ intent: Intent, now: Timestamp) {
        guard isDue(track, now: now), let pod = intent.pod else { return }
        if let reason = holdsBeforeSending(track, now: now) {
            return transition(track, to: .executing, "waiting: \(reason)", now: now) { $0.settleLastIntent(.notDone) }
        }
        send(
            track, .evict(ObjectKey(namespace: track.remediation.metadata.namespace, name: pod.name), uid: pod.uid),
            .evict)
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
    }
}
