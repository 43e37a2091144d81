import EvenkeelAPI
import KubernetesTypes

/// One remediation in flight for a target, whichever policies are about it.
func singleFlightGate(_ situation: Situation) -> GateVerdict {
    let others = situation.othersOfTarget
    if let inFlight = others.first(where: { $0.status?.isInFlight == true }) {
        return .hold("\(inFlight.metadata.name ?? "") is \(inFlight.status?.phase.rawValue ?? "") on the same target")
    }
    if let holder = others.first(where: { holdsOnTo($0, situation) }), let until = holder.status?.lease?.until {
        return .hold(
            "\(holder.metadata.name ?? "") has changed the same field for a lease, which ends first", until: until)
    }
    return .pass("no other remediation of the target is in flight")
}

/// A lease is returned to what was there before it. A change on top of it would leave nobody who returns to that.
private func holdsOnTo(_ other: Remediation, _ situation: Situation) -> Bool {
    // One that could not be returned is a person's business.
    guard other.status?.lease?.state == .active, other.status?.intents.last?.purpose != .undo,
        let plan = situation.isMadeOf
    else { return false }
    let taken = Set(other.spec.plan.changes.map(\.path))
    return other.spec.plan.object.uid == plan.object.uid && plan.changes.contains { taken.contains($0.path) }
}
