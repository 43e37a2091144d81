public import EvenkeelAPI
public import KubernetesTypes

/// Whether the API server answers for the names of those who approve.
public enum ApprovalVouching: Sendable, Hashable, Codable {
    /// The admission policies are in force. What a Remediation older than this carries may have been written before.
    case vouched(since: Timestamp)
    /// Why not, and what to do: a name in an annotation could be anybody's.
    case unvouched(GateReason, String)

    public static let always = vouched(since: Timestamp(microsecondsSince1970: 0))
}

extension ApprovalVouching {
    /// Why no approval can count now; `nil` if one can.
    var problem: GateReason? { if case .unvouched(let reason, _) = self { reason } else { nil } }
}
