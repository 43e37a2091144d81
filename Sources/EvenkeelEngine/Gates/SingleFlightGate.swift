import EvenkeelAPI
import KubernetesTypes

/// One remediation in flight for a target, whichever policies are about it.
func singleFlightGate(_ situation: Situation) -> GateVerdict {
    let inFlight = situation.othersOfTarget.first { $0.status?.phase.isInFlight == true }
    guard let inFlight else { return .pass("no other remediation of the target is in flight") }
    return .hold("\(inFlight.metadata.name ?? "") is \(inFlight.status?.phase.rawValue ?? "") on the same target")
}
