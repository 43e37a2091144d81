import EvenkeelAPI
import KubernetesTypes

/// When much of the fleet looks bad at once, it is infrastructure: nothing is changed, people are called.
func circuitBreakerGate(_ situation: Situation) -> GateVerdict {
    for guardrail in situation.guardrails {
        guard let breaker = situation.openCircuitBreakers[guardrail.metadata.name ?? ""] else { continue }
        return .hold(breaker.message, until: breaker.until)
    }
    return .pass("no circuit breaker is open")
}
