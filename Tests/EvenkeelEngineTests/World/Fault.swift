import EvenkeelEngine

@testable import EvenkeelSimulation

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
