public import EvenkeelEngine

/// Who may carry an effect out.
public enum Authority: Sendable, Hashable {
    /// Every replica, also one that has led and does not know yet that it leads no more.
    case anyReplica
    /// Only the leader. The noun names what is written.
    case leader(String)
    /// Only the leader, and only while the audit log accounts for it.
    case accountableLeader(String)

    /// What only the leader may write; `nil` where every replica may.
    public var leadersWrite: String? {
        switch self {
        case .anyReplica: nil
        case .leader(let noun), .accountableLeader(let noun): noun
        }
    }
}

extension Effect {
    /// A record that a former leader alters would belie its successor's change, and a status of a guardrail its
    /// successor's circuit breaker.
    public var authority: Authority {
        switch self {
        case .createRemediation, .writeRemediationStatus, .deleteRemediation: .leader("a Remediation")
        case .writeGuardrailStatus: .leader("the status of a guardrail")
        case .change(_, let change): change.isDryRun ? .anyReplica : .accountableLeader("a change")
        case .evaluate, .writePolicyStatus, .writeMetricSourceStatus, .read, .recordEvent, .audit: .anyReplica
        }
    }
}
