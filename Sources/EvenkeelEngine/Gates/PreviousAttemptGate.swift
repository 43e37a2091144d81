import EvenkeelAPI
import KubernetesTypes

/// One decision of a rule for one incident: what did not help, or what a person turned down, is not tried again until
/// the signals had recovered in between.
func previousAttemptGate(_ situation: Situation) -> GateVerdict {
    if let restored = restoredRelease(situation) { return .refuse(restored) }
    let open = situation.othersOfRule.filter { other in
        guard let status = other.status, status.incidentEndedAt == nil else { return false }
        guard other.spec.targetRef.uid == situation.target.workload?.uid else { return false }
        return status.phase.isFinal && status.phase != .superseded
    }
    guard let last = open.max(by: { $0.spec.incidentStartedAt < $1.spec.incidentStartedAt }) else {
        return .pass("nothing was tried for this incident yet")
    }
    let name = last.metadata.name ?? ""
    switch last.status?.phase {
    case .shadowed: return .refuse("\(name) shows already what would be done for this incident")
    case .rejected: return .refuse("\(name) was rejected for this incident")
    case .expired: return .refuse("\(name) was not approved in time for this incident")
    default: return .refuse("\(name) was tried for this incident already and did not end it; a person is needed")
    }
}
