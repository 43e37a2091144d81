import EvenkeelAPI
import KubernetesTypes

/// A pause by anybody who may pause: the policy, a guardrail, the owner of the workload or of the namespace.
func suspensionGate(_ situation: Situation) -> GateVerdict {
    if let problem = situation.problem {
        return .hold(.policyInvalid, "the policy as it is now cannot be used: \(problem)")
    }
    if situation.policy.spec.suspend { return .hold(.policySuspended, "the policy is suspended") }
    if let guardrail = situation.guardrails.first(where: \.spec.paused) {
        return .hold(.guardrailPaused, "guardrail \(guardrail.metadata.name ?? "") is paused")
    }
    if case .unavailable(let reason) = situation.target.availability {
        return .hold(.targetUnavailable, "whether the owner paused it cannot be seen: \(reason)")
    }
    let key = EvenkeelAPIGroup.Annotation.remediation
    let words = [
        ("the workload", situation.target.workload?.annotations[key]),
        ("the namespace", situation.target.namespaceAnnotations[key]),
    ]
    for (place, word) in words {
        guard let word else { continue }
        switch word {
        case "Enabled", "RequireApproval": continue
        case "Disabled": return .hold(.disabledByAnnotation, "\(place) is annotated \(key): Disabled")
        default:
            return .hold(
                .unknownAnnotationValue,
                "\(place) is annotated \(key): \(word), which is neither Enabled, RequireApproval nor Disabled")
        }
    }
    return .pass("nothing is paused")
}

/// The owner of the workload or of the namespace asks for approval of everything.
func ownerRequiresApproval(_ target: TargetSnapshot) -> Bool {
    let key = EvenkeelAPIGroup.Annotation.remediation
    return target.workload?.annotations[key] == "RequireApproval"
        || target.namespaceAnnotations[key] == "RequireApproval"
}
