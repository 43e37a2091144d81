import EvenkeelAPI
import KubernetesTypes

extension RemediationStatus {
    /// A change is in progress or is being watched; so is a scheduled revert that is due.
    var isInFlight: Bool { phase.isInFlight || intents.last?.outcome == .pending }

    /// When the first change was begun that was, or may have been, made.
    var begunAt: Timestamp? { intents.first { $0.purpose != .undo && $0.outcome != .notDone }?.at }
}
