import EvenkeelAPI
import KubernetesTypes

/// When much of the fleet looks bad at once, it is infrastructure: nothing is changed, people are called.
func systemicBrakeGate(_ situation: Situation) -> GateVerdict {
    for guardrail in situation.guardrails {
        guard let brake = situation.engagedBrakes[guardrail.metadata.name ?? ""] else { continue }
        return .hold(brake.message, until: brake.until)
    }
    return .pass("no systemic brake is engaged")
}
