import EvenkeelAPI

/// What a rollout does is not a lasting state. A rollback is the exception: it is there to end a bad rollout.
func rolloutInProgressGate(_ situation: Situation) -> GateVerdict {
    guard let workload = situation.target.workload else { return .hold(.targetUnavailable, "the target is not known") }
    guard workload.isRollingOut else { return .pass("no rollout is in progress") }
    if situation.rule.action.kind?.traits.endsRollout == true {
        return .pass("a rollout is in progress, which a rollback may end")
    }
    return .hold(
        .rolloutInProgress,
        "a rollout is in progress: \(workload.updatedReplicas) of \(workload.replicas) pods are of the newest revision")
}
