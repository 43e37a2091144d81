import EvenkeelAPI
import KubernetesTypes

/// Why there is no plan.
struct PlanRefusal: Error, Sendable, Hashable, Codable {
    var reason: GateReason
    /// Says what to do.
    var message: String

    init(_ reason: GateReason, _ message: String) {
        self.reason = reason
        self.message = message
    }
}

/// What a plan is made from.
struct PlanInput: Sendable {
    var policy: RemediationPolicy
    var rule: Rule
    var target: TargetSnapshot
    var revisions: [RevisionEvidence]
    /// Names of the pods that the rule's signals call different from their siblings; `nil` where they do not say.
    var outliers: Set<String>?
    /// When the trouble that is going on was first seen.
    var incidentStartedAt: Timestamp?
    /// When another release than the one that runs now was last seen; `nil` where this process saw none.
    var predecessorSeenAt: Timestamp?
    var now: Timestamp
}

/// From a rule to the exact change.
enum Planner {
    static func plan(_ input: PlanInput) throws(PlanRefusal) -> Plan {
        guard let workload = input.target.workload else {
            throw PlanRefusal(
                .targetUnavailable, "the target \(input.policy.spec.targetRef.name) is not there or cannot be read")
        }
        let plan = try unsealed(input, workload)
        do {
            return try plan.sealed(policyUID: input.policy.metadata.uid ?? "", rule: input.rule.name)
        } catch {
            throw PlanRefusal(.planNotEncodable, "the plan cannot be written down: \(error)")
        }
    }

    private static func unsealed(_ input: PlanInput, _ workload: Workload) throws(PlanRefusal) -> Plan {
        switch input.rule.action.kind {
        case .scale(let scale): return try ScalePlanner.plan(scale, workload, input.target)
        case .restart(let restart): return try RestartPlanner.plan(restart, workload, input)
        case .rollback(let rollback): return try plan(rollback, workload, input)
        case nil: throw PlanRefusal(.unknownAction, "the rule has no action that this version knows")
        }
    }

    private static func plan(
        _ rollback: RollbackAction, _ workload: Workload, _ input: PlanInput
    ) throws(PlanRefusal) -> Plan {
        try RollbackPlanner.checkAllowed(workload)
        if let name = rollback.canary?.deployment { return try CanaryPlanner.plan(name, workload, input) }
        if let route = rollback.canary?.httpRoute { return try RoutePlanner.plan(route, workload, input) }
        if let progress = workload.canary { return try AbortPlanner.plan(progress, workload, input) }
        return try RollbackPlanner.plan(rollback, workload, input)
    }
}

extension Workload {
    var changedObject: ChangedObject {
        ChangedObject(apiVersion: kind.resourceType.apiVersion, kind: kind.rawValue, name: name, uid: uid)
    }
}
