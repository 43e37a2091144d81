import EvenkeelAPI
import EvenkeelEngine
import KubernetesTypes

/// What may go wrong with one effect.
enum Fault: Hashable, Sendable {
    /// It never arrived, and nobody knows.
    case lostBefore
    /// It took place, and the answer was lost.
    case lostAfter
    case notSent
    case refused(Int)
    /// The process dies before the effect is begun, or right after it took place.
    case crashBefore, crashAfter
    /// Takes place at once; the answer comes late.
    case answeredAfter(Double)
    /// Takes place late.
    case doneAfter(Double)
    /// Takes place, and an answer never comes.
    case unanswered
}

/// Which effects meet a fault.
enum EffectKind: String, Hashable, Sendable, CaseIterable {
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

/// The faults of a run: by kind, each for certain occurrences, counted from 1; and one crash at the n-th effect of all.
struct FaultPlan: Sendable {
    var planned: [EffectKind: [(occurrences: ClosedRange<Int>, fault: Fault)]] = [:]
    /// Of all effects, counted from 1.
    var at: [Int: Fault] = [:]
    /// Evaluations are never answered, while set.
    var swallowEvaluations = false
    private(set) var counts: [EffectKind: Int] = [:]
    private(set) var total = 0

    mutating func next(_ effect: Effect) -> Fault? {
        let kind = EffectKind(effect)
        total += 1
        let count = (counts[kind] ?? 0) + 1
        counts[kind] = count
        return at[total] ?? planned[kind]?.first { $0.occurrences.contains(count) }?.fault
    }

    /// From here on effects are counted anew.
    mutating func forgetCounts() { counts = [:] }

    func count(_ kind: EffectKind) -> Int { counts[kind] ?? 0 }
}
