import EvenkeelAPI
import KubernetesTypes

/// A person's word, where the mode, the rule or the owner of the workload asks for it.
func approvalGate(_ situation: Situation) -> GateVerdict {
    guard let reason = approvalReason(situation) else { return .pass("not needed") }
    guard let plan = situation.proposedPlan else { return .hold(.nothingToApprove, "there is no plan to approve") }
    switch ApprovalClaim(situation, plan) {
    case .counts(let approval): return .pass(approval.sentence)
    case .discounted(let reason, let problem): return .hold(reason, problem, until: situation.approvalExpiry)
    case .late(let expiry):
        return .refuse(.approvalTooLate, "the approval came too late: it had to be given and used before \(expiry)")
    case .none:
        return .hold(
            situation.approvals.problem ?? .approvalRequired,
            "\(reason); waiting for approval of \(plan.shortDigest)\(obstacle(situation))",
            until: situation.approvalExpiry)
    }
}

/// Told before somebody approves in vain.
private func obstacle(_ situation: Situation) -> String {
    guard case .unvouched(_, let problem) = situation.approvals else { return "" }
    return ", which cannot count yet: \(problem)"
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
