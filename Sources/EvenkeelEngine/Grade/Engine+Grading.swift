import EvenkeelAPI
import JSONValue
import KubernetesTypes

extension Engine {
    /// After each evaluation: whether it can be said by now how the decision looks in hindsight.
    mutating func grade(_ key: ObjectKey, _ policy: PolicyTrack, now: Timestamp) {
        guard let track = remediations[key], track.pending == nil, track.status.phase.isFinal,
            track.status.grade == nil, track.writeAfter.map({ $0 <= now }) ?? true, let evaluation = policy.evaluation,
            let memory = policy.rules[track.remediation.spec.rule]
        else { return }
        let grading = Grading(
            remediation: track.remediation, policy: policy.policy, rule: memory, target: evaluation.target, now: now)
        // What another Remediation has changed meanwhile says nothing about this one.
        let others = remediations.concerning(policy.policy, except: key, now: now)
        guard !others.contains(where: { $0.changed(track.remediation.spec.targetRef, since: track) }),
            let grade = grading.grade
        else { return }
        var draft = track.status
        draft.grade = grade
        audit(.graded, track, "graded \(grade.rawValue)", details: ["grade": .string(grade.rawValue)], now: now)
        write(draft, of: key)
    }
}

extension RemediationTrack {
    fileprivate func changed(_ target: TargetReference, since other: RemediationTrack) -> Bool {
        guard let changed = status.changedAt, let created = other.remediation.metadata.creationTimestamp else {
            return false
        }
        let own = remediation.spec.targetRef
        return own.kind == target.kind && own.name == target.name && key.namespace == other.key.namespace
            && changed >= created
    }
}
