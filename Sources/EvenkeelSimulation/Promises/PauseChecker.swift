import EvenkeelAPI
import EvenkeelEngine
import KubernetesTypes

/// S8: a pause, of a guardrail, a policy or by the owner, stops every change that was not sent yet.
final class PauseChecker: PromiseChecker {
    private let clock: SimulationClock
    private let journal: Journal
    /// Seconds: an evaluation counts for a quarter of a minute, and one that is asked for anew may take two minutes.
    private static let maximumObservationAge = 140.0

    init(clock: SimulationClock, journal: Journal) {
        self.clock = clock
        self.journal = journal
    }

    func wanted(_ wish: WantedChange) {
        let delivered = wish.process.delivered
        if delivered.guardrails.values.contains(where: \.spec.paused) {
            journal.breach(.s8, "pause", "\(wish.name) while a guardrail is paused")
        }
        if let name = delivered.unreadableGuardrails.first {
            journal.breach(.s8, "unreadable", "\(wish.name) while guardrail \(name) cannot be read")
        }
        guard let policy = wish.policy else { return }
        let (purpose, key) = (wish.change.purpose, wish.policyKey)
        if policy.spec.suspend { journal.breach(.s8, "suspension", "\(purpose) while \(key) is suspended") }
        if delivered.invalid.contains(key) { journal.breach(.s8, "invalid", "\(purpose) while \(key) is invalid") }
        guard let evaluation = wish.evaluation else { return }
        if wish.process.clock(clock.now) - evaluation.at > Self.maximumObservationAge {
            journal.breach(.s8, "age", "\(wish.name): changes since \(evaluation.at) are not known")
        }
        if evaluation.isDisabledByOwner {
            journal.breach(.s8, "owner", "\(wish.name) although the owner has set Disabled")
        }
    }
}
