import EvenkeelAPI
import KubernetesTypes

/// What is stored of the Remediations: which phases they entered, and how long it took.
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

    /// - Parameter isNews: otherwise it was there before this replica began to lead, and nothing of it is counted.
    mutating func take(_ remediation: Remediation, isNews: Bool, _ metrics: OperatorMetrics) {
        let before = known[remediation.key].flatMap { $0.uid == remediation.metadata.uid ? $0 : nil }
        var now = before ?? Known(uid: remediation.metadata.uid ?? "", phase: .proposed)
        if isNews, before == nil {
            count(remediation, .proposed, metrics)
            observe(
                "evenkeel_time_to_decision_seconds", remediation, until: remediation.metadata.creationTimestamp, metrics
            )
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
            observe("evenkeel_time_to_change_seconds", remediation, until: changedAt, metrics)
        }
        known.isChanged = true
        guard let endedAt = status.incidentEndedAt else { return }
        if !known.isRecovered, isNews {
            observe("evenkeel_time_to_recovery_seconds", remediation, until: endedAt, metrics)
        }
        known.isRecovered = true
    }

    private func count(_ remediation: Remediation, _ phase: Phase, _ metrics: OperatorMetrics) {
        metrics.registry.add(
            to: .init(
                "evenkeel_remediations_total",
                [
                    "action": remediation.spec.plan.action.rawValue, "phase": phase.rawValue,
                    "mode": remediation.spec.mode.rawValue,
                ]))
    }

    private func setOpen(_ before: Phase?, _ now: Phase?, _ metrics: OperatorMetrics) {
        for (phase, count) in [(before, -1.0), (now, 1.0)] {
            // Phases that are an end have no series.
            guard let phase else { continue }
            metrics.registry.add(count, to: .init("evenkeel_remediations_open", ["phase": phase.rawValue]))
        }
    }

    private func observe(
        _ name: String, _ remediation: Remediation, until: Timestamp?, _ metrics: OperatorMetrics
    ) {
        guard let until else { return }
        metrics.registry.observe(
            // Where the clocks of two machines differ it may be less than nothing.
            max(0, until - remediation.spec.incidentStartedAt),
            of: .init(name, ["action": remediation.spec.plan.action.rawValue]),
            exemplar: remediation.exemplar)
    }
}

extension Remediation {
    /// Under which its trace and its decision are found.
    var exemplar: [String: String] {
        var labels = ["trace_id": TraceID(uid: metadata.uid ?? "").text]
        labels["decision"] = status?.decision
        return labels
    }
}
