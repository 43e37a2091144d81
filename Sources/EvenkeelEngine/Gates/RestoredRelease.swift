import EvenkeelAPI
import KubernetesTypes

/// A release that was rolled back and has been applied again, unchanged: somebody wants it, knowing what became of it. It
/// is not fought over; the sentence says what happened.
func restoredRelease(_ situation: Situation) -> String? {
    guard let release = situation.proposedPlan?.rolledBackFrom else { return nil }
    let earlier = situation.othersOfTarget.filter { other in
        // One whose failed verification was undone has brought the release back itself.
        guard let status = other.status, status.changedAt != nil, status.phase != .undone else { return false }
        return status.phase.isFinal && other.spec.plan.rolledBackFrom == release
    }
    guard let last = earlier.max(by: { changed($0) < changed($1) }), let at = last.status?.changedAt else { return nil }
    let name = last.metadata.name ?? ""
    let isOwnDoing = last.status?.intents.contains { $0.purpose == .undo && $0.outcome == .done } ?? false
    return isOwnDoing
        ? "\(name) rolled this very release back at \(at), and a person took that back; it is not rolled back again"
        : "\(name) rolled this very release back at \(at), and it was applied again unchanged; whoever did so decides, "
            + "a new build would be judged anew"
}

private func changed(_ remediation: Remediation) -> Timestamp {
    remediation.status?.changedAt ?? Timestamp(microsecondsSince1970: 0)
}
