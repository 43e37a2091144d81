import Detection
import EvenkeelAPI
import JSONValue
import KubernetesTypes

enum RollbackPlanner {
    /// On a workload or its template where returning to older code would harm, such as after a schema migration.
    private static let forbidden = EvenkeelAPIGroup.Annotation.rollback

    static func plan(_ action: RollbackAction, _ workload: Workload, _ input: PlanInput) throws(PlanRefusal) -> Plan {
        guard workload.kind == .deployment, let current = input.target.currentRevision else {
            throw PlanRefusal(
                .noRevisions, "\(workload.kind.rawValue) \(workload.name) has no revisions that can be returned to")
        }
        guard !workload.isPaused else {
            throw PlanRefusal(
                .rolloutPaused, "the rollout of \(workload.name) is paused; a rollback would not take place")
        }
        guard workload.observedGeneration >= workload.generation else {
            throw PlanRefusal(
                .revisionNotObserved,
                "which revision \(workload.name) is at is not known yet: its newest spec has not been seen by its "
                    + "controller")
        }
        // Somebody's mend is not taken for the cause, though the windows still hold what was before it.
        if let began = input.incidentStartedAt, let predecessor = input.predecessorSeenAt, began <= predecessor {
            throw PlanRefusal(
                .incidentBeforeRelease,
                "the incident began before revision \(current.number) was released, so this revision is not the cause")
        }
        let (destination, evidence) = try destination(action, current, input)
        let changes = JSONDifference.changes(
            from: workload.template, to: destination.template, at: JSONPointer(["spec", "template"]))
        guard !changes.isEmpty else {
            throw PlanRefusal(.sameRelease, "revision \(destination.number) is what \(workload.name) runs already")
        }
        return Plan(
            action: .rollback,
            summary: "roll \(workload.name) back from revision \(current.number) to revision \(destination.number) "
                + "(\(evidence))",
            object: workload.changedObject, changes: changes, rolledBackFrom: current.templateHash,
            undo: Undo(
                summary: "roll forward to revision \(current.number)",
                precondition: .init(resourceVersion: workload.resourceVersion)))
    }

    static func checkAllowed(_ workload: Workload) throws(PlanRefusal) {
        let inTemplate = workload.template.at("metadata", "annotations", forbidden)?.stringValue
        if (workload.annotations[forbidden] ?? inTemplate) == "Forbidden" {
            throw PlanRefusal(
                .rollbackForbidden, "the annotation \(forbidden): Forbidden says that older code would do harm")
        }
    }

    /// Only a revision that was seen serving healthily; never one that merely existed.
    private static func destination(
        _ action: RollbackAction, _ current: Revision, _ input: PlanInput
    ) throws(PlanRefusal) -> (Revision, evidence: String) {
        let earlier = input.target.revisions.filter {
            $0.number < current.number && $0.templateHash != current.templateHash
        }
        .sorted { $0.number > $1.number }
        guard let previous = earlier.first else {
            throw PlanRefusal(.noEarlierRevision, "there is no earlier revision of \(current.name) to return to")
        }
        let candidates = action.to == .previous ? [previous] : earlier
        for revision in candidates {
            if let evidence = input.revisions.last(where: { $0.templateHash == revision.templateHash }),
                let since = evidence.healthySince, let until = evidence.healthyUntil
            {
                return (revision, "healthy for \(NumberText.duration(until - since))")
            }
        }
        let numbers = candidates.prefix(5).map { "\($0.number)" }.joined(separator: ", ")
        throw PlanRefusal(
            .noHealthyRevision,
            "no earlier revision (\(numbers)) was seen serving healthily; returning to it could be worse")
    }
}
