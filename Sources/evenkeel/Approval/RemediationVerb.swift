import EvenkeelAPI
import EvenkeelEngine
import JSONValue
import KubernetesTypes

/// What a person says to a Remediation.
enum RemediationVerb: Sendable, Hashable {
    case approve
    case reject(reason: String)
    case undo(reason: String)

    var verb: String {
        switch self {
        case .approve: "approve"
        case .reject: "reject"
        case .undo: "undo"
        }
    }

    /// For what was done: `approved checkout-undo-bad-release-1234abcd`.
    var done: String {
        switch self {
        case .approve: "approved"
        case .reject: "rejected"
        case .undo: "asked to undo"
        }
    }

    /// - Parameter name: the person's own, as the API server knows it; `nil` where it cannot say.
    func annotations(_ plan: Plan, by name: String?) -> JSONObject {
        switch self {
        case .approve:
            var annotations: JSONObject = [
                EvenkeelAPIGroup.Annotation.approve: .string(String(plan.digest.dropFirst("sha256:".count)))
            ]
            annotations[EvenkeelAPIGroup.Annotation.approvedBy] = name.map(JSON.string)
            return annotations
        case .reject(let reason): return [EvenkeelAPIGroup.Annotation.reject: .string(reason)]
        case .undo(let reason): return [EvenkeelAPIGroup.Annotation.undo: .string(reason)]
        }
    }

    /// What happens when it is said, in one sentence.
    func consequence(_ remediation: Remediation) -> String {
        let plan = remediation.spec.plan
        switch self {
        case .approve:
            let account = remediation.spec.serviceAccountName.map { " as service account \($0)" } ?? ""
            return
                "Evenkeel makes this change once\(account), as soon as every other gate lets it, and watches whether it "
                + "helps; if it does not: \(plan.undo.summary)"
        case .reject: return "Evenkeel drops the plan, and proposes the same no more until the signals have recovered"
        case .undo:
            return "Evenkeel takes the change back where nobody changed it since: \(plan.undo.summary)"
        }
    }
}

// What cannot work is said before anything is sent.
extension RemediationVerb {
    /// Why this would have no effect on the Remediation as it is; `nil` where it has one.
    func refusal(_ remediation: Remediation, now: Timestamp) -> String? {
        switch self {
        case .approve: Self.refusalOfApproval(remediation, now: now)
        case .reject: Self.refusalOfRejection(remediation)
        case .undo: Self.refusalOfUndo(remediation)
        }
    }

    private static func refusalOfApproval(_ remediation: Remediation, now: Timestamp) -> String? {
        if let reason = ended(remediation) ?? alreadyRejected(remediation) { return reason }
        let phase = remediation.phase
        guard phase.isWaiting else {
            return "it is \(phase.rawValue) already; an approval counts once, before the change"
        }
        let annotations = remediation.metadata.annotations ?? [:]
        if let by = remediation.status?.approval?.by, let text = annotations[EvenkeelAPIGroup.Annotation.approve],
            remediation.spec.plan.isNamed(by: text)
        {
            return "it is approved already, by \(by)" + holding(remediation)
        }
        guard let gate = remediation.status?.gates.first(where: { $0.name == .approval }) else { return nil }
        if gate.verdict == .pass { return "it needs no approval" + holding(remediation) }
        if let until = gate.until, until <= now { return "the time for its approval was over at \(until)" }
        return gate.reason == .approvalCannotCount ? gate.message : nil
    }

    private static func refusalOfRejection(_ remediation: Remediation) -> String? {
        if let reason = ended(remediation) ?? alreadyRejected(remediation) { return reason }
        guard !remediation.phase.isWaiting else { return nil }
        return "it is \(remediation.phase.rawValue) already; use evenkeel undo to take the change back"
    }

    private static func refusalOfUndo(_ remediation: Remediation) -> String? {
        let phase = remediation.phase
        let plan = remediation.spec.plan
        if phase.isWaiting { return "it is \(phase.rawValue), and nothing was changed yet; use evenkeel reject" }
        if let reason = remediation.reasonItStays { return reason }
        if remediation.metadata.annotations?[EvenkeelAPIGroup.Annotation.undo] != nil {
            return "that was asked for already"
        }
        if phase == .undoing || phase == .undone { return "it is \(phase.rawValue) already" }
        if plan.changes.isEmpty || plan.action == .restart { return plan.undo.summary }
        if remediation.status?.changedAt == nil, phase.isFinal { return "it is \(phase.rawValue): nothing was changed" }
        if remediation.status?.revert?.state == .reverted { return "the change was reverted already, as scheduled" }
        return nil
    }

    private static func ended(_ remediation: Remediation) -> String? {
        guard remediation.phase.isFinal else { return nil }
        let last = remediation.status?.timeline.last?.message ?? ""
        return "it is \(remediation.phase.rawValue)\(last.isEmpty ? "" : ": \(last)")"
    }

    private static func alreadyRejected(_ remediation: Remediation) -> String? {
        remediation.metadata.annotations?[EvenkeelAPIGroup.Annotation.reject].map { "it was rejected: \($0)" }
    }

    private static func holding(_ remediation: Remediation) -> String {
        let others = (remediation.status?.gates ?? []).filter { $0.verdict != .pass && $0.name != .approval }
        return others.first.map { "; it is held by \($0.name): \($0.message)" } ?? ""
    }
}

extension Phase {
    /// Nothing was changed yet.
    var isWaiting: Bool { self == .proposed || self == .held || self == .awaitingApproval }
}

extension Remediation {
    var phase: Phase { status?.phase ?? .proposed }

    /// Why the change is undone no more; `nil` where it may be. What was refused once is tried once more where a
    /// person asks for it, but for a scheduled revert whose field somebody else has changed.
    var reasonItStays: String? {
        guard let status, let undo = status.intents.last, undo.purpose == .undo, undo.outcome == .notDone else {
            return nil
        }
        let attempts = status.intents.count { $0.purpose == .undo }
        guard status.revert?.state == .keptByOthers || attempts > 1 else { return nil }
        return undo.message ?? "taking it back was refused"
    }
}
