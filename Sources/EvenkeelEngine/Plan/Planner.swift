import EvenkeelAPI
import KubernetesTypes

/// Why there is no plan: a sentence that says what to do.
struct PlanRefusal: Error, Sendable, Hashable, Codable {
    var reason: String
}

/// What a plan is made from.
struct PlanInput: Sendable {
    var policy: RemediationPolicy
    var rule: Rule
    var target: TargetSnapshot
    var revisions: [RevisionEvidence]
    /// The pods, by name, that the rule's signals call unlike the others.
    var outliers: Set<String> = []
    var now: Timestamp
}

extension PolicyTrack {
    /// The pods, by name, that the rule's signals call unlike the others at the newest look.
    func outliers(of rule: Rule) -> Set<String> {
        Set(rule.when.signals.flatMap { findings[$0]?.outliers ?? [] })
    }
}

/// From a rule to the exact change.
enum Planner {
    static func plan(_ input: PlanInput) throws(PlanRefusal) -> Plan {
        guard let workload = input.target.workload else {
            throw PlanRefusal(reason: "the target \(input.policy.spec.targetRef.name) is not there or cannot be read")
        }
        let plan = try unsealed(input, workload)
        do {
            return try plan.sealed(policyUID: input.policy.metadata.uid ?? "", rule: input.rule.name)
        } catch {
            throw PlanRefusal(reason: "the plan cannot be written down: \(error)")
        }
    }

    private static func unsealed(_ input: PlanInput, _ workload: Workload) throws(PlanRefusal) -> Plan {
        let action = input.rule.action
        if let scale = action.scale { return try ScalePlanner.plan(scale, workload, input.target) }
        if let restart = action.restart { return try RestartPlanner.plan(restart, workload, input) }
        if let rollback = action.rollback { return try RollbackPlanner.plan(rollback, workload, input) }
        throw PlanRefusal(reason: "the rule has no action that this version knows")
    }
}

extension Workload {
    var changedObject: ChangedObject {
        ChangedObject(apiVersion: kind.resourceType.apiVersion, kind: kind.rawValue, name: name, uid: uid)
    }
}
