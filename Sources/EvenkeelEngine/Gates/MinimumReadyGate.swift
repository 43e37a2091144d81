import EvenkeelAPI
import JSONValue
import KubernetesTypes

/// So many ready pods have to remain: an action that takes ready pods away waits until enough others are ready.
///
/// What takes none away passes, also where none is ready: a broken pod may be replaced when all are broken.
func minimumReadyGate(_ situation: Situation) -> GateVerdict {
    guard let workload = situation.target.workload, let plan = situation.proposedPlan else {
        return .pass("nothing is planned")
    }
    let minimum = situation.policy.spec.minimumReady
    let ready = situation.target.availablePods(at: situation.now)
    let taken = podsTaken(plan, workload, ready)
    if plan.action.traits.podRemoval == .replacement {
        return .pass("pods are replaced in the workload's own steps, \(ready.count) are ready")
    }
    guard taken > 0 else { return .pass("no ready pod is taken away, \(ready.count) are ready") }
    let rest = ready.count - taken
    guard rest >= minimum else {
        return .hold(
            .tooFewReadyPods,
            "\(max(0, rest)) ready pods would remain of \(ready.count), and minimumReady is \(minimum)")
    }
    return .pass("\(rest) ready pods remain, minimumReady is \(minimum)")
}

/// How many ready pods the plan takes away at once.
func podsTaken(_ plan: Plan, _ workload: Workload, _ ready: [Pod]) -> Int {
    if let pods = plan.pods {
        let named = Set(pods.map(\.uid))
        return min(ready.count { named.contains($0.uid) }, plan.maximumUnavailable ?? 1)
    }
    switch plan.action.traits.podRemoval {
    case .restart: return workload.awayInRollout
    case .lowerCount:
        guard plan.object.uid == workload.uid, let count = plan.changes.first?.to?.integerValue else { return 0 }
        return max(0, min(ready.count, workload.replicas - count))
    // It replaces pods that do harm, in the workload's own steps.
    case .replacement: return 0
    case .none: return 0
    }
}
