import EvenkeelAPI
import JSONValue

enum ScalePlanner {
    static func plan(_ action: ScaleAction, _ workload: Workload, _ target: TargetSnapshot) throws(PlanRefusal) -> Plan
    {
        guard workload.replicas > 0 else {
            throw PlanRefusal(
                reason: "\(workload.name) has no replicas; somebody has turned it off, and decides when it runs")
        }
        switch ReplicaOwner.find(target) {
        case .nobody: return try plan(action, workload)
        case .autoscaler(let autoscaler):
            let knob = Knob(
                name: "the autoscaler \(autoscaler.name)", field: "minReplicas", minimum: autoscaler.minimum,
                maximum: autoscaler.maximum, maximumField: "maxReplicas", changeTarget: autoscaler.changeTarget)
            return try plan(action, workload, knob, desired: autoscaler.desired)
        case .scaledObject(let scaledObject):
            let knob = Knob(
                name: "the ScaledObject \(scaledObject.name)", field: "minReplicaCount",
                minimum: scaledObject.minimum, maximum: scaledObject.maximum, maximumField: "maxReplicaCount",
                changeTarget: scaledObject.changeTarget)
            return try plan(action, workload, knob, desired: target.autoscalers.first?.desired ?? 0)
        case .other(let reason): throw PlanRefusal(reason: reason)
        }
    }

    /// The lower bound of something that owns the replicas.
    private struct Knob {
        var name: String
        var field: String
        var minimum: Int?
        var maximum: Int
        var maximumField: String
        var changeTarget: ChangeTarget
    }

    private static func plan(_ action: ScaleAction, _ workload: Workload) throws(PlanRefusal) -> Plan {
        let count = try newCount(action, from: workload.replicas)
        return plan(
            action, workload.changeTarget, "/spec/replicas", from: JSON(workload.replicas), to: count,
            summary: "scale \(workload.name) from \(workload.replicas) to \(count) replicas",
            undo: "scale \(workload.name) back to \(workload.replicas) replicas")
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
        _ action: ScaleAction, _ workload: Workload, _ knob: Knob, desired: Int
    ) throws(PlanRefusal) -> Plan {
        let present = max(workload.replicas, desired)
        guard action.by.fraction > 0 else {
            throw PlanRefusal(reason: "\(knob.name) owns the replicas; only it may lower them")
        }
        let minimum = knob.minimum ?? (knob.field == "minReplicas" ? 1 : 0)
        let bounded = min(try newCount(action, from: present), knob.maximum)
        guard bounded > minimum, bounded > present else {
            throw PlanRefusal(
                reason: "\(knob.name) is at its maximum of \(knob.maximum); raise \(knob.maximumField)")
        }
        return plan(
            action, knob.changeTarget, "/spec/\(knob.field)", from: knob.minimum.map { JSON($0) }, to: bounded,
            summary: "raise \(knob.field) of \(knob.name), which owns the replicas of \(workload.name), from "
                + "\(minimum) to \(bounded)",
            undo: "lower \(knob.field) of \(knob.changeTarget.object.name) back to \(minimum)")
    }

    private static func plan(
        _ action: ScaleAction, _ changeTarget: ChangeTarget, _ path: String, from: JSON?, to: Int, summary: String,
        undo: String
    ) -> Plan {
        Plan(
            action: .scale, summary: "\(summary) for \(action.revertAfter)", object: changeTarget.object,
            changes: [FieldChange(path: path, from: from, to: JSON(to))], revertAfter: action.revertAfter,
            undo: Undo(summary: undo, precondition: .init(resourceVersion: changeTarget.resourceVersion)))
    }
}
