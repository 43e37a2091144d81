import EvenkeelAPI
import EvenkeelEngine
import JSONValue
import KubernetesTypes
import Synchronization

/// Makes traces of decisions: one for each Remediation, under its uid, and one for each evaluation that changed what is thought
/// of a rule. Evaluations that change nothing leave none.
final class DecisionTracer: Sendable {
    private struct State {
        /// Of looks that the engine has not judged yet: there are no more than looks under way.
        var evaluations: [ObjectKey: [Span]] = [:]
        /// Of decisions whose Remediation is being made, by its effect.
        var proposed: [EffectID: [Span]] = [:]
        /// Remediations that have not come to their end, by uid.
        var open: Set<String> = []
        var hasStarted = false
    }

    private let send: @Sendable ([Span]) -> Void
    private let state = Mutex(State())

    init(send: @escaping @Sendable ([Span]) -> Void) { self.send = send }

    /// An evaluation was performed, with its queries; the first span is the evaluation's own.
    func evaluated(_ policy: ObjectKey, _ spans: [Span]) { state.withLock { $0.evaluations[policy] = spans } }

    /// One step of the engine.
    func take(_ observation: Observation, _ effects: [Effect], at now: Timestamp) {
        switch observation {
        case .started: state.withLock { $0.hasStarted = true }
        case .evaluated(let evaluation): judged(evaluation, effects, at: now)
        case .answered(let id, let outcome): answered(id, outcome)
        case .remediationChanged(let remediation): remediationChanged(remediation, at: now)
        default: break
        }
    }

    private func judged(_ evaluation: Evaluation, _ effects: [Effect], at now: Timestamp) {
        let entries = effects.compactMap { effect -> AuditEntry? in
            guard case .audit(let entry) = effect, entry.policy == evaluation.policy else { return nil }
            return entry.event == .judged || entry.event == .proposed ? entry : nil
        }
        let evaluated = state.withLock { $0.evaluations.removeValue(forKey: evaluation.policy) }
        guard !entries.isEmpty, let evaluated, let parent = evaluated.first?.id else { return }
        let spans = evaluated + entries.map { Span(decision: $0, parent: parent, at: now) }
        for case .createRemediation(let id, _, _) in effects {
            return state.withLock { $0.proposed[id] = spans }
        }
        send(spans.in(TraceID()))
    }

    private func answered(_ id: EffectID, _ outcome: Outcome) {
        guard let spans = state.withLock({ $0.proposed.removeValue(forKey: id) }) else { return }
        guard case .done(let object?) = outcome else { return send(spans.in(TraceID())) }
        state.withLock { _ = $0.open.insert(object.uid) }
        send(spans.in(TraceID(uid: object.uid), under: SpanID(remediation: object.uid)))
    }

    /// A Remediation's own spans are known when it has come to its end.
    private func remediationChanged(_ remediation: Remediation, at now: Timestamp) {
        let uid = remediation.metadata.uid ?? ""
        guard let status = remediation.status, status.phase.isFinal else {
            return state.withLock { _ = $0.open.insert(uid) }
        }
        let isNews = state.withLock { $0.open.remove(uid) != nil && $0.hasStarted }
        if isNews { send(Span.life(of: remediation, status, until: status.endedAt ?? now)) }
    }

    /// A dry run or a change was sent.
    func changed(_ change: ClusterChange, _ outcome: Outcome, from start: Timestamp, to end: Timestamp) {
        var span = Span(
            parent: SpanID(remediation: change.remediationUID),
            name: change.isDryRun ? "dry run" : change.purpose.rawValue.lowercased(), kind: .client, start: start,
            end: end)
        span.trace = TraceID(uid: change.remediationUID)
        span.attributes = [
            "evenkeel.remediation": "\(change.remediation)", "evenkeel.outcome": outcome.metric.rawValue,
            "evenkeel.purpose": change.purpose.rawValue,
        ]
        span.attributes["evenkeel.decision"] = change.decision
        span.failure = outcome.failure
        send([span])
    }
}

extension [Span] {
    /// - Parameter root: the parent of those that have none.
    fileprivate func `in`(_ trace: TraceID, under root: SpanID? = nil) -> [Span] {
        map { span in
            var span = span
            span.trace = trace
            span.parent = span.parent ?? root
            return span
        }
    }
}

extension SpanID {
    /// Of the span that all others of a Remediation's trace are under: the last digits of its uid.
    init(remediation uid: String) { self.init(UInt64(TraceID(uid: uid).text.suffix(16), radix: 16) ?? 1) }
}

extension Span {
    /// What was decided, with a line for each gate.
    fileprivate init(decision entry: AuditEntry, parent: SpanID, at now: Timestamp) {
        self.init(parent: parent, name: entry.event == .proposed ? "propose" : "gates", start: now, end: now)
        attributes = ["evenkeel.message": entry.message, "evenkeel.policy": entry.policy.map { "\($0)" } ?? ""]
        attributes["evenkeel.decision"] = entry.decision
        attributes["evenkeel.rule"] = entry.rule
        attributes["evenkeel.remediation"] = entry.remediation.map { "\($0)" }
        events = (entry.details["gates"]?.arrayValue ?? []).map { gate in
            Event(
                name: gate["name"]?.stringValue ?? "", at: now,
                attributes: [
                    "verdict": gate["verdict"]?.stringValue ?? "", "message": gate["message"]?.stringValue ?? "",
                ])
        }
    }

    /// The root of its trace, and the phases that it was in.
    fileprivate static func life(
        of remediation: Remediation, _ status: RemediationStatus, until end: Timestamp
    ) -> [Span] {
        let uid = remediation.metadata.uid ?? ""
        var root = Span(
            trace: TraceID(uid: uid), id: SpanID(remediation: uid), name: "remediation",
            start: remediation.spec.incidentStartedAt, end: end)
        root.attributes = [
            "evenkeel.remediation": "\(remediation.key)", "evenkeel.policy": remediation.spec.policyRef.name,
            "evenkeel.rule": remediation.spec.rule, "evenkeel.mode": remediation.spec.mode.rawValue,
            "evenkeel.action": remediation.spec.plan.action.rawValue, "evenkeel.phase": status.phase.rawValue,
            "evenkeel.confidence": "\(remediation.spec.confidence)",
        ]
        root.attributes["evenkeel.decision"] = status.decision
        if status.phase == .failed || status.phase == .undone { root.failure = status.timeline.last?.message }
        return [root] + phases(status.timeline, under: root)
    }

    private static func phases(_ timeline: [TimelineEntry], under root: Span) -> [Span] {
        zip(timeline, timeline.dropFirst()).map { entry, next in
            Span(
                trace: root.trace, parent: root.id, name: entry.phase.rawValue, start: entry.at, end: next.at,
                attributes: ["evenkeel.message": entry.message])
        }
    }
}

extension Outcome {
    fileprivate var failure: String? {
        switch self {
        case .done: nil
        case .refused(let status): "refused with \(status.code): \(status.message)"
        case .notSent(let reason), .unknown(let reason): reason
        }
    }
}
