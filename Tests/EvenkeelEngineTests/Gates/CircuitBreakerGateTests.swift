import EvenkeelAPI
import KubernetesTypes
import Testing

@testable import EvenkeelEngine

@Suite struct CircuitBreakerTests {
    private let breaker = CircuitBreaker(
        unhealthyTargets: Percentage(fraction: 0.3), minimumTargets: 5, resetAfter: .minutes(15))
    private let start = Timestamp(secondsSince1970: 1_800_000_000)

    private func guardrail() -> Guardrail {
        Guardrail(metadata: ObjectMeta(name: "production"), spec: GuardrailSpec(circuitBreaker: breaker))
    }

    @Test(
        "it engages above the share, not at it, and not in a small fleet",
        arguments: [(3, 10, false), (4, 10, true), (4, 4, false), (2, 5, true), (0, 0, false)])
    func threshold(unhealthy: Int, total: Int, engages: Bool) {
        var memory = CircuitBreakerState()
        memory.take(unhealthy: unhealthy, of: total, breaker, at: start)
        #expect(memory.isOpen(breaker, at: start) == engages)
    }

    @Test("it lets go after quiet time, counted from the last bad moment")
    func release() {
        var memory = CircuitBreakerState()
        memory.take(unhealthy: 8, of: 10, breaker, at: start)
        memory.take(unhealthy: 5, of: 10, breaker, at: start + 300)
        memory.take(unhealthy: 1, of: 10, breaker, at: start + 310)
        #expect(memory.isOpen(breaker, at: start + 300 + 14 * 60 + 59))
        #expect(!memory.isOpen(breaker, at: start + 300 + 15 * 60))
    }

    @Test("while it is open every action holds, with the share and the time")
    func gate() throws {
        var memory = CircuitBreakerState()
        memory.take(unhealthy: 4, of: 10, breaker, at: start)
        let open = try #require(memory.open(guardrail(), at: start + 60))
        let situation = Situation.good {
            $0.guardrails = [guardrail()]
            $0.openCircuitBreakers = ["production": open]
        }
        guard case .hold(let message, let until) = circuitBreakerGate(situation) else {
            Issue.record("an open breaker must hold")
            return
        }
        #expect(message.contains("40 %"))
        #expect(until == start + 15 * 60)
        #expect(circuitBreakerGate(.good()).isPass)
    }
}
