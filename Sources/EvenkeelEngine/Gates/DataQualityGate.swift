import Detection
import EvenkeelAPI
import KubernetesTypes

/// Missing, strange or thin data is never evidence for acting.
func dataQualityGate(_ situation: Situation) -> GateVerdict {
    switch situation.target.availability {
    case .known: break
    case .targetNotFound: return .hold("the target does not exist")
    case .unavailable(let reason): return .hold(reason)
    }
    guard let finding = situation.memory.finding, let evaluatedAt = situation.evaluatedAt else {
        return .hold("not evaluated yet")
    }
    let age = situation.now - evaluatedAt
    guard age <= situation.policy.maximumObservationAge else {
        return .hold("the last evaluation is \(NumberText.duration(age)) old, which says nothing about now")
    }
    let unusable = finding.evidence.filter { $0.quality != .ok }
    guard let first = unusable.first else {
        return .pass("\(finding.evidence.count) of \(finding.evidence.count) signals Ok")
    }
    if finding.state == .bad {
        return .pass(
            "\(finding.evidence.count - unusable.count) of \(finding.evidence.count) signals Ok, which is enough")
    }
    return .hold("\(first.signal) is \(first.quality.rawValue): \(first.explanation)")
}
