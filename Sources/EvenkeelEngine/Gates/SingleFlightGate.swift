import EvenkeelAPI
import KubernetesTypes

/// One remediation in flight for a target, whichever policies are about it.
func singleFlightGate(_ situation: Situation) -> GateVerdict {
    let others = situation.othersOfTarget
    if let inFlight = others.first(where: { $0.status?.isInFlight == true }) {
        return .hold("\(inFlight.metadata.name ?? "") is \(inFlight.status?.phase.rawValue ?? "") on the same target")
    }
    if let holder = others.first(where: { holdsOnTo($0, situation) }), let until = holder.status?.revert?.at {
        return .hold(
            "\(holder.metadata.name ?? "") has changed the same field until its scheduled revert", until: until)
    }
    return .pass("no other remediation of the target is in flight")
}

/// A scheduled revert restores what was there before the change. A change on top of it would leave nobody who returns to that.
private func holdsOnTo(_ other: Remediation, _ situation: Situation) -> Bool {
    // One that could not be returned is a person's business.
    guard other.status?.revert?.state == .scheduled, other.status?.intents.last?.purpose != .undo,
        let plan = situation.proposedPlan
    else { return false }
    let taken = Set(other.spec.plan.changes.map(\.path))
    return other.spec.plan.object.uid == plan.object.uid && plan.changes.contains { taken.contains($0.path) }
}
