import EvenkeelAPI

func planGate(_ situation: Situation) -> GateVerdict {
    switch situation.plan {
    case .success(let plan): .pass(plan.summary)
    case .failure(let refusal): .refuse(refusal.reason, refusal.message)
    }
}
