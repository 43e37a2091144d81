import EvenkeelAPI
import EvenkeelEngine
import KubernetesTypes

extension Effect {
    /// What the effect writes that a former leader must not write; `nil` if it writes nothing of the kind. It is stated
    /// here once more, so that a shell that asks for less is noticed.
    var leadersWrite: String? {
        switch self {
        case .change(_, let change) where !change.isDryRun: "a change"
        case .createRemediation, .writeRemediationStatus, .deleteRemediation: "a Remediation"
        case .writeGuardrailStatus: "the status of a guardrail"
        default: nil
        }
    }
}
