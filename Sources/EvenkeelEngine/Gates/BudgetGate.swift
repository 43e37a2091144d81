import EvenkeelAPI
import KubernetesTypes

/// The guardrails' budgets, counted from stored Remediations, so that a restart forgets nothing.
func budgetGate(_ situation: Situation) -> GateVerdict {
    var passed: [String] = []
    for guardrail in situation.guardrails {
        guard let budgets = guardrail.spec.budgets else { continue }
        let name = guardrail.metadata.name ?? ""
        let others = situation.others(under: guardrail)
        if let limit = budgets.concurrent {
            let count = BudgetUse(of: others, at: situation.now).inFlight
            guard count < limit else {
                return .hold(
                    .concurrencyLimitReached, "guardrail \(name): \(count) of \(limit) remediations are in flight")
            }
            passed.append("\(count) of \(limit) in flight")
        }
        if let limit = budgets.perHour {
            let begun = others.compactMap { $0.status?.begunAt }.filter { situation.now - $0 < 3600 }
            guard begun.count < limit else {
                let until = begun.sorted().dropFirst(begun.count - limit).first.map { $0 + 3600 }
                return .hold(
                    .hourlyLimitReached, "guardrail \(name): \(begun.count) of \(limit) remediations in the last hour",
                    until: until)
            }
            passed.append("\(begun.count) of \(limit) in the last hour")
        }
    }
    return .pass(passed.isEmpty ? "no guardrail sets a budget" : passed.joined(separator: ", "))
}
