import EvenkeelAPI
import JSONValue

enum ScalePlanner {
    static func plan(_ action: ScaleAction, _ workload: Workload, _ target: TargetSnapshot) throws(PlanRefusal) -> Plan
    {
        guard target.autoscalers.count <= 1 else {
            let names = target.autoscalers.map(\.name).sorted().joined(separator: ", ")
            throw PlanRefusal(reason: "several autoscalers own the replicas (\(names)); remove all but one")
        }
        let count = try newCount(action, from: max(workload.replicas, target.autoscalers.first?.desired ?? 0))
        guard let autoscaler = target.autoscalers.first else {
            return plan(
                action, workload.changedObject, "/spec/replicas", from: JSON(workload.replicas), to: count,
                summary: "scale \(workload.name) from \(workload.replicas) to \(count) replicas",
                undo: "scale \(workload.name) back to \(workload.replicas) replicas",
                resourceVersion: workload.resourceVersion)
        }
        return try plan(action, autoscaler, workload, to: count)
    }

    /// Rounded away from the present count, by at least one, within the bounds.
    private static func newCount(_ action: ScaleAction, from count: Int) throws(PlanRefusal) -> Int {
        let step = max(1, Int((Double(count) * abs(action.by.fraction)).rounded(.up)))
        let wanted = action.by.fraction < 0 ? count - step : count + step
        let bounded = min(max(wanted, action.minimum), action.maximum)
        guard action.by.fraction < 0 ? bounded < count : bounded > count else {
            let bound = action.by.fraction < 0 ? "minimum of \(action.minimum)" : "maximum of \(action.maximum)"
            throw PlanRefusal(reason: "there are \(count) replicas already, at the rule's \(bound)")
        }
        return bounded
    }

    /// An autoscaler would undo a change of `replicas` at once, so its lower bound is the knob.
    private static func plan(
        _ action: ScaleAction, _ autoscaler: Autoscaler, _ workload: Workload, to count: Int
    ) throws(PlanRefusal) -> Plan {
        guard action.by.fraction > 0 else {
            throw PlanRefusal(reason: "the autoscaler \(autoscaler.name) owns the replicas; only it may lower them")
        }
        let minimum = autoscaler.minimum ?? 1
        let bounded = min(count, autoscaler.maximum)
        guard bounded > minimum, bounded > autoscaler.desired else {
            throw PlanRefusal(
                reason:
                    "the autoscaler \(autoscaler.name) is at its maximum of \(autoscaler.maximum); raise maxReplicas")
        }
        return plan(
            action,
            ChangedObject(
                apiVersion: "autoscaling/v2", kind: "HorizontalPodAutoscaler", name: autoscaler.name,
                uid: autoscaler.uid),
            "/spec/minReplicas", from: autoscaler.minimum.map { JSON($0) }, to: bounded,
            summary: "raise minReplicas of the autoscaler \(autoscaler.name), which owns the replicas of "
                + "\(workload.name), from \(minimum) to \(bounded)",
            undo: "lower minReplicas of \(autoscaler.name) back to \(minimum)",
            resourceVersion: autoscaler.resourceVersion)
    }

    private static func plan(
        _ action: ScaleAction, _ object: ChangedObject, _ path: String, from: JSON?, to: Int, summary: String,
        undo: String, resourceVersion: String
    ) -> Plan {
        Plan(
            action: .scale, summary: "\(summary) for \(action.lease)", object: object,
            changes: [FieldChange(path: path, from: from, to: JSON(to))], lease: action.lease,
            undo: Undo(summary: undo, precondition: .init(resourceVersion: resourceVersion)))
    }
}
