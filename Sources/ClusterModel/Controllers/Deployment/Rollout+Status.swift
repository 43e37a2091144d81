import JSONValue
import KubernetesTypes

extension Rollout {
    /// A pause must not count as lack of progress.
    mutating func notePause(_ context: inout ControllerContext) {
        guard deployment.progressDeadline != nil else { return }
        let reason = conditions["Progressing"]?.reason
        if reason == "ProgressDeadlineExceeded" { return }
        if deployment.isPaused, reason != "DeploymentPaused" {
            setProgressing("Unknown", "DeploymentPaused", "Deployment is paused", context.now)
        } else if !deployment.isPaused, reason == "DeploymentPaused" {
            setProgressing("Unknown", "DeploymentResumed", "Deployment is resumed", context.now)
        }
    }

    mutating func setProgressing(_ status: String, _ reason: String, _ message: String, _ now: Timestamp) {
        guard deployment.progressDeadline != nil else { return }
        set("Progressing", status, reason, message, now)
    }

    /// The same status and reason again change nothing, not even the message, as in Kubernetes.
    private mutating func set(_ type: String, _ status: String, _ reason: String, _ message: String, _ now: Timestamp) {
        let current = conditions[type]
        if current?.status == status, current?.reason == reason { return }
        let kept = current?.status == status ? current?.lastTransitionTime : nil
        conditions.removeAll { $0.type == type }
        conditions.append(
            StatusCondition(
                type: type, status: status, reason: reason, message: message, lastTransitionTime: kept ?? now,
                lastUpdateTime: now))
    }

    /// Writes the status.
    ///
    /// - Returns: when the progress deadline will have passed.
    mutating func reportStatus(_ context: inout ControllerContext) -> Timestamp? {
        let counts = DeploymentStatus(self)
        noteAvailability(counts, context.now)
        if !deployment.isPaused, !deployment.isBeingDeleted { noteProgress(counts, context.now) }
        if deployment.progressDeadline == nil { conditions.removeAll { $0.type == "Progressing" } }
        context.updateStatus(.deployments, deployment.key, counts.json(of: deployment, conditions))
        return deadline(counts)
    }

    private mutating func noteAvailability(_ counts: DeploymentStatus, _ now: Timestamp) {
        if counts.available >= deployment.replicas - bounds.maxUnavailable {
            set("Available", "True", "MinimumReplicasAvailable", "Deployment has minimum availability.", now)
        } else {
            set(
                "Available", "False", "MinimumReplicasUnavailable", "Deployment does not have minimum availability.",
                now)
        }
    }

    private mutating func noteProgress(_ counts: DeploymentStatus, _ now: Timestamp) {
        guard deployment.progressDeadline != nil else { return }
        let current = conditions["Progressing"]
        if counts.replicas == counts.updated, current?.reason == "NewReplicaSetAvailable" { return }
        let subject = newest.map { "ReplicaSet \"\($0.name)\"" } ?? "Deployment \"\(deployment.name)\""
        if counts.isComplete(for: deployment) {
            setProgressing("True", "NewReplicaSetAvailable", "\(subject) has successfully progressed.", now)
        } else if counts.isProgress(since: DeploymentStatus(deployment)) {
            // Every sign of progress starts the deadline anew, also with the same reason.
            let kept = current?.status == "True" ? current?.lastTransitionTime : nil
            conditions.removeAll { $0.type == "Progressing" }
            conditions.append(
                StatusCondition(
                    type: "Progressing", status: "True", reason: "ReplicaSetUpdated",
                    message: "\(subject) is progressing.", lastTransitionTime: kept ?? now, lastUpdateTime: now))
        } else if hasTimedOut(now) {
            setProgressing("False", "ProgressDeadlineExceeded", "\(subject) has timed out progressing.", now)
        }
    }

    private func hasTimedOut(_ now: Timestamp) -> Bool {
        guard let deadline = deployment.progressDeadline, let current = conditions["Progressing"],
            let since = current.lastUpdateTime
        else { return false }
        if current.reason == "NewReplicaSetAvailable" { return false }
        return current.reason == "ProgressDeadlineExceeded" || since + deadline < now
    }

    private func deadline(_ counts: DeploymentStatus) -> Timestamp? {
        guard let seconds = deployment.progressDeadline, let current = conditions["Progressing"],
            let since = current.lastUpdateTime
        else { return nil }
        if deployment.isPaused || counts.isComplete(for: deployment) { return nil }
        if ["ProgressDeadlineExceeded", "NewReplicaSetAvailable"].contains(current.reason) { return nil }
        // A second more, as times are kept in whole seconds.
        return since + seconds + 1
    }
}
