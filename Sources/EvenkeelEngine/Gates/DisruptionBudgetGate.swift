import EvenkeelAPI
import KubernetesTypes

/// Whether the pods of the plan may be evicted, and if not, whether they ever may.
func disruptionBudgetGate(_ situation: Situation) -> GateVerdict {
    guard let pods = situation.proposedPlan?.pods else { return unevictedVerdict(situation) }
    let live = situation.target.livePods
    let evicted = pods.compactMap { reference in live.first { $0.uid == reference.uid } }
    guard !evicted.isEmpty else { return .pass("the pods are gone already") }
    let verdicts = evicted.map {
        evictionVerdict($0, budgets: situation.target.budgets, wanted: situation.target.workload?.replicas ?? 0)
    }
    // One that may go now is enough to begin with; one that never may is a reason not to begin.
    return verdicts.first { if case .refuse = $0 { true } else { false } }
        ?? verdicts.first(where: \.isPass) ?? verdicts[0]
}

/// Kubernetes asks no budget where a workload itself takes pods away, by a rolling restart or a lower count; Evenkeel does.
private func unevictedVerdict(_ situation: Situation) -> GateVerdict {
    guard let workload = situation.target.workload, let plan = situation.proposedPlan else {
        return .pass("no pod is evicted")
    }
    let ready = situation.target.availablePods(at: situation.now)
    let taken = podsTaken(plan, workload, ready)
    guard taken > 0 else { return .pass("no ready pod is taken away") }
    let covering = situation.target.budgets.filter { budget in ready.contains { budget.selector.matches($0.labels) } }
    // A lower count lowers with it what is wanted in percent, or by maxUnavailable.
    let binding = plan.action.traits.podRemoval == .lowerCount ? covering.filter(\.countsPods) : covering
    for budget in binding {
        guard budget.isCurrent else {
            return .hold(.budgetNotObserved, "the status of disruption budget \(budget.name) is behind its spec")
        }
        guard taken <= budget.disruptionsAllowed else {
            return .hold(
                .budgetExhausted, "\(budget.name): \(budget.disruptionsAllowed) pods may go now, and \(taken) would")
        }
    }
    return .pass(
        binding.isEmpty ? "no disruption budget stands against it" : "disruption budgets let \(taken) pods go now")
}

/// What the Eviction API would say of one pod, with the arithmetic spelled out.
///
/// - Parameter wanted: the replicas that its workload is meant to have.
func evictionVerdict(_ pod: Pod, budgets: [DisruptionBudget], wanted: Int) -> GateVerdict {
    let covering = budgets.filter { $0.selector.matches(pod.labels) }
    guard let budget = covering.first else { return .pass("no disruption budget covers \(pod.name)") }
    guard covering.count == 1 else {
        let names = covering.map(\.name).sorted().joined(separator: ", ")
        return .refuse(
            .severalBudgets,
            "this can never succeed because \(covering.count) disruption budgets cover \(pod.name) (\(names)), and the "
                + "Eviction API serves none of such pods; make their selectors disjoint")
    }
    if ["Pending", "Succeeded", "Failed"].contains(pod.phase) {
        return .pass("\(pod.name) is \(pod.phase), so budgets do not protect it")
    }
    guard budget.isCurrent else {
        return .hold(.budgetNotObserved, "the status of disruption budget \(budget.name) is behind its spec")
    }
    if !pod.isReady, let verdict = unhealthyVerdict(pod, budget) { return verdict }
    if budget.disruptionsAllowed > 0 {
        return .pass("\(budget.name): \(budget.disruptionsAllowed) of \(budget.expectedPods) pods may go now")
    }
    if let arithmetic = budget.neverAllowing(wanted: wanted) {
        return .refuse(.budgetNeverAllows, "this can never succeed because \(arithmetic)")
    }
    return .hold(
        .budgetExhausted,
        "\(budget.name): no pod may go for now, \(budget.whyZero)\(pod.isReady ? "" : budget.protectsBrokenPods)")
}

/// A pod that is not ready may go where its budget is met without it, or where the budget does not protect such pods.
private func unhealthyVerdict(_ pod: Pod, _ budget: DisruptionBudget) -> GateVerdict? {
    if budget.unhealthyPodEvictionPolicy == .alwaysAllow {
        return .pass("\(budget.name) lets unhealthy pods go always")
    }
    if budget.desiredHealthy > 0, budget.currentHealthy >= budget.desiredHealthy {
        return .pass(
            "\(budget.name): \(budget.currentHealthy) healthy pods of \(budget.desiredHealthy) wanted without "
                + "\(pod.name)")
    }
    return nil
}

extension DisruptionBudget {
    /// Wants a number of pods, however many there are meant to be.
    fileprivate var countsPods: Bool { if case .count? = minAvailable { true } else { false } }

    /// Why the budget allows nothing however healthy the pods are; `nil` where it may allow something one day.
    ///
    /// - Parameter wanted: the replicas that are meant to be there: for a `minAvailable` that is a number the controller
    ///   counts only the pods that there are just now.
    func neverAllowing(wanted: Int) -> String? {
        let expectedPods = max(expectedPods, wanted)
        if let maxUnavailable, maxUnavailable.resolved(of: expectedPods, roundingUp: true) == 0 {
            return "disruption budget \(name) sets maxUnavailable: \(maxUnavailable); \(remedy)"
        }
        if let minAvailable, expectedPods > 0, minAvailable.resolved(of: expectedPods, roundingUp: true) >= expectedPods
        {
            return "disruption budget \(name) wants \(minAvailable) of \(expectedPods) pods available; \(remedy)"
        }
        return nil
    }

    /// Why the budget allows nothing at this moment, and what would change that.
    fileprivate var whyZero: String {
        let state = "\(currentHealthy) of \(desiredHealthy) wanted pods are healthy"
        let missing = desiredHealthy + 1 - currentHealthy
        return missing > 0 ? "\(state); it may when \(missing) more \(missing == 1 ? "is" : "are")" : state
    }

    private var remedy: String {
        "let at least one pod go, or set unhealthyPodEvictionPolicy: AlwaysAllow so that broken pods may"
    }

    var protectsBrokenPods: String {
        "; the budget protects the broken pod itself, which unhealthyPodEvictionPolicy: AlwaysAllow would change"
    }
}
