import JSONValue
import KubernetesTypes

/// Follows `pkg/controller/deployment` of Kubernetes: the same decisions in the same order, so that rollouts take the
/// same steps.
enum DeploymentController {
    static let name = "deployment-controller"

    static func reconcile(_ key: ObjectKey, _ desk: inout Desk) -> Timestamp? {
        guard let deployment = desk.store.get(.deployments, key) else { return nil }
        var rollout = Rollout(deployment, desk)
        if !deployment.isBeingDeleted {
            rollout.notePause(&desk)
            rollout.syncRevision(&desk)
            if deployment.isPaused || rollout.isBeingScaled {
                rollout.scale(&desk)
            } else if deployment.isRollingUpdate {
                rollout.rollForward(&desk)
            } else {
                rollout.recreate(&desk)
            }
        }
        return rollout.reportStatus(&desk)
    }
}

extension KubernetesObject {
    var isPaused: Bool { spec["paused"]?.boolValue == true }

    /// `nil` where no deadline is set; Kubernetes writes that as the largest 32-bit number.
    var progressDeadline: Double? {
        let seconds = spec["progressDeadlineSeconds"]?.integerValue ?? 600
        return seconds >= Int(Int32.max) ? nil : Double(seconds)
    }
}
