import EvenkeelAPI
import JSONValue
import KubernetesTypes

/// Who decides how many replicas the target has: the one whose knob has to be turned, or who would turn ours back.
enum ReplicaOwner: Sendable, Hashable {
    /// Nobody but people and Evenkeel.
    case nobody
    case autoscaler(Autoscaler)
    case scaledObject(ScaledObject)
    /// Somebody whose knob is not known, in a sentence that names them and says what to do.
    case other(String)

    static func find(_ target: TargetSnapshot) -> ReplicaOwner {
        if let reason = target.unreadable[ScaledObject.kind] {
            return .other("whether a KEDA ScaledObject owns the replicas cannot be seen: \(reason)")
        }
        guard target.scaledObjects.count <= 1 else {
            return .other("several ScaledObjects own the replicas (\(names(target.scaledObjects.map(\.name))))")
        }
        if let scaledObject = target.scaledObjects.first { return owner(scaledObject, target) }
        guard target.autoscalers.count <= 1 else {
            return .other(
                "several autoscalers own the replicas (\(names(target.autoscalers.map(\.name)))); remove all but one")
        }
        if let autoscaler = target.autoscalers.first { return owner(autoscaler) }
        return target.workload.flatMap(stranger).map { .other($0) } ?? .nobody
    }

    private static func names(_ names: [String]) -> String { names.sorted().joined(separator: ", ") }

    private static func owner(_ scaledObject: ScaledObject, _ target: TargetSnapshot) -> ReplicaOwner {
        if let pause = scaledObject.pause {
            return .other(
                "the ScaledObject \(scaledObject.name) owns the replicas and is paused (\(pause)); a person wants the "
                    + "count as it is")
        }
        let strangers = target.autoscalers.filter { $0.changeTarget.ownership.controller?.kind != ScaledObject.kind }
        guard strangers.isEmpty else {
            return .other(
                "the ScaledObject \(scaledObject.name) and the autoscaler \(names(strangers.map(\.name))) both own the "
                    + "replicas; remove one")
        }
        if let controller = scaledObject.changeTarget.ownership.controller {
            return .other(
                "the ScaledObject \(scaledObject.name) belongs to \(controller.kind) \(controller.name), which would put "
                    + "its bounds back; Evenkeel does not know that one's knob")
        }
        return .scaledObject(scaledObject)
    }

    /// An autoscaler that another object keeps is no knob: what is changed in it is changed back.
    private static func owner(_ autoscaler: Autoscaler) -> ReplicaOwner {
        guard let controller = autoscaler.changeTarget.ownership.controller else { return .autoscaler(autoscaler) }
        return .other(
            "the autoscaler \(autoscaler.name) belongs to \(controller.kind) \(controller.name), which would put its "
                + "bounds back; Evenkeel does not know that one's knob")
    }

    /// A field manager that has set the count and nothing else of the workload is no deployment tool, hence a scaler; an
    /// apply declares what it will declare again.
    private static func stranger(_ workload: Workload) -> String? {
        let ownership = workload.ownership
        guard !ownership.isReplicaCountFree else { return nil }
        if let controller = ownership.controller {
            return "\(controller.kind) \(controller.name) owns \(workload.name) and would put its replica count back; "
                + "change it there"
        }
        let owners = ownership.writers.filter { $0.fields.contains("replicas") && !isKnown($0.manager) }
        guard let owner = owners.first(where: { $0.applies || !$0.fields.contains("template") }) else { return nil }
        return "the field manager \(owner.manager) owns spec.replicas of \(workload.name) and may put it back; if that "
            + "is nobody who does so by itself, annotate it \(EvenkeelAPIGroup.Annotation.replicaOwner): Nobody"
    }

    /// People's tools, Evenkeel itself, the controller of autoscalers (of which there is none any more, or it would have been
    /// found), and GitOps controllers, which have a gate of their own.
    private static func isKnown(_ manager: String) -> Bool {
        let tools: Set = [
            EvenkeelAPIGroup.fieldManager, "helm", "k9s", "Mozilla", "dashboard-api", "kube-controller-manager", "oc",
        ]
        return manager.hasPrefix("kubectl") || tools.contains(manager) || GitOps.managers[manager] != nil
    }
}
