import EvenkeelAPI
import EvenkeelEngine
import JSONValue
import KubernetesTypes

/// A decision of a user about a Remediation.
enum RemediationVerb: Sendable, Hashable {
    case approve
    case reject(reason: String)
    case undo(reason: String)

    var name: String {
        switch self {
        case .approve: "approve"
        case .reject: "reject"
        case .undo: "undo"
        }
    }

    /// The result, as in `approved checkout-undo-bad-release-1234abcd`.
    var done: String {
        switch self {
        case .approve: "approved"
        case .reject: "rejected"
        case .undo: "requested the undo of"
        }
    }

    /// - Parameter name: the name of the user from the API server; `nil` if it is unknown.
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

    /// The consequence of the verb, in one sentence.
    func consequence(_ remediation: Remediation) -> String {
        let plan = remediation.spec.plan
        switch self {
        case .approve:
            let account = remediation.spec.serviceAccountName.map { " as service account \($0)" } ?? ""
            return
                "Evenkeel makes this change once\(account), as soon as all other gates pass, and verifies that the "
                + "signals recover; if they do not: \(plan.undo.summary)"
        case .reject: return "Evenkeel drops the plan, and does not propose it again until the signals recover"
        case .undo:
            return "Evenkeel undoes the change unless another client changed the field: \(plan.undo.summary)"
        }
    }
}

// Requests without effect are refused before anything is sent.
extension RemediationVerb {
    /// The reason why the verb has no effect on the Remediation in its current state, or `nil`.
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
            return "it is already \(phase.rawValue); an approval is possible only before the change"
        }
        let annotations = remediation.metadata.annotations ?? [:]
        if let by = remediation.status?.approval?.by, let text = annotations[EvenkeelAPIGroup.Annotation.approve],
            remediation.spec.plan.isNamed(by: text)
        {
            return "it is already approved by \(by)" + holding(remediation)
        }
        guard let gate = remediation.status?.gates.first(where: { $0.name == .approval }) else { return nil }
        if gate.verdict == .pass { return "it does not require an approval" + holding(remediation) }
        if let until = gate.until, until <= now { return "the approval expired at \(until)" }
        let isInVain = gate.reason == .approvalPolicyMissing || gate.reason == .approvalPolicyUnavailable
        return isInVain ? gate.message : nil
    }

    private static func refusalOfRejection(_ remediation: Remediation) -> String? {
        if let reason = ended(remediation) ?? alreadyRejected(remediation) { return reason }
        guard !remediation.phase.isWaiting else { return nil }
        return "it is already \(remediation.phase.rawValue); use evenkeel undo to undo the change"
    }

    private static func refusalOfUndo(_ remediation: Remediation) -> String? {
        let phase = remediation.phase
        let plan = remediation.spec.plan
        if phase.isWaiting { return "it is \(phase.rawValue), and nothing is changed yet; use evenkeel reject" }
        if let reason = remediation.reasonItStays { return reason }
        if remediation.metadata.annotations?[EvenkeelAPIGroup.Annotation.undo] != nil {
            return "the undo is already requested"
        }
        if phase == .undoing || phase == .undone { return "it is already \(phase.rawValue)" }
        if !plan.isReversible { return plan.undo.summary }
        if remediation.status?.changedAt == nil, phase.isFinal { return "it is \(phase.rawValue): nothing was changed" }
        if remediation.status?.revert?.state == .reverted { return "the scheduled revert already restored the value" }
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
        return others.first.map { "; it is held by the gate \($0.name): \($0.message)" } ?? ""
    }
}

extension Phase {
    /// True before the change.
    var isWaiting: Bool { self == .proposed || self == .held || self == .awaitingApproval }
}

extension Remediation {
    var phase: Phase { status?.phase ?? .proposed }

    /// The reason why the change is not undone any more, or `nil`. A refused undo is tried once more if a user requests
    /// it, except a scheduled revert whose field another client changed.
    var reasonItStays: String? {
        guard let status, let undo = status.intents.last, undo.purpose == .undo, undo.outcome == .notDone else {
            return nil
        }
        let attempts = status.intents.count { $0.purpose == .undo }
        guard status.revert?.state == .keptByOthers || attempts > 1 else { return nil }
        return undo.message ?? "the API server refused the undo"
    }
}
