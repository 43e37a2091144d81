import EvenkeelAPI
import JSONValue
import KubernetesTypes

/// What a Remediation's annotations amount to.
enum ApprovalClaim: Sendable, Hashable {
    case none
    case counts(Approval)
    /// Somebody approved, and it does not count: why, and what to do.
    case discounted(GateReason, String)
    /// The time for it is over.
    case late(Timestamp)

    init(_ situation: Situation, _ plan: Plan) {
        let annotations = situation.remediation?.metadata.annotations ?? [:]
        guard let text = annotations[EvenkeelAPIGroup.Annotation.approve], let remediation = situation.remediation
        else {
            self = .none
            return
        }
        let by = annotations[EvenkeelAPIGroup.Annotation.approvedBy] ?? ""
        if let (reason, message) = Self.mistake(text, by: by, plan, situation)
            ?? Self.doubt(remediation, situation.approvals)
        {
            self = .discounted(reason, message)
        } else if let expiry = situation.approvalExpiry, situation.now >= expiry {
            self = .late(expiry)
        } else {
            let known = remediation.status?.approval.flatMap { $0.by == by ? $0 : nil }
            self = .counts(known ?? Approval(by: by, at: situation.now))
        }
    }

    /// The one that counts.
    var approval: Approval? {
        if case .counts(let approval) = self { approval } else { nil }
    }

    /// What is wrong with the words themselves.
    private static func mistake(_ text: String, by: String, _ plan: Plan, _ situation: Situation)
        -> (GateReason, String)?
    {
        let shown = "\"\(text.cut(to: 80))\""
        if !plan.isNamed(by: text) {
            let older = situation.othersOfTarget.first { $0.spec.plan.isNamed(by: text) }
            if let older {
                return (
                    .approvalForAnotherPlan,
                    "the approval \(shown) is stale: it is for the plan of \(older.metadata.name ?? ""), this one is "
                        + plan.shortDigest
                )
            }
            return (.approvalForAnotherPlan, "the approval names \(shown), the plan is \(plan.shortDigest)")
        }
        if by.isEmpty {
            return (
                .approverMissing,
                "the approval says not who approved: \(EvenkeelAPIGroup.Annotation.approvedBy) is missing; use "
                    + "evenkeel approve"
            )
        }
        return nil
    }

    /// Why nobody answers for the name.
    private static func doubt(_ remediation: Remediation, _ vouching: ApprovalVouching) -> (GateReason, String)? {
        switch vouching {
        case .unvouched(let reason, let problem): return (reason, "the approval does not count: \(problem)")
        case .vouched(let since):
            guard let created = remediation.metadata.creationTimestamp, created < since else { return nil }
            return (
                .approvalNotAuthenticated,
                "the approval does not count: this Remediation was made before the API server vouched for names "
                    + "(\(since)); delete it, and it is proposed anew"
            )
        }
    }
}

extension Situation {
    /// Until when an approval has to be given and used.
    var approvalExpiry: Timestamp? {
        remediation?.metadata.creationTimestamp.map { $0 + rule.approval.expiresAfter.seconds }
    }
}

extension Approval {
    /// For people: `approved by anna at 2026-11-21T10:00:00Z`.
    var sentence: String { "approved by \(by.cut(to: 200)) at \(at)" }
}
