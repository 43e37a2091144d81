import EvenkeelAPI
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
