import Detection
import EvenkeelAPI
import KubernetesTypes

/// Quiet time after a change of the same rule. Only changes that took place count: a shadow never cools an acting rule.
func cooldownGate(_ situation: Situation) -> GateVerdict {
    let ends = situation.othersOfRule.compactMap { other -> (name: String, until: Double)? in
        guard let status = other.status, status.phase.isFinal, let changed = status.changedAt else { return nil }
        let end = (status.endedAt ?? changed) + situation.rule.cooldown.seconds
        return (other.metadata.name ?? "", end.secondsSince1970)
    }
    guard let last = ends.max(by: { $0.until < $1.until }), last.until > situation.now.secondsSince1970 else {
        return .pass("no change of this rule in the last \(situation.rule.cooldown)")
    }
    let rest = last.until - situation.now.secondsSince1970
    return .hold(.coolingDown, "\(NumberText.duration(rest)) of rest after \(last.name)", until: situation.now + rest)
}
