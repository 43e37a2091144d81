import EvenkeelAPI
import EvenkeelEngine
import EvenkeelShell
import KubernetesTypes

@testable import EvenkeelSimulation

// What becomes of an effect.
extension World {
    mutating func perform(_ effect: Effect) -> Outcome {
        let outcome = effect.outcome { cluster.send($0, now: now) }
        note(effect, outcome)
        settle()
        // A watch tells of a change a little later.
        hear(after: 0.05)
        return outcome
    }

    private mutating func note(_ effect: Effect, _ outcome: Outcome) {
        switch effect {
        case .recordEvent(let event): ledger.events.append(event)
        case .change(_, let change) where change.isDryRun: ledger.dryRuns.append(change)
        case .change(_, let change): if case .done = outcome { tookPlace(change) }
        default: break
        }
    }

    /// What an evaluation finds now.
    func evaluation(_ request: EvaluationRequest) -> Evaluation {
        let target = apiServerFailure.map { TargetSnapshot.unavailable($0) } ?? staleTarget
        return Evaluation(
            policy: request.policy, at: request.at, target: target ?? snapshot(request.target, request.canaries),
            answers: request.queries.compactMap { metrics.answer($0, at: request.at) })
    }

    func snapshot(_ target: TargetReference, _ canaries: [Canary] = []) -> TargetSnapshot {
        TargetSnapshot(of: target, canaries: canaries, in: "shop", from: cluster)
    }
}
