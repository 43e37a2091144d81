import EvenkeelAPI
import KubernetesTypes

/// Counts the stored phases of Remediations and the times between them.
struct RemediationTally {
    private struct Known {
        var uid: String
        var phase: Phase
        /// Entries of the timeline that were counted.
        var entries = 0
        var isChanged = false
        var isRecovered = false
    }

    private var known: [ObjectKey: Known] = [:]

    /// - Parameter isNews: false if the Remediation existed before this replica became the leader. Then it is not
    ///    counted.
    mutating func take(_ remediation: Remediation, isNews: Bool, _ metrics: OperatorMetrics) {
        let before = known[remediation.key].flatMap { $0.uid == remediation.metadata.uid ? $0 : nil }
        var now = before ?? Known(uid: remediation.metadata.uid ?? "", phase: .proposed)
        if isNews, before == nil {
            count(remediation, .proposed, metrics)
            observe(metrics.decisions.timeToDecision, remediation, until: remediation.metadata.creationTimestamp)
        }
        for phase in phases(of: remediation, after: now) {
            if isNews { count(remediation, phase, metrics) }
            now.phase = phase
        }
        now.entries = remediation.status?.timeline.count ?? 0
        takeTimes(of: remediation, &now, isNews: isNews, metrics)
        known[remediation.key] = now
        setOpen(before?.phase, now.phase, metrics)
    }

    mutating func remove(_ key: ObjectKey, _ metrics: OperatorMetrics) {
        setOpen(known.removeValue(forKey: key)?.phase, nil, metrics)
    }

    /// Those that it entered since, in order. A watch may skip states of an object; its timeline does not.
    private func phases(of remediation: Remediation, after known: Known) -> [Phase] {
        guard let status = remediation.status else { return [] }
        // It keeps its newest entries only, so that a long one stays as long as it is.
        let entries = status.timeline.dropFirst(min(known.entries, status.timeline.count)).map(\.phase)
        var phases: [Phase] = []
        for phase in entries + [status.phase] where phase != (phases.last ?? known.phase) { phases.append(phase) }
        return phases
    }

    private func takeTimes(
        of remediation: Remediation, _ known: inout Known, isNews: Bool, _ metrics: OperatorMetrics
    ) {
        guard let status = remediation.status, let changedAt = status.changedAt else { return }
        if !known.isChanged, isNews {
            observe(metrics.decisions.timeToChange, remediation, until: changedAt)
        }
        known.isChanged = true
        guard let endedAt = status.incidentEndedAt else { return }
        if !known.isRecovered, isNews {
            observe(metrics.decisions.timeToRecovery, remediation, until: endedAt)
        }
        known.isRecovered = true
    }

    private func count(_ remediation: Remediation, _ phase: Phase, _ metrics: OperatorMetrics) {
        metrics.decisions.remediations.add(
            to: RemediationLabels(
                action: remediation.spec.plan.action, phase: phase, mode: remediation.spec.mode))
    }

    private func setOpen(_ before: Phase?, _ now: Phase?, _ metrics: OperatorMetrics) {
        for (phase, count) in [(before, -1.0), (now, 1.0)] {
            // Final phases have no series.
            guard let phase else { continue }
            metrics.decisions.remediationsOpen.add(count, to: PhaseLabels(phase: phase))
        }
    }

    private func observe(_ metric: Metric<ActionLabels>, _ remediation: Remediation, until: Timestamp?) {
        guard let until else { return }
        metric.observe(
            // It may be negative if the clocks of two machines differ.
            max(0, until - remediation.spec.badSince),
            of: ActionLabels(action: remediation.spec.plan.action), exemplar: remediation.exemplar)
    }
}

extension Remediation {
    /// The ids of the trace and of the decision.
    var exemplar: [String: String] {
        var labels = ["trace_id": TraceID(uid: metadata.uid ?? "").text]
        labels["decision"] = status?.decision
        return labels
    }
}
