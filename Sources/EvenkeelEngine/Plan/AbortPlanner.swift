import EvenkeelAPI
import JSONValue
import KubernetesTypes

/// Aborts an Argo Rollout, as `kubectl argo rollouts abort` does: `status.abort: true` through the status subresource
/// (argo-rollouts, pkg/kubectl-argo-rollouts/cmd/abort). Taking it back is what `retry` does, and retries the release.
enum AbortPlanner {
    static func plan(_ progress: CanaryProgress, _ rollout: Workload, _ input: PlanInput) throws(PlanRefusal) -> Plan {
        try check(progress, rollout, input)
        var object = rollout.changedObject
        object.subresource = "status"
        return Plan(
            action: .rollback,
            summary: "abort the rollout of \(rollout.name): back from \(progress.currentHash) to the stable "
                + "\(progress.stableHash)",
            object: object,
            changes: [
                FieldChange(path: "/status/abort", from: progress.abort, to: true),
                // Only this release: neither the abort nor its undo is for another one.
                FieldChange(
                    path: "/status/currentPodHash", from: .string(progress.currentHash),
                    to: .string(progress.currentHash)),
            ],
            rolledBackFrom: progress.currentHash,
            undo: Undo(
                summary: "retry the rollout of \(progress.currentHash)",
                precondition: .init(resourceVersion: rollout.resourceVersion)))
    }

    private static func check(
        _ progress: CanaryProgress, _ rollout: Workload, _ input: PlanInput
    ) throws(PlanRefusal) {
        guard !progress.stableHash.isEmpty else {
            throw PlanRefusal(.noRevisions, "\(rollout.name) has no stable release to return to")
        }
        guard progress.isUnderWay else {
            throw PlanRefusal(
                .nothingToRollBack, "no rollout of \(rollout.name) is in progress; there is nothing to abort")
        }
        guard !progress.isAborted else {
            throw PlanRefusal(.nothingToRollBack, "the rollout of \(rollout.name) is aborted already")
        }
        let stable = input.target.availablePods(at: input.now).filter {
            $0.labels[CanaryProgress.hashLabel] == progress.stableHash
        }
        guard !stable.isEmpty else {
            throw PlanRefusal(
                .stableNotReady,
                "no pod of the stable release \(progress.stableHash) is ready; an abort would return to nothing"
            )
        }
    }
}

extension Plan {
    /// Whether the object can carry Evenkeel's mark in the same request: metadata is not the status subresource's.
    var leavesMark: Bool { object.subresource == nil }
}
