import EvenkeelAPI

func confidenceGate(_ situation: Situation) -> GateVerdict {
    let confidence = Percentage(fraction: situation.memory.finding?.confidence ?? 0)
    let needed = situation.rule.minimumConfidence
    guard confidence >= needed else { return .hold(.confidenceTooLow, "\(confidence) of \(needed) needed") }
    return .pass("\(confidence) of \(needed) needed")
}
