import EvenkeelAPI

func modeGate(_ situation: Situation) -> GateVerdict {
    switch situation.policy.spec.mode {
    case .observe: .refuse(.observeOnly, "Observe only judges")
    case .shadow: .hold(.shadowOnly, "Shadow changes nothing")
    case .suggest: .pass("Suggest acts after approval")
    case .automatic: .pass("Automatic")
    }
}
