import Cryptography
import EvenkeelAPI
import JSONValue
import KubernetesTypes

/// A canary Deployment beside the target, which is the stable one: to zero, and back to the recorded count.
enum CanaryPlanner {
    static func plan(_ name: String, _ stable: Workload, _ input: PlanInput) throws(PlanRefusal) -> Plan {
        guard name != stable.name else {
            throw PlanRefusal(
                .canaryIsTarget, "\(name) is the target itself; a rollback never takes the stable side to zero")
        }
        guard let canary = input.target.canaries.first(where: { $0.name == name }) else {
            throw PlanRefusal(
                .canaryNotFound, "there is no canary Deployment \(name) in this namespace; check rollback.canary")
        }
        try check(canary, stable, input)
        return Plan(
            action: .rollback,
            summary: "take the canary \(name) from \(canary.replicas) replicas to zero; \(stable.name) serves alone",
            object: canary.changedObject,
            changes: [FieldChange(path: "/spec/replicas", from: JSON(canary.replicas), to: 0)],
            rolledBackFrom: release(canary.template),
            undo: Undo(
                summary: "scale the canary \(name) back to \(canary.replicas) replicas",
                precondition: .init(resourceVersion: canary.resourceVersion)))
    }

    private static func check(_ canary: Workload, _ stable: Workload, _ input: PlanInput) throws(PlanRefusal) {
        try RollbackPlanner.checkAllowed(canary)
        guard canary.replicas > 0 else {
            throw PlanRefusal(
                .nothingToRollBack, "the canary \(canary.name) has no replicas; there is nothing to roll back")
        }
        guard !input.target.availablePods(at: input.now).isEmpty else {
            throw PlanRefusal(.stableNotReady, "no pod of \(stable.name) is ready to take over what the canary serves")
        }
        if let reason = input.target.unreadable[ScaledObject.kind] {
            throw PlanRefusal(
                .replicaOwnerUnavailable,
                "whether a KEDA ScaledObject owns the canary's replicas cannot be seen: \(reason)")
        }
        // An autoscaler stands still at zero replicas; KEDA does not.
        if let scaler = input.target.canaryScaledObjects.first(where: { $0.targetName == canary.name }) {
            throw PlanRefusal(
                .replicasOwnedByController,
                "the ScaledObject \(scaler.name) owns the replicas of the canary \(canary.name) and would put "
                    + "them back; pause it there")
        }
    }

    /// By what a release is known again, where no controller has given it a hash.
    static func release(_ template: JSON) -> String {
        String(SHA256.digest(template.serialized).hexadecimal.prefix(16))
    }
}
