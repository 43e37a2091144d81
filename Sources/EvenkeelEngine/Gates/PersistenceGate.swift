import EvenkeelAPI

func persistenceGate(_ situation: Situation) -> GateVerdict {
    let streak = situation.memory.streak
    let needed = situation.rule.consecutive
    let message = "bad in \(streak) \(streak == 1 ? "evaluation" : "evaluations") in a row of \(needed) needed"
    return streak >= needed ? .pass(message) : .hold(.tooFewEvaluations, message)
}
