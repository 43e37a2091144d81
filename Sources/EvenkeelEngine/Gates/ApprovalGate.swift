import EvenkeelAPI
import KubernetesTypes

/// A person's word, where the mode, the rule or the owner of the workload asks for it.
func approvalGate(_ situation: Situation) -> GateVerdict {
    guard let reason = approvalReason(situation) else { return .pass("not needed") }
    guard let plan = situation.isMadeOf else { return .hold("there is no plan to approve") }
    let annotations = situation.remediation?.metadata.annotations ?? [:]
    guard let text = annotations[EvenkeelAPIGroup.Annotation.approve] else {
        return .hold("\(reason); waiting for approval of \(plan.shortDigest)", until: approvalExpiry(situation))
    }
    guard plan.isNamed(by: text) else {
        return .hold("the approval names \"\(text.prefix(80))\", the plan is \(plan.shortDigest)")
    }
    if let expiry = approvalExpiry(situation), situation.now >= expiry {
        return .refuse("the approval came too late: it had to be given and used before \(expiry)")
    }
    let by = annotations[EvenkeelAPIGroup.Annotation.approvedBy]
    return .pass(by.map { "approved by \($0)" } ?? "approved; the cluster does not vouch for the name")
}

/// Why a person is needed, or `nil`.
func approvalReason(_ situation: Situation) -> String? {
    if situation.policy.spec.mode == .suggest { return "mode Suggest" }
    if ownerRequiresApproval(situation.target) { return "the owner requires approval" }
    let approval = situation.rule.approval
    switch approval.mode {
    case .never: return nil
    case .always: return "the rule requires approval"
    case .belowConfidence:
        let needed = approval.confidence ?? Percentage(fraction: 1)
        let confidence =
            situation.remediation?.spec.confidence
            ?? Percentage(fraction: situation.memory.finding?.confidence ?? 0)
        return confidence < needed ? "confidence \(confidence) is below \(needed)" : nil
    }
}

private func approvalExpiry(_ situation: Situation) -> Timestamp? {
    situation.remediation?.metadata.creationTimestamp.map { $0 + situation.rule.approval.expiresAfter.seconds }
}
