import EvenkeelAPI
import JSONValue
import KubernetesTypes

/// Freeze windows know the direction of risk: what the window allows may go on.
func freezeGate(_ situation: Situation) -> GateVerdict {
    let verdict = freezeVerdict(situation.guardrails, at: situation.now) { $0.allows(situation.rule.action) }
    guard verdict.isPass else { return verdict }
    return situation.guardrails.lazy.compactMap { silenceHold(situation, $0) }.first ?? verdict
}

func freezeVerdict(
    _ guardrails: [Guardrail], at now: Timestamp, isAllowed: (FreezeWindow) -> Bool
) -> GateVerdict {
    for guardrail in guardrails {
        for window in guardrail.spec.freezeWindows {
            let name = "freeze window \(window.name) of guardrail \(guardrail.metadata.name ?? "")"
            do throws(FreezeProblem) {
                guard let end = try window.openUntil(at: now) else { continue }
                guard !isAllowed(window) else { continue }
                return .hold(.freezeWindowOpen, "\(name) is open until \(end)", until: end)
            } catch {
                // Not understood is not open: a freeze that nobody can read still freezes.
                return .hold(.freezeWindowUnreadable, "\(name) cannot be read: \(error.reason)")
            }
        }
    }
    return .pass("no freeze window is open")
}

/// A silence that covers the workload says that somebody knows, and is at work.
private func silenceHold(_ situation: Situation, _ guardrail: Guardrail) -> GateVerdict? {
    guard let freeze = guardrail.spec.silences else { return nil }
    let name = guardrail.metadata.name ?? ""
    switch situation.silences[name] {
    case .silences(let silences)?:
        let labels = Silence.labels(
            of: situation.policy.spec.targetRef, in: situation.policy.metadata.namespace ?? "", freeze.labels)
        let covering = silences.filter { $0.endsAt > situation.now && $0.covers(labels) }
        guard let last = covering.max(by: { $0.endsAt < $1.endsAt }) else { return nil }
        let comment = last.comment.isEmpty ? "" : " (\(last.comment.cut(to: 200)))"
        return .hold(
            .silenced, "\(last.createdBy) silenced this workload until \(last.endsAt)\(comment)", until: last.endsAt)
    case .failed(let reason)?, .rejected(let reason)?:
        return .hold(.silencesUnavailable, "whether a silence is in force is not known: \(reason)")
    case .series?:
        return .hold(
            .silencesUnavailable, "whether a silence is in force is not known: \(freeze.source) is no Alertmanager")
    case nil: return .hold(.silencesNotAsked, "whether a silence is in force is asked with the next evaluation")
    }
}

extension FreezeWindow {
    func allows(_ action: Action) -> Bool {
        action.kind?.freezeException.map { allow.contains($0) } ?? false
    }
}
