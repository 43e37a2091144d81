import EvenkeelAPI
import KubernetesTypes

/// What another rule, of this policy or of another one, has tried on the same target while this trouble was going on.
private func sameActionForThisIncident(_ situation: Situation) -> String? {
    guard let action = situation.proposedPlan?.action, let began = situation.memory.incidentStartedAt else {
        return nil
    }
    return situation.othersOfTarget.first { other in
        guard other.spec.policyRef.uid != situation.policy.metadata.uid || other.spec.rule != situation.rule.name else {
            return false
        }
        // Stored times have whole seconds.
        guard let status = other.status, let changed = status.changedAt, changed + 1 > began else { return false }
        let hasFailed = status.phase == .failed || status.phase == .undone
        return hasFailed && other.spec.plan.action == action
            && other.spec.targetRef.uid == situation.target.workload?.uid
    }?.metadata.name
}

/// One decision of a rule for one incident: what did not help, or what a person turned down, is not tried again until
/// the signals had recovered in between.
func previousAttemptGate(_ situation: Situation) -> GateVerdict {
    if let (reason, message) = restoredRelease(situation) { return .refuse(reason, message) }
    let open = situation.othersOfRule.filter { other in
        guard let status = other.status, status.incidentEndedAt == nil else { return false }
        guard other.spec.targetRef.uid == situation.target.workload?.uid else { return false }
        // What was only shown is no attempt once the policy may change its target.
        if status.phase == .shadowed, situation.policy.spec.mode.changesTarget { return false }
        return status.phase.isFinal && status.phase != .superseded
    }
    if let sibling = sameActionForThisIncident(situation) {
        return .refuse(
            .triedByAnotherRule,
            "\(sibling) of another rule has done the same for this incident already and did not help; a person is needed"
        )
    }
    guard let last = open.max(by: { $0.spec.incidentStartedAt < $1.spec.incidentStartedAt }) else {
        return .pass("nothing was tried for this incident yet")
    }
    let name = last.metadata.name ?? ""
    switch last.status?.phase {
    case .shadowed: return .refuse(.alreadyShadowed, "\(name) shows already what would be done for this incident")
    case .rejected: return .refuse(.alreadyRejected, "\(name) was rejected for this incident")
    case .expired: return .refuse(.alreadyExpired, "\(name) was not approved in time for this incident")
    default:
        return .refuse(
            .alreadyTried, "\(name) was tried for this incident already and did not end it; a person is needed")
    }
}
