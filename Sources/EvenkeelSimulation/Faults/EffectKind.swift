import EvenkeelAPI
import EvenkeelEngine
import KubernetesTypes

/// The kinds of effects, as faults and counts know them.
enum EffectKind: String, Sendable, Hashable, CaseIterable {
    case evaluate, create, status, delete, policyStatus, sourceStatus, guardrailStatus, change, evict, undo, dryRun,
        read,
        event

    init(_ effect: Effect) {
        self =
            switch effect {
            case .evaluate: .evaluate
            case .createRemediation: .create
            case .writeRemediationStatus: .status
            case .deleteRemediation: .delete
            case .writePolicyStatus: .policyStatus
            case .writeMetricSourceStatus: .sourceStatus
            case .writeGuardrailStatus: .guardrailStatus
            case .change(_, let change) where change.isDryRun: .dryRun
            case .change(_, let change) where change.purpose == .undo: .undo
            case .change(_, let change) where change.purpose == .evict: .evict
            case .change: .change
            case .read: .read
            case .recordEvent, .audit: .event
            }
    }
}
