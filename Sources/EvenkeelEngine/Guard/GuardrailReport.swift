import EvenkeelAPI
import KubernetesTypes

/// What a guardrail does at present, for its status.
struct GuardrailReport: Sendable {
    var guardrail: Guardrail
    var breaker: CircuitBreakerStatus?
    /// Why the breaker holds; `nil` where it lets go.
    var open: OpenCircuitBreaker?
    var use: BudgetUse
    var now: Timestamp

    func status() -> GuardrailStatus {
        let (freeze, problem) = freeze()
        var status = GuardrailStatus(
            observedGeneration: guardrail.metadata.generation, conditions: guardrail.status?.conditions ?? [],
            budgets: guardrail.spec.budgets == nil ? nil : use, freeze: freeze, circuitBreaker: breaker)
        status.conditions.set(
            condition(
                ConditionType.ready, problem == nil, problem == nil ? "InForce" : "FreezeUnreadable", problem ?? ""))
        status.conditions.set(
            condition(
                ConditionType.frozen, freeze != nil || problem != nil, freeze == nil ? "NoOpenWindow" : "WindowOpen",
                freeze.map { "freeze window \($0.window) is open until \($0.until)" } ?? problem ?? ""))
        status.conditions.set(
            condition(
                ConditionType.circuitBreaker, breaker != nil, breaker == nil ? "Closed" : "Open",
                breaker == nil ? "" : open?.message ?? ""))
        return status
    }

    private func condition(_ type: String, _ isTrue: Bool, _ reason: String, _ message: String) -> Condition {
        Condition(
            type: type, status: isTrue ? .isTrue : .isFalse, observedGeneration: guardrail.metadata.generation,
            lastTransitionTime: now, reason: reason, message: message)
    }

    /// The open window that closes last, or why one cannot be told.
    private func freeze() -> (OpenFreeze?, problem: String?) {
        var open: OpenFreeze?
        for window in guardrail.spec.freezeWindows {
            do throws(FreezeProblem) {
                guard let until = try window.openUntil(at: now), until > open?.until ?? now else { continue }
                open = OpenFreeze(window: window.name, until: until)
            } catch {
                return (open, "freeze window \(window.name) cannot be read: \(error.reason)")
            }
        }
        return (open, nil)
    }
}

extension GuardrailStatus {
    /// Whether a reader would learn something new: not where only sentences differ, or the breaker's end by less than a minute.
    func saysMore(than old: GuardrailStatus?) -> Bool {
        guard let old else { return true }
        func verdicts(_ status: GuardrailStatus) -> [String] {
            status.conditions.map { "\($0.type)=\($0.status.rawValue)/\($0.reason)" }.sorted()
        }
        let moved = circuitBreaker.flatMap { new in old.circuitBreaker.map { abs(new.until - $0.until) >= 60 } }
        return observedGeneration != old.observedGeneration || budgets != old.budgets || freeze != old.freeze
            || verdicts(self) != verdicts(old) || (circuitBreaker == nil) != (old.circuitBreaker == nil)
            || moved == true
    }
}
