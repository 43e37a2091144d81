import EvenkeelAPI
import KubernetesTypes

/// Who owns the replica count: the knob is theirs, or there is none.
func replicaOwnerGate(_ situation: Situation) -> GateVerdict {
    guard situation.rule.action.kind?.traits.field == .replicas else {
        return .pass("the action does not scale the target")
    }
    switch ReplicaOwner.find(situation.target) {
    case .nobody: return .pass("nobody else owns the replica count")
    case .autoscaler(let autoscaler):
        return .pass("the autoscaler \(autoscaler.name) owns the replicas; its minReplicas is changed")
    case .scaledObject(let scaledObject):
        return .pass("the ScaledObject \(scaledObject.name) owns the replicas; its minReplicaCount is changed")
    case .other(let reason, let message): return .refuse(reason, message)
    }
}
