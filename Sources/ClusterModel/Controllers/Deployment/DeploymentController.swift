import JSONValue
import KubernetesTypes

/// Follows `pkg/controller/deployment` of Kubernetes: the same decisions in the same order, so that rollouts take the
/// same steps.
enum DeploymentController {
    static let name = "deployment-controller"

    static func reconcile(_ key: ObjectKey, _ context: inout ControllerContext) -> Timestamp? {
        guard let deployment = context.store.get(.deployments, key) else { return nil }
        var rollout = Rollout(deployment, context)
        if !deployment.isBeingDeleted {
            rollout.notePause(&context)
            rollout.syncRevision(&context)
            if deployment.isPaused || rollout.isBeingScaled {
                rollout.scale(&context)
            } else if deployment.isRollingUpdate {
                rollout.rollForward(&context)
            } else {
                rollout.recreate(&context)
            }
        }
        return rollout.reportStatus(&context)
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
