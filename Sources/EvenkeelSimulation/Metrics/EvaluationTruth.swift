import EvenkeelAPI
import EvenkeelEngine
import KubernetesTypes

/// What one evaluation was really answered, worked out by the world and not by the engine.
struct EvaluationTruth: Sendable {
    enum Verdict: Sendable, Hashable {
        case bad, good
        /// The answer shows by itself that nothing may be concluded from it.
        case unusable
        /// The world does not know how it will be judged: a baseline decides.
        case open
    }

    /// The time of the evaluation, by the clock of the process that asked.
    var at: Timestamp
    var verdicts: [String: Verdict]
    var isTargetKnown: Bool
    /// What the owner's annotations asked for, as the evaluation saw them.
    var isDisabledByOwner: Bool
    var requiresApproval: Bool
    var targetUID: String?
    /// The uids of pods that their disruption budget does not let go now.
    var protectedPods: Set<String> = []
    /// The policy's uid and generation that the evaluation was made for.
    var policyUID: String
    var generation: Int

    /// What a rule may conclude of its signals.
    func verdict(_ when: When) -> Verdict {
        let all = when.signals.map { verdicts[$0] ?? .unusable }
        if when.all != nil {
            if all.allSatisfy({ $0 == .bad }) { return .bad }
            if all.allSatisfy({ $0 == .good }) { return .good }
            if all.contains(.unusable) || all.contains(.good) { return .unusable }
            return .open
        }
        if all.contains(.bad) { return .bad }
        if all.allSatisfy({ $0 == .good }) { return .good }
        return all.contains(.open) ? .open : .unusable
    }
}
