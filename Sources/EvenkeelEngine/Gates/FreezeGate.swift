import EvenkeelAPI
import KubernetesTypes

/// Freeze windows know the direction of risk: what the window allows may go on.
func freezeGate(_ situation: Situation) -> GateVerdict {
    for guardrail in situation.guardrails {
        for window in guardrail.spec.freezeWindows {
            let name = "freeze window \(window.name) of guardrail \(guardrail.metadata.name ?? "")"
            do throws(FreezeProblem) {
                guard let end = try window.openUntil(at: situation.now) else { continue }
                guard !window.allows(situation.rule.action) else { continue }
                return .hold("\(name) is open until \(end)", until: end)
            } catch {
                // Not understood is not open: a freeze that nobody can read still freezes.
                return .hold("\(name) cannot be told: \(error.reason)")
            }
        }
    }
    return .pass("no freeze window is open")
}

extension FreezeWindow {
    func allows(_ action: Action) -> Bool {
        allow.contains { exception in
            switch exception {
            case .scaleUp: (action.scale?.by.fraction ?? 0) > 0
            case .restart: action.restart != nil
            case .rollback: action.rollback != nil
            }
        }
    }
}
